package io.jenkins.plugins.libvirtmigration.offline;

import io.jenkins.plugins.libvirtmigration.hypervisor.HypervisorLink;
import io.jenkins.plugins.libvirtmigration.libvirt.LibvirtCallException;
import io.jenkins.plugins.libvirtmigration.libvirt.LibvirtDomain;
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
    private boolean asked;

    GracefulShutdown(HypervisorLink host, UUID uuid, Duration bound, AbortSignal abort) {
        this.host = host;
        this.uuid = uuid;
        this.bound = bound;
        this.abort = abort;
    }

    /**
     * @return why it is not known to be powered off; empty once it is
     * @throws io.jenkins.plugins.libvirtmigration.host.HypervisorUnreachableException when the host cannot be asked to
     */
    Optional<String> run() throws InterruptedException {
        long start = System.nanoTime();
        long last = 0;
        while (true) {
            Holding now = Holding.of(host, uuid);
            if (now == Holding.DEFINED) {
                return Optional.empty();
            }
            if (now == Holding.NOTHING) {
                return Optional.of("It is gone from " + host.name() + ": somebody undefined it.");
            }
            long passed = System.nanoTime() - start;
            if (passed > bound.toNanos()) {
                return Optional.of("It did not shut down within " + Durations.format(bound)
                        + " after it was asked to, and may still do so. See its console; does it have a guest agent, or"
                        + " listen to ACPI?");
            }
            if (abort.isRequested()) {
                return Optional.of("An abort was asked for; "
                        + (asked
                                ? "it was asked to shut down, and may still do so."
                                : "it was not asked to shut down."));
            }
            if (now == Holding.ACTIVE && (!asked || passed - last > ASK_AGAIN.toNanos())) {
                ask();
                asked = true;
                last = passed;
            }
            abort.await(LOOK);
        }
    }

    /** Whether the guest was asked, which nobody can take back. */
    boolean wasAsked() {
        return asked;
    }

    private void ask() {
        try {
            host.get().libvirt().tell(uuid, LibvirtDomain::shutDown);
        } catch (LibvirtCallException e) {
            if (Holding.of(host, uuid) == Holding.ACTIVE && e.code() != LibvirtCallException.OPERATION_INVALID) {
                throw e;
            }
        }
    }
}
