package io.jenkins.plugins.libvirtmigration.offline;

import io.jenkins.plugins.libvirtmigration.host.HypervisorUnreachableException;
import io.jenkins.plugins.libvirtmigration.hypervisor.HypervisorLink;
import io.jenkins.plugins.libvirtmigration.libvirt.LibvirtCallException;
import io.jenkins.plugins.libvirtmigration.migration.AbortSignal;
import io.jenkins.plugins.libvirtmigration.unit.Durations;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;

/**
 * Asks a guest to shut down, and waits until it has. It is asked again from time to time, since a guest that boots does not
 * hear (oVirt's and Proxmox' guests have been seen to need that); it is never forced.
 */
final class GracefulShutdown {
    private static final Duration LOOK = Duration.ofMillis(500);
    private static final Duration ASK_AGAIN = Duration.ofSeconds(20);

    private final HypervisorLink host;
    private final UUID uuid;
    private final Duration bound;
    private final AbortSignal abort;
    private Optional<ShutdownRequest> request = Optional.empty();
    private boolean mayGoOff;

    /** @param askedBefore a process that is gone may have asked it already */
    GracefulShutdown(HypervisorLink host, UUID uuid, Duration bound, AbortSignal abort, boolean askedBefore) {
        this.host = host;
        this.uuid = uuid;
        this.bound = bound;
        this.abort = abort;
        this.mayGoOff = askedBefore;
    }

    /**
     * @return why it is not known to be powered off; empty once it is
     * @throws HypervisorUnreachableException when the host cannot be asked to
     */
    Optional<String> run() throws InterruptedException {
        try {
            return await();
        } finally {
            request.ifPresent(ShutdownRequest::close);
        }
    }

    private Optional<String> await() throws InterruptedException {
        long start = System.nanoTime();
        long last = 0;
        while (true) {
            Optional<String> refusal = request.flatMap(ShutdownRequest::failure).flatMap(GracefulShutdown::refusal);
            Holding now = Holding.of(host, uuid);
            if (now == Holding.DEFINED) {
                mayGoOff = false;
                return Optional.empty();
            }
            if (now == Holding.NOTHING) {
                return Optional.of("It is gone from " + host.name() + ": somebody undefined it.");
            }
            if (now == Holding.ACTIVE && refusal.isPresent()) {
                return refusal;
            }
            long passed = System.nanoTime() - start;
            if (passed > bound.toNanos()) {
                return Optional.of(late());
            }
            if (abort.isRequested()) {
                return Optional.of("An abort was asked for; "
                        + (mayGoOff
                                ? "it was asked to shut down, and may still do so."
                                : "it was not asked to shut down."));
            }
            boolean due = request.isEmpty() || request.get().hasEnded() && passed - last > ASK_AGAIN.toNanos();
            if (now == Holding.ACTIVE && due) {
                ask();
                last = passed;
            }
            abort.await(LOOK);
        }
    }

    /** What is no refusal: it went off just then, or the answer was lost, and with it nothing but the answer. */
    private static Optional<String> refusal(RuntimeException failure) {
        boolean none = failure instanceof HypervisorUnreachableException
                || failure instanceof LibvirtCallException words
                        && words.code() == LibvirtCallException.OPERATION_INVALID;
        return none
                ? Optional.empty()
                : Optional.of("It was asked to shut down, and may still do so; the request ended in an error: "
                        + failure.getMessage());
    }

    private String late() {
        return mayGoOff
                ? "It did not shut down within " + Durations.format(bound)
                        + " after it was asked to, and may still do so. See its console; does it have a guest agent, or"
                        + " listen to ACPI?"
                : "It could not be asked to shut down within " + Durations.format(bound) + ": " + host.name()
                        + " did not answer, or had others to wait for.";
    }

    /** Whether the guest may have been asked, which nobody can take back, and was not seen off since. */
    boolean mayGoOff() {
        return mayGoOff;
    }

    private void ask() {
        try {
            Optional<ShutdownRequest> made = ShutdownRequest.make(host, uuid);
            if (made.isPresent()) {
                mayGoOff = true;
                request = made;
            }
        } catch (HypervisorUnreachableException | LibvirtCallException e) {
            // One that was asked before is looked at further.
            if (!mayGoOff) {
                throw e;
            }
        }
    }
}
