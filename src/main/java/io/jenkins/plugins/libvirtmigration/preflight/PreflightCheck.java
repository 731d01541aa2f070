package io.jenkins.plugins.libvirtmigration.preflight;

import io.jenkins.plugins.libvirtmigration.check.Check;
import java.util.List;

/**
 * One thing that a migration needs. A check changes nothing on either host, and each of its calls is bounded; it may
 * throw: that becomes a failed check, except for a host that is gone.
 */
interface PreflightCheck {

    /** In kebab case; a check that looks at several things gives each an id of its own. */
    String id();

    /** Whether there is nothing to look at without the guest. */
    default boolean needsGuest() {
        return true;
    }

    /** Whether it comes to the same for every guest that goes between the same hosts by the same transport. */
    default boolean isOfHosts() {
        return !needsGuest();
    }

    List<Check> examine(Situation situation);
}
