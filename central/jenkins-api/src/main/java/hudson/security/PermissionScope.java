package hudson.security;

import hudson.model.ModelObject;

public final class PermissionScope {
    public PermissionScope(Class<? extends ModelObject> type, PermissionScope... permissionScopes) {}

    public static final PermissionScope JENKINS = null;

    public static final PermissionScope ITEM = null;

    public static final PermissionScope RUN = null;
}
