package io.jenkins.plugins.libvirtmigration.migration;

import io.jenkins.plugins.libvirtmigration.check.Check;
import io.jenkins.plugins.libvirtmigration.domain.Disk;
import io.jenkins.plugins.libvirtmigration.domain.DomainXml;
import io.jenkins.plugins.libvirtmigration.host.HypervisorUnreachableException;
import io.jenkins.plugins.libvirtmigration.hypervisor.HypervisorLink;
import io.jenkins.plugins.libvirtmigration.libvirt.LibvirtCallException;
import io.jenkins.plugins.libvirtmigration.libvirt.LibvirtDomain;
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

    public UnfinishedMove(
            HypervisorLink source, HypervisorLink destination, MigrationListener listener, AbortSignal abort) {
        this.source = source;
        this.destination = destination;
        this.listener = listener;
        this.abort = abort;
    }

    /** Succeeds where it is proven in the end that exactly one host runs the guest; the record says which. */
    public LiveMigration.Result recover(MigrationRequest request) {
        Recording recording = new Recording(listener);
        RecordDraft draft = new RecordDraft(request.vm(), source.name(), destination.name(), recording);
        try {
            return new LiveMigration.Result(recover(request, recording, draft), List.<Check>of());
        } catch (HypervisorUnreachableException e) {
            return new LiveMigration.Result(
                    draft.finish(Outcome.FAILED, KnownError.explain(e.getMessage()), null), List.of(), true);
        } catch (LibvirtCallException e) {
            return new LiveMigration.Result(
                    draft.finish(Outcome.FAILED, KnownError.explain(e.getMessage()), null), List.of());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new LiveMigration.Result(
                    draft.finish(Outcome.ABORTED, "The thread was interrupted.", null), List.of());
        }
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
        Measures measures = new Measures(request, MovedSize.of(0, List.of()), recording);
        if (new Proof(source, destination).look(uuid).source().migrating()) {
            recording.event("A migration of the guest is under way on " + source.name() + "; it is followed.");
            new Follower(uuid, source, destination, measures, recording, abort).followJob(SILENCE_BOUND);
        }
        Proof.Answer answer = new Proof(source, destination).settle(uuid);
        if (answer.whereabouts() == Whereabouts.PAUSED_ON_SOURCE) {
            answer = new Recovery(source, destination, recording).mend(uuid, false);
        }
        tidy(uuid, answer, recording);
        boolean proven =
                answer.whereabouts() == Whereabouts.ON_SOURCE || answer.whereabouts() == Whereabouts.ON_DESTINATION;
        return draft.finish(
                proven ? Outcome.SUCCEEDED : Outcome.FAILED,
                proven ? null : "It is not proven that exactly one host runs the guest: " + answer.words() + ".",
                answer.runsOn());
    }

    /** An image that the killed move was copying into serves nothing now; one that was copied whole is the guest's. */
    private void tidy(UUID uuid, Proof.Answer answer, Recording recording) {
        boolean moved = answer.whereabouts() == Whereabouts.ON_DESTINATION;
        if (!moved && answer.whereabouts() != Whereabouts.ON_SOURCE) {
            return;
        }
        List<Disk> disks = disks(moved ? destination : source, uuid);
        InterruptedCopies copies = new InterruptedCopies(destination.get(), uuid);
        if (moved) {
            copies.keep(disks.stream()
                    .filter(disk -> disk.type().equals("file") && !disk.isEmpty())
                    .map(Disk::source)
                    .toList());
        } else {
            copies.remove(disks).forEach(recording::event);
        }
    }

    private static List<Disk> disks(HypervisorLink host, UUID uuid) {
        return host.get()
                .libvirt()
                .findDomain(uuid)
                .map(found -> {
                    try (LibvirtDomain domain = found) {
                        return DomainXml.parse(domain.xml()).disks();
                    }
                })
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
