package hudson.security;

import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.Authentication;

public interface AccessControlled {
    ACL getACL();

    default void checkPermission(Permission permission) throws AccessDeniedException {
        throw new UnsupportedOperationException("declared only");
    }

    default void checkAnyPermission(Permission... permissions) throws AccessDeniedException {
        throw new UnsupportedOperationException("declared only");
    }

    default boolean hasPermission(Permission permission) {
        throw new UnsupportedOperationException("declared only");
    }

    default boolean hasAnyPermission(Permission... permissions) {
        throw new UnsupportedOperationException("declared only");
    }

    default boolean hasPermission2(Authentication authentication, Permission permission) {
        throw new UnsupportedOperationException("declared only");
    }
}
