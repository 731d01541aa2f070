package io.jenkins.plugins.libvirtmigration.migration;

import io.jenkins.plugins.libvirtmigration.host.HypervisorUnreachableException;
import io.jenkins.plugins.libvirtmigration.hypervisor.HypervisorLink;
import io.jenkins.plugins.libvirtmigration.libvirt.DomainState;
import io.jenkins.plugins.libvirtmigration.libvirt.LibvirtDomain;
import java.util.Optional;
import java.util.UUID;

/**
 * What one host says of a domain now.
 *
 * @param answered false: the host could not be asked, and nothing is known
 * @param state empty: the host answered that it has no such domain
 * @param migrating a migration job is under way there
 */
record Sighting(String host, boolean answered, Optional<DomainState> state, boolean migrating) {

    static Sighting of(HypervisorLink host, UUID uuid) {
        try {
            Optional<LibvirtDomain> found = host.get().libvirt().findDomain(uuid);
            if (found.isEmpty()) {
                return new Sighting(host.name(), true, Optional.empty(), false);
            }
            try (LibvirtDomain domain = found.get()) {
                DomainState state = domain.state();
                boolean migrating = state.isActive() && domain.jobStatistics().isRunning();
                return new Sighting(host.name(), true, Optional.of(state), migrating);
            }
        } catch (HypervisorUnreachableException e) {
            return new Sighting(host.name(), false, Optional.empty(), false);
        } catch (io.jenkins.plugins.libvirtmigration.libvirt.LibvirtCallException e) {
            // The domain went away between two questions, or the daemon is busy with it: ask again.
            return new Sighting(host.name(), false, Optional.empty(), false);
        }
    }

    boolean isRunning() {
        return state.filter(DomainState::isRunning).isPresent();
    }

    boolean isPaused() {
        return state.filter(DomainState::isPaused).isPresent();
    }

    /** The host answered, and no process there holds the guest; it may be defined. */
    boolean isInactive() {
        return answered && state.filter(DomainState::isActive).isEmpty();
    }

    /** In words, for a report. */
    String words() {
        if (!answered) {
            return host + " could not be asked";
        }
        return host + ": "
                + state.map(s -> s.state()
                                        .name()
                                        .toLowerCase(java.util.Locale.ROOT)
                                        .replace('_', ' ') + " (reason " + s.reason() + ")")
                        .orElse("no such domain");
    }
}
