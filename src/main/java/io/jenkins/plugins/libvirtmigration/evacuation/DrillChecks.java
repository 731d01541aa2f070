package io.jenkins.plugins.libvirtmigration.evacuation;

import io.jenkins.plugins.libvirtmigration.check.Check;
import io.jenkins.plugins.libvirtmigration.check.Shown;
import io.jenkins.plugins.libvirtmigration.evacuation.DrillResult.Phase;
import io.jenkins.plugins.libvirtmigration.evacuation.plan.Guest;
import io.jenkins.plugins.libvirtmigration.evacuation.plan.Strategy;
import io.jenkins.plugins.libvirtmigration.evacuation.world.Whereabouts;
import io.jenkins.plugins.libvirtmigration.host.HypervisorUnreachableException;
import io.jenkins.plugins.libvirtmigration.libvirt.LibvirtCallException;
import io.jenkins.plugins.libvirtmigration.report.MigrationRecord;
import io.jenkins.plugins.libvirtmigration.report.Outcome;
import io.jenkins.plugins.libvirtmigration.report.Report;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Asks the hosts once more after each half of a drill: each guest is where it should be, and nowhere else. */
final class DrillChecks {
    private final Whereabouts whereabouts;

    DrillChecks(Whereabouts whereabouts) {
        this.whereabouts = whereabouts;
    }

    /** Every guest that the evacuation moved runs at its destination and not at home. */
    Check away(String host, Report evacuation) {
        return check(
                List.of(),
                host,
                Phase.CHECK_AWAY,
                evacuation,
                "each moved guest on its destination alone",
                move -> misplaced(move, move.destination(), host));
    }

    /** Every guest that the evacuation moved runs at home again, and no longer where it was. */
    Check home(String host, Report evacuation) {
        List<String> off = evacuation.migrations().stream()
                .filter(move -> move.outcome() == Outcome.SUCCEEDED)
                .filter(move -> Records.strategy(move) == Strategy.SHUTDOWN)
                .flatMap(move -> notRunning(move, host).stream())
                .toList();
        return check(
                off,
                host,
                Phase.CHECK_HOME,
                evacuation,
                "each guest that was moved on " + host + " alone",
                move -> misplaced(move, host, move.destination()));
    }

    private interface Question {
        Optional<String> ask(MigrationRecord move);
    }

    /** @param already wrong */
    private static Check check(
            List<String> already, String host, Phase phase, Report evacuation, String expected, Question question) {
        Map<String, MigrationRecord> moved = new LinkedHashMap<>();
        evacuation.migrations().stream()
                .filter(move -> move.outcome() == Outcome.SUCCEEDED && move.destination() != null)
                .forEach(move -> moved.put(move.uuid(), move));
        List<String> wrong = new ArrayList<>(already);
        moved.values().forEach(move -> question.ask(move).ifPresent(wrong::add));
        return wrong.isEmpty()
                ? Check.passed(host, null, phase.id(), moved.size() + " asked for, all where they should be", expected)
                : Check.failed(
                        host,
                        null,
                        phase.id(),
                        String.join("; ", wrong),
                        expected,
                        "Look at each of them with virsh list --all on both hosts before anything is switched off.");
    }

    /** A guest that was shut down for the drill runs again. */
    private Optional<String> notRunning(MigrationRecord stopped, String host) {
        String name = Shown.text(stopped.vm());
        try {
            return whereabouts.isActiveOn(host, Records.guest(stopped))
                    ? Optional.empty()
                    : Optional.of(name + " was shut down, and does not run on " + host);
        } catch (HypervisorUnreachableException | LibvirtCallException e) {
            return Optional.of(name + ": whether it runs could not be asked (" + e.getMessage() + ")");
        }
    }

    private Optional<String> misplaced(MigrationRecord move, String wanted, String unwanted) {
        String name = Shown.text(move.vm());
        boolean off = move.runsOn() == null;
        try {
            boolean there = has(wanted, move, off);
            boolean elsewhere = has(unwanted, move, off);
            if (there && !elsewhere) {
                return Optional.empty();
            }
            String verb = off
                    ? (there ? " is defined on " : " is not defined on ")
                    : there ? " runs on " : " does not run on ";
            return Optional.of(name + verb + wanted + (elsewhere ? (there ? " and on " : " but on ") + unwanted : ""));
        } catch (HypervisorUnreachableException | LibvirtCallException e) {
            return Optional.of(name + ": where it is could not be asked (" + e.getMessage() + ")");
        }
    }

    /** One that was moved powered off is defined there; whether it runs since is not the drill's to judge. */
    private boolean has(String host, MigrationRecord move, boolean off) {
        Guest guest = Records.guest(move);
        return off ? whereabouts.isDefinedOn(host, guest) : whereabouts.isActiveOn(host, guest);
    }
}
