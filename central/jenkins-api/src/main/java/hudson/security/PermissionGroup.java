package hudson.security;

import java.util.Iterator;
import org.jvnet.localizer.Localizable;

public final class PermissionGroup implements Iterable<Permission>, Comparable<PermissionGroup> {
    public PermissionGroup(Class type, Localizable localizable) throws IllegalStateException {}

    public PermissionGroup(String value, Class type, Localizable localizable) throws IllegalStateException {}

    public Iterator<Permission> iterator() {
        throw new UnsupportedOperationException("declared only");
    }

    public int compareTo(PermissionGroup permissionGroup) {
        throw new UnsupportedOperationException("declared only");
    }
}
