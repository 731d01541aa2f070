package io.jenkins.plugins.libvirtmigration.migration;

import io.jenkins.plugins.libvirtmigration.domain.DomainDescription;
import io.jenkins.plugins.libvirtmigration.host.HypervisorUnreachableException;
import io.jenkins.plugins.libvirtmigration.hypervisor.HypervisorLink;
import io.jenkins.plugins.libvirtmigration.libvirt.DomainState;
import io.jenkins.plugins.libvirtmigration.libvirt.LibvirtCallException;
import io.jenkins.plugins.libvirtmigration.libvirt.LibvirtDomain;
import io.jenkins.plugins.libvirtmigration.preflight.PreflightResult;
import io.jenkins.plugins.libvirtmigration.report.MigrationRecord;
import io.jenkins.plugins.libvirtmigration.report.Outcome;
import io.jenkins.plugins.libvirtmigration.request.MigrationRequest;
import io.jenkins.plugins.libvirtmigration.storage.DestinationImages;
import io.jenkins.plugins.libvirtmigration.storage.DiskVerdict;
import io.jenkins.plugins.libvirtmigration.storage.InterruptedCopies;
import io.jenkins.plugins.libvirtmigration.storage.StoragePlan;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/** From the checked request to the proven end: images, the call, its following, the verdict, and what is tidied up. */
final class Move {
    /** How long a source that drives a peer-to-peer move may be out of reach before this side stops looking. */
    private static final Duration SILENCE_BOUND = Duration.ofSeconds(90);

    /** Removing a large image may take a while on a slow file system. */
    private static final Duration TIDYING = Duration.ofMinutes(10);
    /** An abort is over 30 s after it was asked for. */
    private static final Duration AFTER_ABORT = Duration.ofSeconds(28);

    private final HypervisorLink source;
    private final HypervisorLink destination;
    private final MigrationRequest request;
    private final PreflightResult preflight;
    private final Recording recording;
    private final RecordDraft draft;
    private final AbortSignal abort;
    private final OutsideView probe;
    private final UUID uuid;

    Move(
            HypervisorLink source,
            HypervisorLink destination,
            MigrationRequest request,
            PreflightResult preflight,
            Recording recording,
            RecordDraft draft,
            AbortSignal abort,
            OutsideView probe) {
        this.source = source;
        this.destination = destination;
        this.request = request;
        this.preflight = preflight;
        this.recording = recording;
        this.draft = draft;
        this.abort = abort;
        this.probe = probe;
        this.uuid = preflight.domain().orElseThrow().uuid();
    }

    /** What the guest was before: it is to be the same afterwards. */
    private record Before(boolean persistent, boolean autostart, boolean running, Optional<String> bootId) {
        static Before of(LibvirtDomain domain) {
            boolean persistent = domain.isPersistent();
            DomainState state = domain.state();
            return new Before(
                    persistent,
                    persistent && domain.autostart(),
                    state.isRunning(),
                    state.isRunning() ? GuestIdentity.bootId(domain) : Optional.empty());
        }
    }

    MigrationRecord run() throws InterruptedException {
        Before before = on(source, Before::of);
        StoragePlan storage = preflight.storage().orElseThrow();
        DestinationImages images = new DestinationImages(destination.get(), uuid, request.leftImages());
        Measures measures = new Measures(request, size(storage), recording);
        Follower follower = new Follower(uuid, source, destination, measures, recording, abort);
        MoveNote note = MoveNote.of(destination.get().libvirt().hostUuid(), destination.name(), before.autostart());
        Optional<RuntimeException> failure;
        Duration begun = recording.elapsed();
        try {
            // First of all. After a crash of this process it is the only word on which host has to be asked, and by it
            // whoever finds images that are being made knows that somebody may be at work.
            on(source, domain -> {
                note.write(domain);
                return domain;
            });
            images.create(storage);
            forgetEarlierCopy(storage);
            failure = move(note, before, measures, follower);
        } catch (RuntimeException e) {
            // Whatever it is: where the guest runs is asked all the same.
            failure = Optional.of(e);
        }
        Proof.Answer answer = new Proof(source, destination, uuid).settle(abort.bound(Proof.BOUND, Proof.AFTER_ABORT));
        if (answer.whereabouts() == Whereabouts.PAUSED_ON_SOURCE && before.running()) {
            answer = new Recovery(source, destination, recording, abort).mend(uuid, measures.pausedTheGuest());
        }
        probe.measured(abort).ifPresent(draft::probed);
        Ending ending = new Ending(answer, failure, follower.whyEnded(), follower.wasAborted(), before.running());
        draft.asked(answer.bothAnswered());
        ending.remark().ifPresent(recording::event);
        LeftOver.remedy(answer, uuid).ifPresent(recording::event);
        Optional<String> said = ending.isUnexplained()
                ? new QemuLog(destination, abort)
                        .lastWords(name(), recording.elapsed().minus(begun))
                : Optional.empty();
        tidy(ending, note, before, images);
        String reason = said.map(words -> ending.reason() + " " + words).orElseGet(ending::reason);
        return draft.finish(ending.outcome(), reason, ending.runsOn());
    }

    private String name() {
        return preflight.domain().orElseThrow().name();
    }

