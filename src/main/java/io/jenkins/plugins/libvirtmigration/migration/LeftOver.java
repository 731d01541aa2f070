package io.jenkins.plugins.libvirtmigration.migration;

import java.util.Optional;
import java.util.UUID;

/**
 * What a source still holds of a guest that runs at the destination: a paused process, whose memory is out of date from the
 * first moment on. It is never resumed. Its note would permit that as soon as the guest has gone on from the destination, so
 * whoever finds such a process takes its note away, and says what a person has to do.
 */
final class LeftOver {
    private LeftOver() {}

    /** What is left and what is to be done with it; empty where nothing is. */
    static Optional<String> remedy(Proof.Answer answer, UUID uuid) {
        if (answer.whereabouts() != Whereabouts.ON_DESTINATION_WITH_LEFT_OVER) {
            return Optional.empty();
        }
        String here = answer.source().host();
        String there = answer.destination().host();
        String left = here + " still holds a paused process of the guest, which runs on " + there + ".";
        return Optional.of(
                needsTheSource(answer.source())
                        ? left + " It may hold memory that the guest still needs: neither resume nor destroy it there"
                                + " before the migration is over (virsh domjobinfo " + uuid + " on " + here + ")."
                        : left
                                + " Never resume it there: its memory is out of date. Look at both hosts (virsh domstate "
                                + uuid + "). Only while " + there + " says that it runs there and " + here
                                + " that it is paused, end what is left with virsh destroy " + uuid + " on " + here
                                + ", and take away its definition there, if there is one (virsh undefine).");
    }

    private static boolean needsTheSource(Sighting source) {
        return source.migrating()
                || source.state().filter(state -> state.isPausedForPostcopy()).isPresent();
    }
}
