package io.jenkins.plugins.libvirtmigration.evacuation;

import io.jenkins.plugins.libvirtmigration.check.Check;
import io.jenkins.plugins.libvirtmigration.evacuation.plan.Goal;
import io.jenkins.plugins.libvirtmigration.evacuation.plan.HostCapacity;
import io.jenkins.plugins.libvirtmigration.evacuation.plan.Strategy;
import io.jenkins.plugins.libvirtmigration.evacuation.world.World;
import io.jenkins.plugins.libvirtmigration.evacuation.world.World.Seen;
import io.jenkins.plugins.libvirtmigration.host.HypervisorUnreachableException;
import io.jenkins.plugins.libvirtmigration.libvirt.LibvirtCallException;
import io.jenkins.plugins.libvirtmigration.report.MigrationRecord;
import io.jenkins.plugins.libvirtmigration.report.Outcome;
import io.jenkins.plugins.libvirtmigration.report.Report;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;

/** Asks the host once more, says what is left and why, and judges: empty is what was seen empty, nothing else. */
final class EmptyProof {
    /** The check that names destinations which run nothing. */
    private static final String IDLE = "idle-hosts";

    private static final String ID = "host-empty";

    private final World world;
    private final Logbook logbook;
    private final EvacuationListener listener;
    private final String source;
    private final boolean poweredOffToo;
    private final boolean pack;
    private String otherwise;

    EmptyProof(World world, Logbook logbook, EvacuationListener listener, EvacuationRequest request) {
        this.world = world;
        this.logbook = logbook;
        this.listener = listener;
        this.source = request.source();
        this.poweredOffToo = request.poweredOffToo();
        this.pack = request.goal() == Goal.PACK;
    }

    /**
     * @param reasons why guests were not moved, where that is known
     * @param closed why nothing was started any more; empty where all was done that could be
     */
    Report conclude(Map<UUID, String> reasons, Optional<String> closed, boolean aborted) {
        otherwise = closed.orElse("It was started after the last look.");
        Boolean empty = null;
        try {
            List<Seen> seen = world.look();
            List<Seen> left = seen.stream().filter(Seen::isActive).toList();
            left.forEach(one -> explain(one, reasons));
            empty = left.isEmpty();
            logbook.check(verdict(left));
            poweredOff(seen, reasons);
            if (pack) {
                idle();
            }
            if (!left.isEmpty()) {
                world.remarks().forEach(logbook::check);
            }
        } catch (HypervisorUnreachableException | LibvirtCallException e) {
            logbook.check(Check.failed(
                    source,
                    null,
                    ID,
                    "no answer: " + e.getMessage(),
                    "no active domain",
                    "Nothing is known of what runs there. Run the evacuation again when the host answers."));
        }
        Outcome outcome = outcome(Boolean.TRUE.equals(empty), aborted);
        listener.event(
                empty == null
                        ? "Whether " + source + " is empty is not known."
                        : source + (empty ? " is empty: its daemon has no active domain." : " is not empty."));
        return logbook.finish(outcome, empty);
    }

    /** Asked afresh: which destinations run nothing now, so that they can be switched off too. */
    private void idle() {
        List<String> idle = world.survey(List.of()).destinations().stream()
                .filter(HostCapacity::idle)
                .map(HostCapacity::name)
                .toList();
        logbook.check(Check.passed(
                source,
                null,
                IDLE,
                idle.isEmpty() ? "none" : String.join(", ", idle),
                "destinations that run nothing and can be switched off"));
    }

    private Outcome outcome(boolean empty, boolean aborted) {
        if (empty && logbook.isWell()) {
            return Outcome.SUCCEEDED;
        }
        return aborted ? Outcome.ABORTED : Outcome.FAILED;
    }

    private void explain(Seen one, Map<UUID, String> reasons) {
        if (logbook.isUnderWay(one.guest().uuid())) {
            // Its move did not end in time: what becomes of it is not known yet, and that is what its record says.
            return;
        }
        String reason = reasons.getOrDefault(one.guest().uuid(), otherwise);
        boolean wanted = one.guest().strategy() == Strategy.SKIP;
        boolean told = logbook.records().stream()
                .filter(record -> record.uuid().equals(one.guest().uuid().toString()))
                .reduce((earlier, later) -> later)
                .map(MigrationRecord::outcome)
                .filter(outcome -> outcome == Outcome.FAILED || outcome == Outcome.ABORTED)
                .isPresent();
        if (!told) {
            logbook.noted(
                    wanted
                            ? Records.skipped(one.guest(), source, reason, source)
                            : Records.notMoved(one.guest(), source, reason));
        }
    }

    private Check verdict(List<Seen> left) {
        if (left.isEmpty()) {
            return Check.passed(source, null, ID, "no active domain", "no active domain");
        }
        return Check.failed(
                source,
                null,
                ID,
                left.size() + " active: " + left.stream().map(EmptyProof::shown).collect(Collectors.joining(", ")),
                "no active domain",
                "Each has its reason in the list of moves. Do not switch the host off.");
    }

    private static String shown(Seen one) {
        return one.state().isPaused()
                ? one.guest().name() + " (paused)"
                : one.guest().name();
    }

    /** Where they were to be moved too, one that is left is a failure, unless it wishes to stay. */
    private void poweredOff(List<Seen> seen, Map<UUID, String> reasons) {
        List<Seen> defined = seen.stream().filter(one -> !one.isActive()).toList();
        if (defined.isEmpty()) {
            return;
        }
        String names = defined.stream().map(one -> one.guest().name()).collect(Collectors.joining(", "));
        String found = defined.size() + " defined and powered off: " + names;
        String remedy = "They cannot be started while the host is away.";
        boolean wanted = defined.stream().allMatch(one -> one.guest().strategy() == Strategy.SKIP);
        if (poweredOffToo && !wanted) {
            defined.forEach(one -> explain(one, reasons));
            logbook.check(Check.failed(
                    source,
                    null,
                    "powered-off-guests",
                    found,
                    "none",
                    remedy + " Each has its reason in the list of moves."));
        } else {
            logbook.check(Check.warning(
                    source,
                    null,
                    "powered-off-guests",
                    found,
                    "none",
                    remedy + (poweredOffToo ? "" : " --include-powered-off moves such guests too.")));
        }
    }
}
