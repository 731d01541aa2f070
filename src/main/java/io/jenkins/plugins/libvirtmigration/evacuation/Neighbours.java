package io.jenkins.plugins.libvirtmigration.evacuation;

import io.jenkins.plugins.libvirtmigration.evacuation.plan.Guest;
import io.jenkins.plugins.libvirtmigration.evacuation.world.World;
import io.jenkins.plugins.libvirtmigration.host.HypervisorUnreachableException;
import io.jenkins.plugins.libvirtmigration.libvirt.LibvirtCallException;

/** Others who may move the same guests: a person with virsh, or another program. */
final class Neighbours {
    private final World world;
    private final String host;
    private final Ledger ledger;
    private final Waits waits;
    private final EvacuationListener listener;

    Neighbours(World world, String host, Ledger ledger, Waits waits, EvacuationListener listener) {
        this.world = world;
        this.host = host;
        this.ledger = ledger;
        this.waits = waits;
        this.listener = listener;
    }

    /** Whether nobody else moves the guest now; where nobody says, it waits as well. */
    boolean leaveAlone(Guest guest) {
        String why = "somebody else's migration of it was under way";
        try {
            if (!world.isMigrating(guest.uuid())) {
                return true;
            }
            listener.event(guest.name() + ": somebody else's migration of it is under way; it waits.");
        } catch (HypervisorUnreachableException | LibvirtCallException e) {
            // Between a look and this question its daemon may be restarted; the next look tells.
            why = host + " did not say whether somebody moves it: " + e.getMessage();
        }
        ledger.wait(guest.uuid(), why);
        waits.begin(guest.uuid(), why);
        return false;
    }
}
