package io.jenkins.plugins.libvirtmigration.preflight;

import io.jenkins.plugins.libvirtmigration.check.Check;
import io.jenkins.plugins.libvirtmigration.libvirt.DomainState;
import java.util.List;

/**
 * The guest runs, and nothing else is at work on it. libvirt itself lets a guest move that is paused by an I/O error
 * unless VIR_MIGRATE_ABORT_ON_ERROR is set; its last writes then exist in no place but the source's memory.
 */
final class StateCheck implements PreflightCheck {

    @Override
    public String id() {
        return "vm-state";
    }

    @Override
    public List<Check> examine(Situation situation) {
        Guest guest = situation.guest();
        return List.of(
                state(situation.on(situation.source(), id()), guest.domain().state()),
                job(situation.on(situation.source(), "no-other-job"), guest));
    }

    private static Check state(Subject subject, DomainState state) {
        String expected = "a running guest";
        String found = "the guest is " + state.state() + " (reason " + state.reason() + ")";
        if (state.isRunning()) {
            return subject.passed(found, expected);
        }
        if (state.isPausedByUser()) {
            return subject.warning(
                    "the guest was paused by somebody",
                    expected,
                    "It is moved as it is and stays paused; let it run with virsh resume when it should");
        }
        if (state.isPausedByIoError()) {
            return subject.failed(
                    "the guest is paused by an I/O error of a disk",
                    expected,
                    "Mend the storage (virsh domblkerror shows the disk), then virsh resume, then move it");
        }
        if (state.isPausedForMigration() || state.isPausedForPostcopy()) {
            return subject.failed(
                    "the guest is paused in the middle of another migration",
                    expected,
                    "Let that migration end; where its client is gone, migrate --recover finds out where the guest can"
                            + " run again");
        }
        if (state.isActive()) {
            return subject.failed(found, expected, "See why with virsh domstate --reason, and let the guest run");
        }
        return subject.failed(
                found,
                expected,
                "Start the guest; one that is shut off needs no live migration (virsh migrate --offline)");
    }

    private static Check job(Subject subject, Guest guest) {
        boolean busy = guest.domain().jobStatistics().isRunning();
        String expected = "no job of libvirt on this guest";
        return busy
                ? subject.failed(
                        "a job is running on it already (migration, save, dump or backup)",
                        expected,
                        "Wait for it (virsh domjobinfo), or end it with virsh domjobabort")
                : subject.passed("none", expected);
    }
}
