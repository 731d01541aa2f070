package hudson.model;

import hudson.search.SearchableModelObject;
import hudson.security.AccessControlled;
import hudson.security.Permission;
import hudson.security.PermissionGroup;
import jenkins.model.FullyNamed;
import jenkins.model.FullyNamedModelObject;
import jenkins.model.Named;
import jenkins.util.io.OnMaster;

public interface Item
        extends PersistenceRoot,
                FullyNamedModelObject,
                SearchableModelObject,
                FullyNamed,
                Named,
                AccessControlled,
                OnMaster {
    public static final PermissionGroup PERMISSIONS = null;

    public static final Permission CREATE = null;

    public static final Permission CONFIGURE = null;

    public static final Permission READ = null;

    public static final Permission EXTENDED_READ = null;

    public static final Permission BUILD = null;

    ItemGroup<? extends Item> getParent();

    String getFullName();
}
