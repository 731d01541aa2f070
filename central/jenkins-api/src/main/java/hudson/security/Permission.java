package hudson.security;

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

    public static final Permission READ = null;

    public static final Permission CREATE = null;

    public static final Permission UPDATE = null;
}
