package io.jenkins.plugins.libvirtmigration.migration;

import io.jenkins.plugins.libvirtmigration.domain.Disk;
import io.jenkins.plugins.libvirtmigration.domain.DomainXml;
import io.jenkins.plugins.libvirtmigration.domain.MalformedXmlException;
import io.jenkins.plugins.libvirtmigration.host.HypervisorUnreachableException;
import io.jenkins.plugins.libvirtmigration.hypervisor.HypervisorLink;
import io.jenkins.plugins.libvirtmigration.libvirt.JobStatistics;
import io.jenkins.plugins.libvirtmigration.libvirt.LibvirtCallException;
import io.jenkins.plugins.libvirtmigration.libvirt.LibvirtDomain;
import io.jenkins.plugins.libvirtmigration.libvirt.LibvirtMissingException;
import io.jenkins.plugins.libvirtmigration.migration.NotedMove.Sequel;
import io.jenkins.plugins.libvirtmigration.report.MigrationRecord;
import io.jenkins.plugins.libvirtmigration.report.Outcome;
import io.jenkins.plugins.libvirtmigration.request.MigrationRequest;
import io.jenkins.plugins.libvirtmigration.storage.InterruptedCopies;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * A move whose client is gone: finds out what became of it, follows it to its end if a daemon still drives it, and lets
 * a guest run again that was left paused in the switch-over. Nothing is moved that is not moving already.
 */
public final class UnfinishedMove {
    private static final Duration SILENCE_BOUND = Duration.ofSeconds(90);

    private final HypervisorLink source;
    private final HypervisorLink destination;
    private final MigrationListener listener;
    private final AbortSignal abort;
    private final Duration wait;

    public UnfinishedMove(
            HypervisorLink source, HypervisorLink destination, MigrationListener listener, AbortSignal abort) {
        this(source, destination, listener, abort, NotedMove.WAIT);
    }

    /** @param wait for the call of a move that may be alive and has only noted where it goes */
    UnfinishedMove(
            HypervisorLink source,
            HypervisorLink destination,
            MigrationListener listener,
            AbortSignal abort,
            Duration wait) {
        this.source = source;
        this.destination = destination;
        this.listener = listener;
        this.abort = abort;
        this.wait = wait;
    }

    /**
     * Succeeds where it is proven in the end that exactly one host runs the guest; the record says which. An interrupt of
     * the thread asks for an abort of what is followed, and is set afterwards.
     */
    public LiveMigration.Result recover(MigrationRequest request) {
        Recording recording = new Recording(listener);
        RecordDraft draft = new RecordDraft(request.vm(), source.name(), destination.name(), recording);
        return Patiently.carryOut(() -> result(request, recording, draft), abort, Optional::empty);
    }

    private LiveMigration.Result result(MigrationRequest request, Recording recording, RecordDraft draft) {
        try {
            return new LiveMigration.Result(draft, recover(request, recording, draft), List.of());
        } catch (HypervisorUnreachableException e) {
            return LiveMigration.Result.unreachable(draft, List.of(), e);
        } catch (LibvirtCallException | LibvirtMissingException | MalformedXmlException e) {
            return failed(draft, KnownError.explain(e.getMessage()), false);
        } catch (RuntimeException e) {
            return failed(draft, "An error of this program: " + e + ".", false);
        } catch (InterruptedException e) {
            throw new IllegalStateException("Nobody interrupts this thread.", e);
        }
    }

    private static LiveMigration.Result failed(RecordDraft draft, String reason, boolean hostSilent) {
        return new LiveMigration.Result(draft.finish(Outcome.FAILED, reason, null), List.of(), hostSilent, false);
    }

    private MigrationRecord recover(MigrationRequest request, Recording recording, RecordDraft draft)
            throws InterruptedException {
        Optional<UUID> known = identify(source, request.vm());
        if (known.isEmpty()) {
            known = identify(destination, request.vm());
        }
        if (known.isEmpty()) {
            return draft.finish(
                    Outcome.FAILED,
                    "Neither " + source.name() + " nor " + destination.name() + " knows a domain " + request.vm() + ".",
                    null);
        }
        UUID uuid = known.get();
        draft.found(request.vm(), uuid);
        NotedMove noted = NotedMove.on(source, uuid);
        Proof proof = new Proof(source, destination, uuid);
        boolean migrates = proof.look().source().migrating();
        boolean pausedByUs = migrates && follow(request, uuid, recording);
        Proof.Answer answer = proof.settle(abort.bound(Proof.BOUND, Proof.AFTER_ABORT));
        boolean over = true;
        if (!migrates && answer.whereabouts() == Whereabouts.ON_SOURCE) {
            Sequel sequel = noted.await(wait, proof, recording, abort);
            pausedByUs = sequel == Sequel.MIGRATES && follow(request, uuid, recording);
            answer = proof.settle(abort.bound(Proof.BOUND, Proof.AFTER_ABORT));
            over = sequel != Sequel.UNKNOWN;
        }
        Optional<String> objection = Optional.empty();
        if (answer.whereabouts() == Whereabouts.PAUSED_ON_SOURCE) {
            boolean switchingOver = answer.source().state().orElseThrow().isPausedForMigration();
            objection = new LeftPaused(source, destination, uuid).objection(switchingOver || pausedByUs);
            if (objection.isEmpty()) {
                answer = new Recovery(source, destination, recording, abort).mend(uuid, pausedByUs);
            }
        }
        boolean proven =
                answer.whereabouts() == Whereabouts.ON_SOURCE || answer.whereabouts() == Whereabouts.ON_DESTINATION;
        draft.asked(answer.bothAnswered());
        if (answer.whereabouts() == Whereabouts.ON_DESTINATION) {
            tidyDestination(uuid, recording);
        } else if (proven) {
            tidySource(uuid, noted, over, recording);
        }
        Optional<String> leftOver = LeftOver.remedy(answer, uuid);
        leftOver.ifPresent(remedy -> forbidResuming(uuid, remedy, recording));
        return draft.finish(
                proven ? Outcome.SUCCEEDED : Outcome.FAILED,
                proven ? null : objection.or(() -> leftOver).orElse(unproven(answer)),
                answer.runsOn());
    }

