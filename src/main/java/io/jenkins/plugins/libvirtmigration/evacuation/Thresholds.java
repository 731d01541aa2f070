package io.jenkins.plugins.libvirtmigration.evacuation;

import io.jenkins.plugins.libvirtmigration.check.Check;
import io.jenkins.plugins.libvirtmigration.report.MigrationRecord;
import io.jenkins.plugins.libvirtmigration.report.Outcome;
import io.jenkins.plugins.libvirtmigration.unit.Durations;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * What a drill may cost at most; what is exactly at a threshold is within it. A figure that was to be measured and is not
 * known does not pass.
 *
 * @param probeGap longest silence of a guest as seen from outside, for guests that are probed
 * @param downtime libvirt's own figure for the pause at the switch-over; without the difference of the hosts' clocks where
 *     libvirt tells it
 * @param duration of the whole drill, from its beginning until the last check
 */
public record Thresholds(Optional<Duration> probeGap, Optional<Duration> downtime, Optional<Duration> duration) {
    public static final Thresholds NONE = new Thresholds(Optional.empty(), Optional.empty(), Optional.empty());

    public Thresholds {
        Stream.of(probeGap, downtime, duration)
                .flatMap(Optional::stream)
                .filter(limit -> limit.isNegative() || limit.isZero())
                .findFirst()
                .ifPresent(limit -> {
                    throw new IllegalArgumentException(
                            "A threshold of " + Durations.format(limit) + " can never be kept: give a longer time.");
                });
    }

    /** Why a guest's move was not good enough; empty if it was, or if it did not succeed: that is another complaint. */
    public Optional<String> complaint(MigrationRecord move) {
        if (move.outcome() != Outcome.SUCCEEDED || !isLive(move)) {
            return Optional.empty();
        }
        List<String> complaints = new ArrayList<>();
        gapComplaint(move).ifPresent(complaints::add);
        downtimeComplaint(move).ifPresent(complaints::add);
        return complaints.isEmpty() ? Optional.empty() : Optional.of(String.join(" ", complaints));
    }

    /** A guest that was powered off, or was shut down because it wished that, is silent on purpose. */
    private static boolean isLive(MigrationRecord move) {
        return move.manner() == null || move.manner().equals("live");
    }

    private Optional<String> gapComplaint(MigrationRecord move) {
        if (move.probe() == null) {
            return Optional.empty();
        }
        return complaint(probeGap, move.probe().longestGapMillis(), "Its longest silence seen from outside");
    }

    private Optional<String> downtimeComplaint(MigrationRecord move) {
        Long figure = move.downtimeNetMillis() == null ? move.downtimeMillis() : move.downtimeNetMillis();
        return complaint(downtime, figure, "Its downtime by libvirt");
    }

    private static Optional<String> complaint(Optional<Duration> most, Long millis, String what) {
        if (most.isEmpty() || millis != null && millis <= most.get().toMillis()) {
            return Optional.empty();
        }
        String found = millis == null ? "is not known" : "was " + Durations.format(Duration.ofMillis(millis));
        return Optional.of(what + " " + found + ", permitted are " + Durations.format(most.get()) + ".");
    }

    /** One check for each threshold that was given. */
    List<Check> judge(String host, List<MigrationRecord> moves, Duration took) {
        List<Check> checks = new ArrayList<>();
        List<MigrationRecord> live = moves.stream()
                .filter(move -> move.outcome() == Outcome.SUCCEEDED && isLive(move))
                .toList();
        probeGap.ifPresent(most -> {
            checks.add(
                    each(host, "max-probe-gap", live, move -> gapComplaint(move).isPresent(), this::shownGap, most));
            notProbed(host, live).ifPresent(checks::add);
        });
        downtime.ifPresent(most -> checks.add(each(
                host,
                "max-measured-downtime",
                live,
                move -> downtimeComplaint(move).isPresent(),
                this::shownDowntime,
                most)));
        duration.ifPresent(most -> {
            String found = Durations.format(took);
            String expected = "at most " + Durations.format(most);
            checks.add(
                    took.compareTo(most) <= 0
                            ? Check.passed(host, null, "max-duration", found, expected)
                            : Check.failed(
                                    host,
                                    null,
                                    "max-duration",
                                    found,
                                    expected,
                                    "See in the report which moves took longest and what they waited for."));
        });
        return checks;
    }

    private interface Shown {
        String of(MigrationRecord move);
    }

    private static Check each(
            String host,
            String id,
            List<MigrationRecord> moves,
            Predicate<MigrationRecord> tooLong,
            Shown shown,
            Duration most) {
        String expected = "at most " + Durations.format(most) + " for every guest";
        List<String> bad = moves.stream()
                .filter(tooLong)
                .map(move -> io.jenkins.plugins.libvirtmigration.check.Shown.text(move.vm()) + " to "
                        + move.destination() + ": " + shown.of(move))
                .toList();
        return bad.isEmpty()
                ? Check.passed(host, null, id, "no move of " + moves.size() + " was longer", expected)
                : Check.failed(
                        host,
                        null,
                        id,
                        String.join("; ", bad),
                        expected,
                        "See in the report when each guest was silent; --auto-converge, fewer moves at once or a faster"
                                + " link help, or the threshold is too strict.");
    }

    private String shownGap(MigrationRecord move) {
        return millis(move.probe().longestGapMillis());
    }

    private String shownDowntime(MigrationRecord move) {
        return millis(move.downtimeNetMillis() == null ? move.downtimeMillis() : move.downtimeNetMillis());
    }

    private static String millis(Long millis) {
        return millis == null ? "not known" : Durations.format(Duration.ofMillis(millis));
    }

    private static Optional<Check> notProbed(String host, List<MigrationRecord> moves) {
        List<String> names = moves.stream()
                .filter(move -> move.probe() == null)
                .map(MigrationRecord::vm)
                .map(io.jenkins.plugins.libvirtmigration.check.Shown::text)
                .distinct()
                .toList();
        if (names.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(Check.warning(
                host,
                null,
                "guests-probed",
                "not probed: " + String.join(", ", names),
                "a probe for each guest, since a threshold for its silence is given",
                "Of these guests nobody knows how long they were silent. Give --probe VM=ADDRESS for them."));
    }
}
