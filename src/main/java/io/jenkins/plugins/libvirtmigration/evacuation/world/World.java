package io.jenkins.plugins.libvirtmigration.evacuation.world;

import io.jenkins.plugins.libvirtmigration.check.Check;
import io.jenkins.plugins.libvirtmigration.evacuation.plan.Guest;
import io.jenkins.plugins.libvirtmigration.evacuation.plan.HostCapacity;
import io.jenkins.plugins.libvirtmigration.evacuation.plan.Route;
import io.jenkins.plugins.libvirtmigration.libvirt.DomainState;
import java.util.List;
import java.util.UUID;
import java.util.function.BooleanSupplier;

/**
 * What there is now: the hosts as an evacuation sees them. Every call asks afresh and throws
 * {@link io.jenkins.plugins.libvirtmigration.host.HypervisorUnreachableException} where the host that is emptied does
 * not answer.
 */
public interface World {

    /** Begins to connect to all hosts, and does not wait; what fails is said by the call that needs the host. */
    default void approach() {}

    /** Every domain on the host that is emptied, active or only defined: one call to its daemon. */
    List<Seen> look();

    /**
     * All that a plan is made of, for these guests. A destination that does not answer is among them, with nothing free
     * and every route to it closed for that reason.
     */
    default Survey survey(List<Guest> guests) {
        return survey(guests, () -> true);
    }

    /** @param goesOn called from time to time while hosts are asked; false: nobody needs the answer any more */
    Survey survey(List<Guest> guests, BooleanSupplier goesOn);

    /** Whether a migration of the guest is under way that we did not start, or no longer remember. */
    boolean isMigrating(UUID guest);

    /** What an administrator should know before a host is switched off that still runs guests. */
    List<Check> remarks();

    /** A domain as the bulk call gives it. */
    record Seen(Guest guest, DomainState state) {
        /** One of whose state its host says nothing counts as one that runs: the host is not empty then. */
        public boolean isActive() {
            return state.mayBeActive();
        }
    }

    /** Destinations with what they have free, and who can go where. */
    record Survey(List<HostCapacity> destinations, Route.Table routes) {
        public Survey {
            destinations = List.copyOf(destinations);
        }
    }
}