    private static String unproven(Proof.Answer answer) {
        boolean byUser = answer.whereabouts() == Whereabouts.PAUSED_ON_SOURCE
                && answer.source().state().orElseThrow().isPausedByUser();
        return "It is not proven that exactly one host runs the guest: " + answer.words() + "."
                + (byUser
                        ? " It was paused by somebody, or by a move with --on-timeout pause whose client is gone: see that"
                                + " no other host has it, then let it run with virsh resume."
                        : "");
    }

    /** Whether the guest was paused, as the request wants it where the time is up. */
    private boolean follow(MigrationRequest request, UUID uuid, Recording recording) throws InterruptedException {
        recording.event("A migration of the guest is under way on " + source.name() + "; it is followed.");
        Measures measures = new Measures(request, size(uuid), recording);
        new Follower(uuid, source, destination, measures, recording, abort).followJob(SILENCE_BOUND);
        return measures.pausedTheGuest();
    }

    /** As the move that is followed was measured: its limits count from the same size. */
    private MovedSize size(UUID uuid) {
        return source.get().libvirt().ask(uuid, UnfinishedMove::size).orElse(MovedSize.of(0, List.of()));
    }

    private static MovedSize size(LibvirtDomain domain) {
        JobStatistics job = job(domain);
        long disks = job.diskTotal().orElse(0);
        return MovedSize.of(memory(domain, job), disks == 0 ? List.of() : List.of(disks));
    }

    /** The move may have ended between two questions: then there is nothing to follow, and where it went is asked next. */
    private static JobStatistics job(LibvirtDomain domain) {
        try {
            return domain.jobStatistics();
        } catch (LibvirtCallException e) {
            return JobStatistics.none();
        }
    }

    private static long memory(LibvirtDomain domain, JobStatistics job) {
        try {
            return DomainXml.parse(domain.xml()).memoryBytes();
        } catch (MalformedXmlException e) {
            return job.memoryTotal().orElse(0); // of no use for a plan, but the daemon moves it all the same
        }
    }

    /** What the client that is gone would have done at the end; that it cannot be done changes nothing of the proof. */
    private void tidyDestination(UUID uuid, Recording recording) {
        attempt(recording, () -> destination.get().libvirt().tell(uuid, domain -> finish(domain, recording)));
        attempt(recording, () -> new InterruptedCopies(destination.get(), uuid).keepAll(disks(destination, uuid)));
    }

    /** An image that the killed move was copying into serves nothing now. That of a move which is alive does. */
    private void tidySource(UUID uuid, NotedMove noted, boolean over, Recording recording) {
        attempt(recording, () -> {
            if (!over || !noted.isTheLast()) {
                recording.event("A move of the guest by another process may be under way: nothing is tidied up.");
                return;
            }
            attempt(recording, noted::forget);
            new InterruptedCopies(destination.get(), uuid)
                    .remove(disks(source, uuid), source.get())
                    .forEach(recording::event);
        });
    }

    /** Without a note nothing is resumed, wherever the guest goes on to. */
    private void forbidResuming(UUID uuid, String remedy, Recording recording) {
        recording.event(remedy);
        attempt(
                recording,
                () -> source.get()
                        .libvirt()
                        .tell(uuid, domain -> MoveNote.read(domain).ifPresent(note -> note.remove(domain))));
    }

    private static void attempt(Recording recording, Runnable action) {
        try {
            action.run();
        } catch (HypervisorUnreachableException | LibvirtCallException | MalformedXmlException e) {
            recording.event("What the move left could not be tidied up: " + e.getMessage());
        }
    }

    private void finish(LibvirtDomain domain, Recording recording) {
        Optional<MoveNote> note = MoveNote.read(domain);
        boolean arrived = note.map(MoveNote::destination)
                .filter(destination.get().libvirt().hostUuid()::equals)
                .isPresent();
        if (arrived && note.get().autostart() && domain.isPersistent() && !domain.autostart()) {
            domain.setAutostart(true);
            recording.event("Autostart is set on " + destination.name() + " as it was on the source.");
        }
        note.ifPresent(mine -> mine.remove(domain));
    }

    private static List<Disk> disks(HypervisorLink host, UUID uuid) {
        return host.get()
                .libvirt()
                .ask(uuid, domain -> DomainXml.parse(domain.xml()).disks())
                .orElse(List.of());
    }

    private static Optional<UUID> identify(HypervisorLink host, String vm) {
        return host.get().libvirt().findDomain(vm).map(found -> {
            try (LibvirtDomain domain = found) {
                return domain.uuid();
            }
        });
    }
}
