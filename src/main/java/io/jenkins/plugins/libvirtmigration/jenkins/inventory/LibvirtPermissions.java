package io.jenkins.plugins.libvirtmigration.jenkins.inventory;

import hudson.init.InitMilestone;
import hudson.init.Initializer;
import hudson.security.Permission;
import hudson.security.PermissionGroup;
import hudson.security.PermissionScope;
import jenkins.model.Jenkins;

/**
 * What a build may do with the hypervisors, granted for all of Jenkins, a folder or a job. None of it comes with the
 * right to start or to configure a job: a build that runs as somebody needs it granted to that somebody. Builds run as
 * SYSTEM, which may everything, unless an administrator configures them to run as a user.
 */
public final class LibvirtPermissions {

    public static final PermissionGroup GROUP =
            new PermissionGroup(LibvirtPermissions.class, Messages._LibvirtPermissions_group());

    /** Move all guests off a host, and bring them home. */
    public static final Permission EVACUATE = new Permission(
            GROUP, "Evacuate", Messages._LibvirtPermissions_evacuate(), Jenkins.ADMINISTER, PermissionScope.ITEM);

    /** Move a guest. Who may empty a host may do that too. */
    public static final Permission MIGRATE =
            new Permission(GROUP, "Migrate", Messages._LibvirtPermissions_migrate(), EVACUATE, PermissionScope.ITEM);

    /** Check a host, and change its configuration where that is asked for. */
    public static final Permission PREPARE = new Permission(
            GROUP, "Prepare", Messages._LibvirtPermissions_prepare(), Jenkins.ADMINISTER, PermissionScope.ITEM);

    private LibvirtPermissions() {}

    /** A permission is known once its class is loaded, which has to be before the security configuration is read. */
    @Initializer(after = InitMilestone.PLUGINS_PREPARED, before = InitMilestone.EXTENSIONS_AUGMENTED)
    public static void register() {
        Permission.getAll();
    }
}
