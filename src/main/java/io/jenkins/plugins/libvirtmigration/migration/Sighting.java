package io.jenkins.plugins.libvirtmigration.migration;

import io.jenkins.plugins.libvirtmigration.libvirt.DomainState;
import java.util.Locale;
import java.util.Optional;

/**
 * What one host says of a domain now.
 *
 * @param answered false: the host could not be asked, and nothing is known
 * @param state empty: the host answered that it has no such domain
 * @param migrating a migration job is under way there, or whether one is cannot be told
 */
record Sighting(String host, boolean answered, Optional<DomainState> state, boolean migrating) {

    boolean isRunning() {
        return state.filter(DomainState::isRunning).isPresent();
    }

    boolean isPaused() {
        return state.filter(DomainState::isPaused).isPresent();
    }

    /** The host answered, and no process there holds the guest; it may be defined. A state that says nothing is no proof. */
    boolean isInactive() {
        return answered && state.filter(DomainState::mayBeActive).isEmpty();
    }

    /** In words, for a report. */
    String words() {
        if (!answered) {
            return host + " could not be asked";
        }
        return host + ": "
                + state.map(s -> s.state().name().toLowerCase(Locale.ROOT).replace('_', ' ') + " (reason " + s.reason()
                                + ")")
                        .orElse("no such domain");
    }
}
