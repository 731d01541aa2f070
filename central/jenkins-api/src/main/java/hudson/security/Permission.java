package hudson.security;

import java.util.List;
import org.jvnet.localizer.Localizable;

public final class Permission {
    public Permission(
            PermissionGroup permissionGroup,
            String value,
            Localizable localizable,
            Permission permission,
            boolean flag,
            PermissionScope[] permissionScopes)
            throws IllegalStateException {}

    public Permission(
            PermissionGroup permissionGroup,
            String value,
            Localizable localizable,
            Permission permission,
            PermissionScope permissionScope) {}

    public Permission(
            PermissionGroup permissionGroup,
            String value,
            Localizable localizable,
            Permission permission,
            boolean flag) {}

    public Permission(PermissionGroup permissionGroup, String value, Localizable localizable, Permission permission) {}

    public Permission(PermissionGroup permissionGroup, String value, Permission permission) {}

    public final String name = null;

    public static List<Permission> getAll() {
        throw new UnsupportedOperationException("declared only");
    }

    public static final Permission READ = null;

    public static final Permission CREATE = null;

    public static final Permission UPDATE = null;
}
