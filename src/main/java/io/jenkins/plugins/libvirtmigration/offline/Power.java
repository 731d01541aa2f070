package io.jenkins.plugins.libvirtmigration.offline;

import io.jenkins.plugins.libvirtmigration.host.HypervisorUnreachableException;
import io.jenkins.plugins.libvirtmigration.hypervisor.HypervisorLink;
import io.jenkins.plugins.libvirtmigration.libvirt.LibvirtCallException;
import io.jenkins.plugins.libvirtmigration.libvirt.LibvirtDomain;
import io.jenkins.plugins.libvirtmigration.migration.AbortSignal;
import io.jenkins.plugins.libvirtmigration.migration.MigrationListener;
import io.jenkins.plugins.libvirtmigration.report.MigrationRecord;
import io.jenkins.plugins.libvirtmigration.report.Outcome;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;

/** Shuts a guest down in good order where it is, because its metadata wishes that, and starts it again. */
public final class Power {
    private static final String MANNER = "shutdown";

    private final HypervisorLink host;
    private final UUID uuid;
    private final String name;
    private final MigrationListener listener;

    public Power(HypervisorLink host, UUID uuid, String name, MigrationListener listener) {
        this.host = host;
        this.uuid = uuid;
        this.name = name;
        this.listener = listener;
    }

    /** Never throws for what can happen; the record succeeds where the guest is seen powered off, and still defined. */
    public MigrationRecord shutDown(Duration bound, AbortSignal abort) {
        Notes notes = new Notes(uuid, host.name(), null, MANNER, listener);
        notes.named(name);
        Optional<String> failure;
        try {
            failure = refusal();
            if (failure.isEmpty()) {
                notes.event("It is asked to shut down, as its metadata wishes.");
                failure = new GracefulShutdown(host, uuid, bound, abort, false).run();
            }
        } catch (HypervisorUnreachableException | LibvirtCallException e) {
            failure = Optional.of(e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            failure = Optional.of("The thread was interrupted.");
        }
        return switch (Holding.of(host, uuid)) {
            case DEFINED -> {
                notes.event("It is powered off on " + host.name() + ".");
                yield notes.finish(Outcome.SUCCEEDED, null, null);
            }
            case ACTIVE ->
                notes.finish(abort.isRequested() ? Outcome.ABORTED : Outcome.FAILED, failure.orElse(""), host.name());
            default -> notes.finish(Outcome.FAILED, failure.orElse("Its state is not known."), null);
        };
    }

    private Optional<String> refusal() {
        Optional<LibvirtDomain> found = host.get().libvirt().findDomain(uuid);
        if (found.isEmpty()) {
            return Optional.of("It is gone from " + host.name() + ".");
        }
        try (LibvirtDomain domain = found.get()) {
            return domain.isPersistent()
                    ? Optional.empty()
                    : Optional.of("It is transient: nothing of it would be left once it is shut down. Give it a"
                            + " definition (virsh define), or let it migrate.");
        }
    }

    /** Starts it where it is powered off; the record succeeds where it is seen to run. */
    public MigrationRecord powerOn() {
        Notes notes = new Notes(uuid, host.name(), host.name(), MANNER, listener);
        notes.named(name);
        Optional<String> failure = start(host, uuid);
        failure.ifPresentOrElse(notes::event, () -> notes.event("It was started again on " + host.name() + "."));
        boolean runs = Holding.of(host, uuid) == Holding.ACTIVE;
        return notes.finish(
                runs ? Outcome.SUCCEEDED : Outcome.FAILED,
                runs ? null : failure.orElse("It does not run."),
                runs ? host.name() : null);
    }

    /** @return why it does not run; empty where it is seen to */
    static Optional<String> start(HypervisorLink host, UUID uuid) {
        try {
            Optional<LibvirtDomain> found = host.get().libvirt().findDomain(uuid);
            if (found.isEmpty()) {
                return Optional.of(host.name() + " does not know it.");
            }
            try (LibvirtDomain domain = found.get()) {
                if (!domain.state().isActive()) {
                    domain.start();
                }
            }
        } catch (HypervisorUnreachableException | LibvirtCallException e) {
            return Optional.of(e.getMessage());
        }
        return Holding.of(host, uuid) == Holding.ACTIVE
                ? Optional.empty()
                : Optional.of("It was started on " + host.name() + ", and is not seen running.");
    }
}
