package io.jenkins.plugins.libvirtmigration.offline;

import io.jenkins.plugins.libvirtmigration.check.Check;
import io.jenkins.plugins.libvirtmigration.check.Shown;
import io.jenkins.plugins.libvirtmigration.domain.DomainXml;
import io.jenkins.plugins.libvirtmigration.host.HypervisorUnreachableException;
import io.jenkins.plugins.libvirtmigration.hypervisor.HypervisorLink;
import io.jenkins.plugins.libvirtmigration.libvirt.LibvirtCallException;
import io.jenkins.plugins.libvirtmigration.libvirt.LibvirtConnection;
import io.jenkins.plugins.libvirtmigration.migration.AbortSignal;
import io.jenkins.plugins.libvirtmigration.migration.MigrationListener;
import io.jenkins.plugins.libvirtmigration.preflight.HostPair;
import io.jenkins.plugins.libvirtmigration.preflight.Preflight;
import io.jenkins.plugins.libvirtmigration.preflight.PreflightResult;
import io.jenkins.plugins.libvirtmigration.report.MigrationRecord;
import io.jenkins.plugins.libvirtmigration.report.Outcome;
import io.jenkins.plugins.libvirtmigration.request.MigrationRequest;
import io.jenkins.plugins.libvirtmigration.storage.DestinationImageException;
import io.jenkins.plugins.libvirtmigration.storage.DestinationImages;
import io.jenkins.plugins.libvirtmigration.storage.DiskVerdict;
import io.jenkins.plugins.libvirtmigration.storage.ImageTransfer;
import io.jenkins.plugins.libvirtmigration.storage.InterruptedCopies;
import io.jenkins.plugins.libvirtmigration.storage.Originals;
import io.jenkins.plugins.libvirtmigration.storage.StoragePlan;
import io.jenkins.plugins.libvirtmigration.unit.Bandwidth;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * Carries a guest over while it is powered off: its local disks are copied and the copies proven, the destination gets its
 * definition, and only then the source's goes. A cold move shuts it down first and starts it afterwards; where something
 * goes wrong it is started again where it was.
 *
 * <p>It never throws for what can happen: the outcome is what both hosts say at the end, and is in the record.
 */
public final class OfflineMove {
    private final HypervisorLink source;
    private final HypervisorLink destination;
    private final MigrationListener listener;
    private final AbortSignal abort;
    private final Duration shutdownBound;
    private final UnaryOperator<Optional<Bandwidth>> rate;

    /** @param shutdownBound for a cold move: how long the guest may take to shut down */
    public OfflineMove(
            HypervisorLink source,
            HypervisorLink destination,
            MigrationListener listener,
            AbortSignal abort,
            Duration shutdownBound) {
        this(source, destination, listener, abort, shutdownBound, UnaryOperator.identity());
    }

    /** @param rate of what is copied, of what the request permits; asked again and again while it is */
    public OfflineMove(
            HypervisorLink source,
            HypervisorLink destination,
            MigrationListener listener,
            AbortSignal abort,
            Duration shutdownBound,
            UnaryOperator<Optional<Bandwidth>> rate) {
        this.rate = rate;
        this.source = source;
        this.destination = destination;
        this.listener = listener;
        this.abort = abort;
        this.shutdownBound = shutdownBound;
    }

    /**
     * What happened.
     *
     * @param atSource the source is proven to have the guest and the destination not to: it may be tried elsewhere
     * @param mayGoOff it was asked to shut down, or may have been, and was not seen off since: it may still do so
     */
    public record Result(MigrationRecord record, List<Check> checks, boolean atSource, boolean mayGoOff) {
        public Result {
            checks = List.copyOf(checks);
        }

        Result(MigrationRecord record, List<Check> checks, boolean atSource) {
            this(record, checks, atSource, false);
        }
    }

    /** @param cold it runs, is shut down, and is to run at the destination; else it is powered off and stays so */
    public Result run(MigrationRequest request, boolean cold) {
        UUID uuid = UUID.fromString(request.vm());
        Notes notes = notes(uuid, cold);
        return carryOut(new Attempt(uuid, cold, notes), request);
    }

