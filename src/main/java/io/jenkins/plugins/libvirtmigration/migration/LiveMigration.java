package io.jenkins.plugins.libvirtmigration.migration;

import io.jenkins.plugins.libvirtmigration.check.Check;
import io.jenkins.plugins.libvirtmigration.domain.MalformedXmlException;
import io.jenkins.plugins.libvirtmigration.host.HypervisorUnreachableException;
import io.jenkins.plugins.libvirtmigration.host.LoginRefusedException;
import io.jenkins.plugins.libvirtmigration.hypervisor.Approach;
import io.jenkins.plugins.libvirtmigration.hypervisor.HypervisorLink;
import io.jenkins.plugins.libvirtmigration.libvirt.LibvirtCallException;
import io.jenkins.plugins.libvirtmigration.libvirt.LibvirtDomain;
import io.jenkins.plugins.libvirtmigration.libvirt.LibvirtMissingException;
import io.jenkins.plugins.libvirtmigration.preflight.HostPair;
import io.jenkins.plugins.libvirtmigration.preflight.Preflight;
import io.jenkins.plugins.libvirtmigration.preflight.PreflightResult;
import io.jenkins.plugins.libvirtmigration.report.MigrationRecord;
import io.jenkins.plugins.libvirtmigration.report.Outcome;
import io.jenkins.plugins.libvirtmigration.request.MigrationRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;

/**
 * Moves one domain: mends what an earlier move left, checks everything, moves, follows, proves, tidies up.
 *
 * <p>It never throws for what can happen to a move: whatever happens is in the record.
 */
public final class LiveMigration {
    private static final String NOT_BEGUN = "An abort was asked for before the migration began: nothing was moved.";

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
     * @param bothAsked whether both hosts answered when they were asked where the guest is
     */
    public record Result(MigrationRecord record, List<Check> checks, boolean hostSilent, boolean bothAsked) {
        public Result {
            checks = List.copyOf(checks);
        }

        Result(RecordDraft draft, MigrationRecord record, List<Check> checks) {
            this(record, checks, false, draft.bothAsked());
        }

        /**
         * A host that answers and does not let us in is not silent: it would say the same again. What is to be done stands
         * in the exception; it is no error of libvirt's whose words need explaining.
         */
        static Result unreachable(RecordDraft draft, List<Check> checks, HypervisorUnreachableException why) {
            return new Result(
                    draft.finish(Outcome.FAILED, why.getMessage(), null),
                    checks,
                    !(why instanceof LoginRefusedException),
                    false);
        }
    }

    /**
     * Blocks until the end. Whoever interrupts the thread asks for an abort by that, and finds the interrupt set afterwards.
     */
    public Result run(MigrationRequest request) {
        Recording recording = new Recording(listener);
        RecordDraft draft = new RecordDraft(request.vm(), source.name(), destination.name(), recording);
        AtomicReference<Stage> stage = new AtomicReference<>(Stage.LOOKING);
        return Patiently.carryOut(() -> run(request, recording, draft, stage), abort, () -> letGo(draft, stage));
    }

    /** Until it moves, nothing needs to be waited for: no host was changed. */
    private enum Stage {
        LOOKING,
        MOVING,
        LET_GO
    }

    private Result run(MigrationRequest request, Recording recording, RecordDraft draft, AtomicReference<Stage> stage) {
        List<Check> checks = new ArrayList<>();
        try (OutsideView probe = OutsideView.open(request.probe(), recording)) {
            MigrationRecord record = attempt(request, recording, draft, checks, probe, stage);
            return new Result(draft, record, checks);
        } catch (HypervisorUnreachableException e) {
            return Result.unreachable(draft, checks, e);
        } catch (LibvirtCallException | LibvirtMissingException | MalformedXmlException e) {
            return new Result(draft, draft.finish(Outcome.FAILED, KnownError.explain(e.getMessage()), null), checks);
        } catch (RuntimeException e) {
            return new Result(
                    draft, draft.finish(Outcome.FAILED, "An error of this program: " + e + ".", null), checks);
        } catch (InterruptedException e) {
            throw new IllegalStateException("Nobody interrupts this thread.", e);
        }
    }

    /** An abort came while hosts were connected to or looked at, and one of them is slow to answer. */
    private Optional<Result> letGo(RecordDraft draft, AtomicReference<Stage> stage) {
        if (!stage.compareAndSet(Stage.LOOKING, Stage.LET_GO)) {
            return Optional.empty();
        }
        String runsOn = runsOn(draft.guest(), draft);
        return Optional.of(new Result(draft, draft.finish(Outcome.ABORTED, NOT_BEGUN, runsOn), List.of()));
    }

    private String runsOn(Optional<UUID> known, RecordDraft draft) {
        if (known.isEmpty()) {
            return null;
        }
        try {
            Proof.Answer answer = new Proof(source, destination, known.get()).look();
            draft.asked(answer.bothAnswered());
            return answer.runsOn();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return null;
        }
    }

    private MigrationRecord attempt(
            MigrationRequest request,
            Recording recording,
            RecordDraft draft,
            List<Check> checks,
            OutsideView probe,
            AtomicReference<Stage> stage)
            throws InterruptedException {
        connectBoth();
        Optional<UUID> known = identify(request.vm());
        if (known.isPresent()) {
            draft.found(request.vm(), known.get());
            Optional<String> objection = mendEarlierMove(known.get(), recording);
            if (objection.isPresent()) {
                return draft.finish(Outcome.FAILED, objection.get(), null);
            }
        }
        PreflightResult preflight = Preflight.running(new HostPair(source.get(), destination.get()), request)
                .examine();
        checks.addAll(preflight.checks());
        preflight.domain().ifPresent(domain -> draft.found(domain.name(), domain.uuid()));
        preflight
                .storage()
                .ifPresent(plan -> draft.planned(plan, preflight.peerUri().isPresent()));
        if (!preflight.mayStart()) {
            return draft.finish(Outcome.FAILED, reasons(preflight), runsOn(known, draft));
        }
        if (abort.isRequested() || !stage.compareAndSet(Stage.LOOKING, Stage.MOVING)) {
            return draft.finish(Outcome.ABORTED, NOT_BEGUN, runsOn(known, draft));
        }
        return new Move(source, destination, request, preflight, recording, draft, abort, probe).run();
    }

    private void connectBoth() {
        Approach approach = new Approach(List.of(destination));
        approach.begin();
        source.get();
        approach.reach(destination);
    }

    private Optional<UUID> identify(String vm) {
        return source.get().libvirt().findDomain(vm).map(found -> {
            try (LibvirtDomain domain = found) {
                return domain.uuid();
            }
        });
    }

    /**
     * A client that crashed in the switch-over left the guest paused: it runs again before anything else is done.
     *
     * @return why nothing may be done with it
     */
    private Optional<String> mendEarlierMove(UUID uuid, Recording recording) throws InterruptedException {
        Sighting sighting = new Proof(source, destination, uuid).look().source();
        if (sighting.migrating() || !sighting.isPaused()) {
            return Optional.empty();
        }
        boolean switchingOver = sighting.state().orElseThrow().isPausedForMigration();
        Optional<String> objection = new LeftPaused(source, destination, uuid).objection(switchingOver);
        if (objection.isEmpty() && switchingOver) {
            new Recovery(source, destination, recording, abort).mend(uuid, false);
        }
        return objection;
    }

    private static String reasons(PreflightResult preflight) {
        return preflight.failures().stream().map(Check::sentence).collect(Collectors.joining(" "));
    }
}
