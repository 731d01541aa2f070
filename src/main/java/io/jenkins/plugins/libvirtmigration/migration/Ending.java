package io.jenkins.plugins.libvirtmigration.migration;

import io.jenkins.plugins.libvirtmigration.report.Outcome;
import java.util.Optional;

/**
 * How a move ended, decided from where the guest is; what the call returned only explains it.
 *
 * @param failure what the call failed with
 * @param wasRunning whether the guest ran before, so that it must run now
 */
record Ending(Proof.Answer answer, Optional<RuntimeException> failure, Follower follower, boolean wasRunning) {

    Outcome outcome() {
        if (isAtDestination()) {
            return Outcome.SUCCEEDED;
        }
        return follower.wasAborted() && runsOnSource() ? Outcome.ABORTED : Outcome.FAILED;
    }

    private boolean isAtDestination() {
        return switch (answer.whereabouts()) {
            case ON_DESTINATION, ON_DESTINATION_WITH_LEFT_OVER -> true;
            case PAUSED_ON_DESTINATION -> !wasRunning && failure.isEmpty();
            default -> false;
        };
    }

    /** The guest is where it was. */
    boolean runsOnSource() {
        return answer.whereabouts() == Whereabouts.ON_SOURCE
                || answer.whereabouts() == Whereabouts.PAUSED_ON_SOURCE && !wasRunning;
    }

    String runsOn() {
        if (!wasRunning && isAtDestination()) {
            return answer.destination().host();
        }
        return !wasRunning && runsOnSource() ? answer.source().host() : answer.runsOn();
    }

    /** Why the guest is not at the destination, and what can be done; null when all is well. */
    String reason() {
        String why = follower.whyEnded()
                .orElseGet(() -> failure.map(error -> KnownError.explain(error.getMessage()))
                        .orElse("libvirt reported success."));
        return switch (answer.whereabouts()) {
            case ON_DESTINATION -> null;
            case ON_DESTINATION_WITH_LEFT_OVER -> null;
            case ON_SOURCE ->
                why
                        + (answer.destination().answered()
                                ? ""
                                : " " + answer.destination().host() + " could not be asked.");
            case PAUSED_ON_DESTINATION ->
                isAtDestination()
                        ? null
                        : why + " The guest is paused on "
                                + answer.destination().host() + " and not on the source: look at"
                                + " its storage and its log there, then resume it (virsh resume).";
            case PAUSED_ON_SOURCE ->
                runsOnSource()
                        ? why
                        : why + " The guest is paused on " + answer.source().host() + ": "
                                + (answer.source().state().orElseThrow().isPausedForPostcopy()
                                        ? "post-copy failed. Never resume it there; virsh migrate --postcopy-resume may"
                                                + " save it."
                                        : "run libvirt-migration migrate --recover once both hosts answer.");
            case PAUSED_ON_BOTH ->
                why + " The guest is paused on both hosts (" + answer.words() + "): if post-copy"
                        + " failed, mend the link and use virsh migrate --postcopy-resume; never resume the source.";
            case IN_FLIGHT ->
                why + " The migration is not over (" + answer.words() + "): run libvirt-migration migrate"
                        + " --recover to follow it.";
            case NOWHERE ->
                why + " ALARM: neither host runs the guest (" + answer.words() + "). Look at"
                        + " /var/log/libvirt/qemu on both before anything is started.";
            case ON_BOTH ->
                why + " ALARM: both hosts run the guest (" + answer.words() + "). Stop the one that was"
                        + " started last at once: two writers destroy a shared disk.";
            case UNKNOWN ->
                why + " Where the guest runs is not known (" + answer.words() + "): run libvirt-migration"
                        + " migrate --recover when both hosts answer.";
        };
    }
}
