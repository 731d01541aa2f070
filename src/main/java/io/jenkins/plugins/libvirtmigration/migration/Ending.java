package io.jenkins.plugins.libvirtmigration.migration;

import io.jenkins.plugins.libvirtmigration.host.HypervisorUnreachableException;
import io.jenkins.plugins.libvirtmigration.libvirt.LibvirtCallException;
import io.jenkins.plugins.libvirtmigration.report.Outcome;
import io.jenkins.plugins.libvirtmigration.storage.DestinationImageException;
import java.util.Optional;

/**
 * How a move ended, decided from where the guest is; what the call returned only explains it.
 *
 * @param failure what the call failed with
 * @param whyEnded why this side ended the move; empty if it did not
 * @param aborted whether it was somebody's wish
 * @param wasRunning whether the guest ran before, so that it must run now
 */
record Ending(
        Proof.Answer answer,
        Optional<RuntimeException> failure,
        Optional<String> whyEnded,
        boolean aborted,
        boolean wasRunning) {

    Outcome outcome() {
        if (isAtDestination()) {
            return Outcome.SUCCEEDED;
        }
        return aborted && runsOnSource() ? Outcome.ABORTED : Outcome.FAILED;
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

    /** What the outcome leaves open, for the timeline: one host's word is not that of both. */
    Optional<String> remark() {
        if (runsOn() == null || answer.bothAnswered()) {
            return Optional.empty();
        }
        Sighting silent = answer.source().answered() ? answer.destination() : answer.source();
        return Optional.of(runsOn() + " says that it runs the guest; " + silent.host()
                + " could not be asked, so that what" + " it has of the guest is not known.");
    }

    /** It failed by an error of libvirt's: the destination's QEMU may have said more. */
    boolean isUnexplained() {
        return outcome() == Outcome.FAILED
                && whyEnded.isEmpty()
                && failure.filter(LibvirtCallException.class::isInstance).isPresent()
                && answer.destination().answered();
    }

    private String explain(RuntimeException error) {
        boolean said = error instanceof HypervisorUnreachableException
                || error instanceof LibvirtCallException
                || error instanceof DestinationImageException;
        return KnownError.explain(
                said ? error.getMessage() : "An error of this program: " + error,
                answer.destination().host());
    }

    /** Why the guest is not at the destination, and what can be done; null when all is well. */
    String reason() {
        String why = whyEnded.orElseGet(() -> failure.map(this::explain).orElse("libvirt reported success."));
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
