package io.jenkins.plugins.libvirtmigration.migration;

import io.jenkins.plugins.libvirtmigration.check.Check;
import io.jenkins.plugins.libvirtmigration.host.HypervisorUnreachableException;
import io.jenkins.plugins.libvirtmigration.hypervisor.HypervisorLink;
import io.jenkins.plugins.libvirtmigration.libvirt.DomainState;
import io.jenkins.plugins.libvirtmigration.libvirt.LibvirtCallException;
import io.jenkins.plugins.libvirtmigration.libvirt.LibvirtDomain;
import io.jenkins.plugins.libvirtmigration.preflight.Preflight;
import io.jenkins.plugins.libvirtmigration.preflight.PreflightResult;
import io.jenkins.plugins.libvirtmigration.report.MigrationRecord;
import io.jenkins.plugins.libvirtmigration.report.Outcome;
import io.jenkins.plugins.libvirtmigration.request.MigrationRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.Collectors;

/**
 * Moves one domain: mends what an earlier move left, checks everything, moves, follows, proves, tidies up.
 *
 * <p>It never throws for what can happen to a move: whatever happens is in the record.
 */
public final class LiveMigration {
    private final HypervisorLink source;
    private final HypervisorLink destination;
    private final MigrationListener listener;
    private final AbortSignal abort;

    public LiveMigration(
            HypervisorLink source, HypervisorLink destination, MigrationListener listener, AbortSignal abort) {
        this.source = source;
        this.destination = destination;
        this.listener = listener;
        this.abort = abort;
    }

    /**
     * What happened, and all that was checked before.
     *
     * @param hostSilent whether it failed because a host could not be reached: the same may well succeed later
     */
    public record Result(MigrationRecord record, List<Check> checks, boolean hostSilent) {
        public Result {
            checks = List.copyOf(checks);
        }

        Result(MigrationRecord record, List<Check> checks) {
            this(record, checks, false);
        }
    }

    public Result run(MigrationRequest request) {
        Recording recording = new Recording(listener);
        RecordDraft draft = new RecordDraft(request.vm(), source.name(), destination.name(), recording);
        List<Check> checks = new ArrayList<>();
        try (OutsideView probe = OutsideView.open(request.probe(), recording)) {
            MigrationRecord record = attempt(request, recording, draft, checks, probe);
            return new Result(record, checks);
        } catch (HypervisorUnreachableException e) {
            return new Result(draft.finish(Outcome.FAILED, KnownError.explain(e.getMessage()), null), checks, true);
        } catch (LibvirtCallException e) {
            return new Result(draft.finish(Outcome.FAILED, KnownError.explain(e.getMessage()), null), checks);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Result(draft.finish(Outcome.ABORTED, "The thread was interrupted.", null), checks);
        }
    }

    private MigrationRecord attempt(
            MigrationRequest request, Recording recording, RecordDraft draft, List<Check> checks, OutsideView probe)
            throws InterruptedException {
        connectBoth();
        Optional<UUID> known = identify(request.vm());
        known.ifPresent(uuid -> {
            draft.found(request.vm(), uuid);
            mendEarlierMove(uuid, recording);
        });
        PreflightResult preflight = new Preflight(source.get(), destination.get(), request).examine();
        checks.addAll(preflight.checks());
        preflight.domain().ifPresent(domain -> draft.found(domain.name(), domain.uuid()));
        preflight
                .storage()
                .ifPresent(plan -> draft.planned(plan, preflight.peerUri().isPresent()));
        if (!preflight.mayStart()) {
            return draft.finish(Outcome.FAILED, reasons(preflight), runsOn(known));
        }
        if (abort.isRequested()) {
            return draft.finish(Outcome.ABORTED, "An abort was asked for before the migration began.", runsOn(known));
        }
        return new Move(source, destination, request, preflight, recording, draft, abort, probe).run();
    }

    /** At the same time: logging in is the greatest part of what a short move takes. */
    private void connectBoth() {
        CompletableFuture<Void> other = CompletableFuture.runAsync(destination::get);
        source.get();
        try {
            other.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            throw e;
        }
    }

    private Optional<UUID> identify(String vm) {
        return source.get().libvirt().findDomain(vm).map(found -> {
            try (LibvirtDomain domain = found) {
                return domain.uuid();
            }
        });
    }

    /** A client that crashed in the switch-over left the guest paused: it runs again before anything else is done. */
    private void mendEarlierMove(UUID uuid, Recording recording) {
        Sighting sighting = Sighting.of(source, uuid);
        if (sighting.state().filter(DomainState::isPausedForMigration).isPresent() && !sighting.migrating()) {
            new Recovery(source, destination, recording).mend(uuid, false);
        }
    }

    private String runsOn(Optional<UUID> known) {
        return known.map(uuid -> new Proof(source, destination).look(uuid).runsOn())
                .orElse(null);
    }

    private static String reasons(PreflightResult preflight) {
        return preflight.failures().stream().map(Check::sentence).collect(Collectors.joining(" "));
    }
}
