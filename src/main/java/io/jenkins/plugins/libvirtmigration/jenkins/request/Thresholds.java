package io.jenkins.plugins.libvirtmigration.jenkins.request;

import io.jenkins.plugins.libvirtmigration.check.Shown;
import io.jenkins.plugins.libvirtmigration.jenkins.agent.Parameter;
import io.jenkins.plugins.libvirtmigration.report.MigrationRecord;
import io.jenkins.plugins.libvirtmigration.report.Report;
import io.jenkins.plugins.libvirtmigration.unit.Durations;
import io.jenkins.plugins.libvirtmigration.unit.Words;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
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
        Optional<Duration> downtime, OnSlow onSlow, Optional<Duration> gap, Optional<Duration> duration) {

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

    /** What is over a threshold, as sentences; none where all is well. */
    public List<String> exceeded(Report report) {
        List<String> sentences = new ArrayList<>();
        if (onSlow != OnSlow.IGNORE) {
            report.migrations().forEach(move -> exceeded(move, sentences));
        }
        Duration took =
                report.finishedAt() == null ? Duration.ZERO : Duration.between(report.startedAt(), report.finishedAt());
        duration.filter(most -> took.compareTo(most) > 0)
                .ifPresent(most -> sentences.add("It took " + Durations.format(took)
                        + ", longer than the maxDuration of " + Durations.format(most) + "."));
        return sentences;
    }

    private void exceeded(MigrationRecord move, List<String> sentences) {
        String vm = Shown.text(move.vm());
        downtime.filter(most -> move.downtimeMillis() != null && move.downtimeMillis() > most.toMillis())
                .ifPresent(most -> sentences.add(vm + " stood still for " + move.downtimeMillis()
                        + " ms, longer than the maxDowntime of " + Durations.format(most) + "."));
        Long longest = move.probe() == null ? null : move.probe().longestGapMillis();
        gap.filter(most -> longest != null && longest > most.toMillis())
                .ifPresent(most -> sentences.add(vm + " gave no answer for " + longest
                        + " ms, longer than the maxProbeGap of " + Durations.format(most) + "."));
    }
}
