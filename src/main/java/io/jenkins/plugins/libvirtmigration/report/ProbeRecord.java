package io.jenkins.plugins.libvirtmigration.report;

import java.util.List;
import java.util.Optional;

/**
 * What the probe saw from outside. Where a figure could not be measured it is null and {@link #warnings()} says why.
 *
 * @param port TCP connections to that port were counted; null: ICMP echo
 * @param intervalMillis at which the guest was really asked; a warning tells when that is not what was wanted
 * @param sent questions since the move began, without those still under way when a healthy guest was left alone
 * @param lost questions that were never answered
 * @param longestGapMillis longest time between two replies that were received, one still open at the end included
 * @param longestGapAtMillis of the reply before that gap, since the start of the move; a little below 0 is possible
 * @param longestReplyMillis longest time a reply took: replies that queue in the switch-over count here
 * @param silences every gap of at least three intervals
 */
public record ProbeRecord(
        String address,
        Integer port,
        long intervalMillis,
        Long sent,
        Long lost,
        Long longestGapMillis,
        Long longestGapAtMillis,
        Long longestReplyMillis,
        List<Silence> silences,
        List<String> warnings) {

    public ProbeRecord {
        silences = silences == null ? List.of() : List.copyOf(silences);
        warnings = warnings == null ? List.of() : List.copyOf(warnings);
    }

    /** The silence that had not ended when the probe was stopped. */
    public Optional<Silence> openSilence() {
        return silences.stream().filter(Silence::open).findAny();
    }

    /** The same with all times later: for a timeline that began before the probe counted. */
    public ProbeRecord shiftedBy(long millis) {
        List<Silence> later = silences.stream()
                .map(silence -> new Silence(silence.atMillis() + millis, silence.millis(), silence.open()))
                .toList();
        Long gapAt = longestGapAtMillis == null ? null : Long.valueOf(longestGapAtMillis + millis);
        return new ProbeRecord(
                address,
                port,
                intervalMillis,
                sent,
                lost,
                longestGapMillis,
                gapAt,
                longestReplyMillis,
                later,
                warnings);
    }

    /**
     * @param atMillis of the last reply before it, since the start of the move; a little below 0 is possible
     * @param open the guest had not answered again when the probe was stopped
     */
    public record Silence(long atMillis, long millis, boolean open) {}
}