    /** After an abort no longer than is left of its time; it then ends behind, where the process goes on. */
    private void tidy(Ending ending, MoveNote note, Before before, DestinationImages images)
            throws InterruptedException {
        Question<Boolean> tidying = new Question<>("end of the move of " + uuid, () -> {
            conclude(ending, note, before, images);
            return true;
        });
        if (tidying.ask(abort.bound(TIDYING, AFTER_ABORT)).isEmpty()) {
            recording.event("A host does not answer: what was made for the move on " + destination.name()
                    + " may be left there. The next move of the guest looks for it.");
        }
    }

    /** What the guest runs from is no interrupted copy, even if it was made by a move whose client was killed. */
    private void forgetEarlierCopy(StoragePlan storage) {
        // Not beside shared ones, whose directories may be large: what both hosts see is never taken for a copy.
        List<String> paths = storage.copied().stream().map(DiskVerdict::path).toList();
        attempt(
                "look for a marker beside the guest's images",
                () -> new InterruptedCopies(source.get(), uuid).keep(paths));
    }

    private MovedSize size(StoragePlan storage) {
        DomainDescription domain = preflight.domain().orElseThrow();
        List<Long> disks = storage.copied().stream()
                .map(disk -> disk.size().orElseThrow().capacity())
                .toList();
        return MovedSize.of(domain.memoryBytes(), disks);
    }

    private Optional<RuntimeException> move(MoveNote note, Before before, Measures measures, Follower follower)
            throws InterruptedException {
        boolean managed = preflight.peerUri().isEmpty();
        MigrationCall call = MigrationCall.of(request, before.persistent(), preflight, note);
        recording.event("The migration from " + source.name() + " to " + destination.name() + " starts ("
                + (managed ? "managed" : "peer-to-peer") + ").");
        probe.moveBegins(abort);
        if (abort.isRequested()) {
            follower.abortedBeforeTheCall();
            return Optional.empty();
        }
        if (!on(source, note::isOn)) {
            follower.notBegun(
                    "The note of this move is no longer on the guest: another process has begun to move it, or"
                            + " took this move for a dead one. It is not begun.");
            return Optional.empty();
        }
        Duration start = recording.elapsed();
        Mover mover = Mover.start(source.get(), destination.get(), uuid, call);
        follower.follow(mover);
        boolean lost = mover.failure()
                .filter(HypervisorUnreachableException.class::isInstance)
                .isPresent();
        if (!managed && lost) {
            recording.event("The connection to " + source.name() + " is lost; its daemon goes on by itself.");
            follower.followJob(SILENCE_BOUND);
        }
        draft.moved(recording.elapsed().minus(start).toMillis());
        if (!mover.hasEnded()) {
            mover.leave();
            return Optional.of(new HypervisorUnreachableException(
                    "The call that moves the guest did not end after its abort.", null));
        }
        mover.close();
        return mover.failure();
    }

    private void conclude(Ending ending, MoveNote note, Before before, DestinationImages images) {
        if (ending.outcome() == Outcome.SUCCEEDED) {
            attempt("take away the markers beside the copies", images::keep);
            finishDestination(before);
            forget(note, destination);
            if (LeftOver.remedy(ending.answer(), uuid).isPresent()) {
                forget(note, source);
            }
        } else if (ending.runsOnSource()) {
            forget(note, source);
            attempt(
                    "remove the copies on " + destination.name(),
                    () -> images.removeCreated().forEach(recording::event));
        } else {
            recording.event("Copies on " + destination.name() + " are kept: it is not proven that nothing needs them.");
        }
    }

    /** The move is over, and proven to be. */
    private void forget(MoveNote note, HypervisorLink host) {
        attempt(
                "take the note of this move away from the guest's metadata on " + host.name(),
                () -> on(host, domain -> {
                    note.remove(domain);
                    return domain;
                }));
    }

    /** What the destination still lacks, or can still tell, once the guest runs there. */
    private void finishDestination(Before before) {
        attempt(
                "read the final statistics",
                () -> on(destination, domain -> {
                    domain.completedJobStatistics().ifPresent(draft::completed);
                    return domain;
                }));
        if (before.autostart()) {
            attempt(
                    "set autostart on " + destination.name(),
                    () -> on(destination, domain -> {
                        domain.setAutostart(true);
                        recording.event("Autostart is set on " + destination.name() + " as it was on the source.");
                        return domain;
                    }));
        }
        before.bootId()
                .ifPresent(id -> attempt("ask the guest for its boot id", () -> {
                    String now = on(
                            destination, domain -> GuestIdentity.bootId(domain).orElse("no answer"));
                    recording.event(
                            now.equals(id)
                                    ? "The guest says that it did not restart: boot id " + id + " before and after."
                                    : "The guest's boot id was " + id + " before; now: " + now + ".");
                }));
    }

    /** Something that must not turn a finished move into a failed one; what went wrong is said. */
    private void attempt(String what, Runnable action) {
        try {
            action.run();
        } catch (RuntimeException e) {
            recording.event("Could not " + what + ": " + e.getMessage());
        }
    }

    private <T> T on(HypervisorLink host, Function<LibvirtDomain, T> question) {
        LibvirtDomain found = host.get()
                .libvirt()
                .findDomain(uuid)
                .orElseThrow(() -> new LibvirtCallException(
                        LibvirtCallException.NO_DOMAIN, "The domain " + uuid + " is gone from " + host.name() + "."));
        try (LibvirtDomain domain = found) {
            return question.apply(domain);
        }
    }
}
