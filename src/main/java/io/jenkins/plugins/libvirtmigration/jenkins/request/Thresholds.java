package io.jenkins.plugins.libvirtmigration.jenkins.request;

import io.jenkins.plugins.libvirtmigration.check.Check;
import io.jenkins.plugins.libvirtmigration.check.Shown;
import io.jenkins.plugins.libvirtmigration.jenkins.agent.Parameter;
import io.jenkins.plugins.libvirtmigration.jenkins.report.Judgement;
import io.jenkins.plugins.libvirtmigration.report.MigrationRecord;
import io.jenkins.plugins.libvirtmigration.report.Outcome;
import io.jenkins.plugins.libvirtmigration.report.Report;
import io.jenkins.plugins.libvirtmigration.unit.Durations;
import io.jenkins.plugins.libvirtmigration.unit.Words;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What somebody wants to hear of although every guest was moved: a guest that was silent for too long, a run that took
 * too long.
 *
 * @param downtime longest permitted, as libvirt measures it
 * @param onSlow what a downtime or a gap that is too long means
 * @param gap longest permitted between two answers of a probed guest
 * @param duration longest permitted of the whole step
 */
public record Thresholds(
        Optional<Duration> downtime, OnSlow onSlow, Optional<Duration> gap, Optional<Duration> duration)
        implements Judgement {

    private static final String REMEDY = "See in the report which moves took longest and what they waited for.";

    /** What to make of it. */
    public enum OnSlow {
        IGNORE,
        UNSTABLE,
        FAIL
    }

    /** @throws IllegalArgumentException naming the parameter, its value and what would be right */
    public static Thresholds of(String downtime, String onSlow, String gap, String duration) {
        return new Thresholds(
                onSlow == null ? Optional.empty() : parse("maxDowntime", downtime),
                onSlow == null
                        ? OnSlow.UNSTABLE
                        : Parameter.read("onSlowDowntime", onSlow, text -> Words.parse(OnSlow.class, text)),
                parse("maxProbeGap", gap),
                parse("maxDuration", duration));
    }

    private static Optional<Duration> parse(String name, String text) {
        return Optional.ofNullable(text).map(value -> Parameter.read(name, value, Durations::parse));
    }

    @Override
    public Optional<String> complaint(MigrationRecord move) {
        List<String> sentences = exceeded(move);
        return sentences.isEmpty() ? Optional.empty() : Optional.of(String.join(" ", sentences));
    }

    @Override
    public List<Check> checks(Report report) {
        String host = Objects.requireNonNullElse(report.host(), "all");
        return duration
                .map(most -> {
                    String found = Durations.format(took(report));
                    String expected = "at most " + Durations.format(most);
                    return took(report).compareTo(most) <= 0
                            ? Check.passed(host, null, "max-duration", found, expected)
                            : Check.failed(host, null, "max-duration", found, expected, REMEDY);
                })
                .stream()
                .toList();
    }

    /** What is over a threshold, as sentences; none where all is well. */
    @Override
    public List<String> complaints(Report report) {
        List<String> sentences = new ArrayList<>();
        report.migrations().forEach(move -> sentences.addAll(exceeded(move)));
        duration.filter(most -> took(report).compareTo(most) > 0)
                .ifPresent(most -> sentences.add("It took " + Durations.format(took(report))
                        + ", longer than the maxDuration of " + Durations.format(most) + "."));
        return sentences;
    }

    /** What a threshold could not be held against, as sentences; none where all was measured. */
    public List<String> unjudged(Report report) {
        if (onSlow == OnSlow.IGNORE || downtime.isEmpty()) {
            return List.of();
        }
        return report.migrations().stream()
                .filter(move -> move.outcome() == Outcome.SUCCEEDED && move.destination() != null)
                .filter(move -> move.manner() == null || move.manner().equals("live"))
                .filter(move -> move.downtimeMillis() == null)
                .map(move -> "Whether " + Shown.text(move.vm()) + " stood still for longer than the maxDowntime of "
                        + Durations.format(downtime.get()) + " is not known: the process that moved it was gone before"
                        + " libvirt's figure was read.")
                .toList();
    }

    private static Duration took(Report report) {
        return report.finishedAt() == null ? Duration.ZERO : Duration.between(report.startedAt(), report.finishedAt());
    }

    private List<String> exceeded(MigrationRecord move) {
        if (onSlow == OnSlow.IGNORE) {
            return List.of();
        }
        List<String> sentences = new ArrayList<>();
        String vm = Shown.text(move.vm());
        downtime.filter(most -> move.downtimeMillis() != null && move.downtimeMillis() > most.toMillis())
                .ifPresent(most -> sentences.add(vm + " stood still for " + move.downtimeMillis()
                        + " ms, longer than the maxDowntime of " + Durations.format(most) + "."));
        Long longest = move.probe() == null ? null : move.probe().longestGapMillis();
        gap.filter(most -> longest != null && longest > most.toMillis())
                .ifPresent(most -> sentences.add(vm + " gave no answer for " + longest
                        + " ms, longer than the maxProbeGap of " + Durations.format(most) + "."));
        return sentences;
    }
}