    private Result carryOut(Attempt attempt, MigrationRequest request) {
        Optional<String> failure;
        try {
            failure = attempt.carry(request);
        } catch (HypervisorUnreachableException
                | LibvirtCallException
                | DestinationImageException
                | OfflineException e) {
            failure = Optional.of(e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            failure = Optional.of("The thread was interrupted.");
        }
        return attempt.conclude(failure);
    }

    /**
     * Finds out what became of a move that a process began which is gone, and brings it to one of its two ends. A cold move
     * whose guest is still at the source goes on: it may have been asked to shut down, and must not be left so.
     */
    public Result recover(MigrationRequest request, boolean cold) {
        UUID uuid = UUID.fromString(request.vm());
        Attempt attempt = new Attempt(uuid, cold, notes(uuid, cold));
        attempt.ran = cold;
        attempt.mayGoOff = cold;
        Holding here = Holding.of(source, uuid);
        boolean whole = here == Holding.ACTIVE || here == Holding.DEFINED;
        if (cold && whole && Holding.of(destination, uuid) == Holding.NOTHING) {
            return carryOut(attempt, request);
        }
        attempt.handover.begunEarlier();
        return attempt.conclude(Optional.of("The process that moved it is gone."));
    }

    private Notes notes(UUID uuid, boolean cold) {
        return new Notes(uuid, source.name(), destination.name(), cold ? "cold" : "powered-off", listener);
    }

    /** One move, with what was done of it so far. */
    private final class Attempt {
        private final UUID uuid;
        private final boolean cold;
        private final Notes notes;
        private final Handover handover;
        private List<Check> checks = List.of();
        private DestinationImages images;

        /** It was seen running, or a process that is gone saw it: it is not to be left powered off. */
        private boolean ran;

        /** It may have been asked to shut down, and was not seen off since. */
        private boolean mayGoOff;

        Attempt(UUID uuid, boolean cold, Notes notes) {
            this.uuid = uuid;
            this.cold = cold;
            this.notes = notes;
            this.handover = new Handover(source, destination, uuid);
        }

        /** @return why it was not carried over; empty where all steps were done */
        Optional<String> carry(MigrationRequest request) throws InterruptedException {
            if (ran) {
                // It may go off at any moment, and nobody would start it again: only off it is certain what it does.
                Optional<String> stillRuns = shutDown();
                if (stillRuns.isPresent()) {
                    return stillRuns;
                }
            }
            PreflightResult preflight = Preflight.poweredOff(new HostPair(source.get(), destination.get()), request)
                    .examine();
            checks = preflight.checks();
            preflight.domain().ifPresent(domain -> notes.named(domain.name()));
            preflight.storage().ifPresent(notes::planned);
            if (!preflight.mayStart()) {
                return Optional.of(
                        preflight.failures().stream().map(Check::sentence).collect(Collectors.joining(" ")));
            }
            if (abort.isRequested()) {
                return Optional.of("An abort was asked for before anything was done.");
            }
            if (cold && !ran) {
                Optional<String> stillRuns = shutDown();
                if (stillRuns.isPresent()) {
                    return stillRuns;
                }
            }
            Originals originals = new Originals();
            copy(preflight.storage().orElseThrow(), request, originals);
            originals.compare(source.get().libvirt());
            handover.carry();
            notes.event("Its definition is on " + destination.name() + ", and no longer on " + source.name() + ".");
            return Optional.empty();
        }

        private Optional<String> shutDown() throws InterruptedException {
            Holding now = Holding.of(source, uuid);
            boolean runs = now == Holding.ACTIVE;
            if (!runs && !ran) {
                return Optional.of("It is not running: somebody stopped or moved it meanwhile.");
            }
            if (!runs) {
                notes.event("It was asked to shut down by a process that is gone.");
                mayGoOff = now != Holding.DEFINED;
                return Optional.empty();
            }
            ran = true;
            notes.event("It is asked to shut down, as its metadata wishes.");
            GracefulShutdown shutdown = new GracefulShutdown(source, uuid, shutdownBound, abort, mayGoOff);
            try {
                Optional<String> stillRuns = shutdown.run();
                if (stillRuns.isEmpty()) {
                    notes.event("It is shut down.");
                }
                return stillRuns;
            } finally {
                mayGoOff = shutdown.mayGoOff();
            }
        }

        private void copy(StoragePlan storage, MigrationRequest request, Originals originals) {
            images = new DestinationImages(destination.get(), uuid, request.leftImages());
            if (!storage.copiesDisks()) {
                return;
            }
            images.createEmpty(storage);
            try (LibvirtConnection from = source.get().connect();
                    LibvirtConnection to = destination.get().connect();
                    CopyWatch watch = new CopyWatch(
                            abort,
                            request.patience().stallTimeout(),
                            () -> rate.apply(request.transport().bandwidth()),
                            List.of(from, to))) {
                try {
                    ImageTransfer transfer = new ImageTransfer(from, to, originals, watch);
                    for (DiskVerdict disk : storage.copied()) {
                        if (images.isLeft(disk.path())) {
                            reuse(transfer, disk);
                            continue;
                        }
                        notes.event("Its disk " + disk.disk().target() + " is copied.");
                        transfer.copy(disk.path());
                        notes.event("The copy of " + disk.disk().target() + " is proven: read back, and the same.");
                    }
                } catch (HypervisorUnreachableException | LibvirtCallException e) {
                    throw new OfflineException(watch.reason().orElse(e.getMessage()));
                } finally {
                    notes.carried(watch.bytes());
                }
            }
        }

        private void reuse(ImageTransfer transfer, DiskVerdict disk) {
            if (!transfer.isSame(disk.path())) {
                throw new OfflineException("The image that it left at " + Shown.text(disk.path()) + " on "
                        + destination.name()
                        + " has another content now. Move it away, or start the guest and let it be"
                        + " moved while it runs.");
            }
            notes.event("Its disk " + disk.disk().target() + " was left on " + destination.name()
                    + " with the same content: it is used again.");
        }

        Result conclude(Optional<String> failure) {
            Holding here = Holding.of(source, uuid);
            Holding there = Holding.of(destination, uuid);
            if (handover.hasBegun()
                    && there == Holding.DEFINED
                    && (here == Holding.DEFINED || here == Holding.ACTIVE)) {
                attempt("take the definition off " + destination.name() + " again", handover::withdraw);
                here = Holding.of(source, uuid);
                there = Holding.of(destination, uuid);
            }
            if (here == Holding.NOTHING && (there == Holding.DEFINED || there == Holding.ACTIVE)) {
                return arrived(there);
            }
            if (here == Holding.DEFINED || here == Holding.ACTIVE) {
                String reason = failure.orElse("It is still on " + source.name() + ".");
                // Before it was ever defined there, a destination that has died since cannot have it from here.
                if (there == Holding.NOTHING || there != Holding.ACTIVE && !handover.hasBegun()) {
                    return stayed(reason, here, true);
                }
                if (there != Holding.ACTIVE) {
                    return stayed(
                            reason + " " + destination.name() + " may have a definition of it, powered off: take that"
                                    + " away when it answers (virsh undefine " + uuid + " --keep-nvram).",
                            here,
                            false);
                }
            }
            return new Result(
                    notes.finish(
                            Outcome.FAILED,
                            failure.map(words -> words + " ").orElse("") + "Where it is, is not proven ("
                                    + source.name() + ": " + here.name().toLowerCase(java.util.Locale.ROOT) + ", "
                                    + destination.name() + ": " + there.name().toLowerCase(java.util.Locale.ROOT)
                                    + "). See virsh list --all on both before it is started anywhere.",
                            null),
                    checks,
                    false,
                    mayGoOff && (here == Holding.ACTIVE || here == Holding.UNKNOWN));
        }

        private Result arrived(Holding there) {
            attempt("take away the markers beside its copied disks", this::keep);
            if (!cold) {
                return new Result(
                        notes.finish(Outcome.SUCCEEDED, null, there == Holding.ACTIVE ? destination.name() : null),
                        checks,
                        false);
            }
            Optional<String> off = there == Holding.ACTIVE ? Optional.empty() : Power.start(destination, uuid);
            if (off.isEmpty()) {
                notes.event("It runs on " + destination.name() + ".");
                return new Result(notes.finish(Outcome.SUCCEEDED, null, destination.name()), checks, false);
            }
            String reason = "It does not start on " + destination.name() + ": " + off.get();
            notes.event(reason + " It is brought back.");
            attempt("carry its definition back to " + source.name(), new Handover(destination, source, uuid)::carry);
            boolean back =
                    Holding.of(source, uuid) == Holding.DEFINED && Holding.of(destination, uuid) == Holding.NOTHING;
            return back
                    ? stayed(reason, Holding.DEFINED, true)
                    : new Result(
                            notes.finish(
                                    Outcome.FAILED,
                                    reason + " It is powered off, with its definition on " + destination.name()
                                            + ": mend that and start it there.",
                                    null),
                            checks,
                            false);
        }

        private void keep() {
            if (images != null) {
                images.keep();
                return;
            }
            destination
                    .get()
                    .libvirt()
                    .ask(uuid, domain -> DomainXml.parse(domain.xml()).disks())
                    .ifPresent(new InterruptedCopies(destination.get(), uuid)::keepAll);
        }

        private Result stayed(String reason, Holding here, boolean certain) {
            if (images != null) {
                attempt(
                        "remove the copies on " + destination.name(),
                        () -> images.removeCreated().forEach(notes::event));
            }
            List<String> reasons = new ArrayList<>(List.of(reason));
            String runsOn = here == Holding.ACTIVE ? source.name() : null;
            if (ran && here == Holding.DEFINED) {
                Optional<String> off = Power.start(source, uuid);
                off.ifPresent(why -> reasons.add(
                        "And it does not start again on " + source.name() + ": " + why + " It is powered off there."));
                if (off.isEmpty()) {
                    notes.event("It was started again on " + source.name() + ".");
                    runsOn = source.name();
                }
            }
            return new Result(
                    notes.finish(
                            abort.isRequested() ? Outcome.ABORTED : Outcome.FAILED, String.join(" ", reasons), runsOn),
                    checks,
                    certain,
                    mayGoOff && here == Holding.ACTIVE);
        }

        /** Something that must not hide what was found out before. */
        private void attempt(String what, Runnable action) {
            try {
                action.run();
            } catch (HypervisorUnreachableException | LibvirtCallException | OfflineException e) {
                notes.event("Could not " + what + ": " + e.getMessage());
            }
        }
    }
}
