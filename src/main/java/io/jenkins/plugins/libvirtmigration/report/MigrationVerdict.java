package io.jenkins.plugins.libvirtmigration.report;

import io.jenkins.plugins.libvirtmigration.report.ProbeRecord.Silence;
import java.util.Optional;

/** Where a guest is after its move, and how long nobody heard of it. */
final class MigrationVerdict {
    private MigrationVerdict() {}

    static Verdict of(MigrationRecord move) {
        return new Verdict(where(move), silence(move));
    }

    private static Sentence where(MigrationRecord move) {
        if (move.outcome() == null) {
            return Sentence.of("{} is being moved from {} to {}.", move.vm(), move.source(), move.destination());
        }
        return switch (move.outcome()) {
            case SUCCEEDED -> Sentence.of("{} runs on {}.", move.vm(), move.runsOn());
            case SKIPPED -> Sentence.of("{} was not moved.", move.vm());
            case FAILED -> unmoved(move, "The move of {} to {} failed");
            case ABORTED -> unmoved(move, "The move of {} to {} was aborted");
        };
    }

    private static Sentence unmoved(MigrationRecord move, String what) {
        if (move.runsOn() == null) {
            return Sentence.of(what + ", and it is not proven where it runs.", move.vm(), move.destination());
        }
        String where = move.runsOn().equals(move.source()) ? ": it still runs on {}." : ": it runs on {}.";
        return Sentence.of(what + where, move.vm(), move.destination(), move.runsOn());
    }

    /** Seen from outside where somebody looked, else by libvirt's figure. */
    private static Sentence silence(MigrationRecord move) {
        ProbeRecord probe = move.probe();
        if (probe != null && probe.longestGapMillis() != null) {
            Optional<Silence> open = probe.openSilence();
            return Sentence.of(
                    open.isPresent()
                            ? "It has not answered since, for "
                                    + Figure.millis(open.get().millis()).text() + "."
                            : "It was silent for at most "
                                    + Figure.millis(probe.longestGapMillis()).text() + ".");
        }
        if (move.downtimeMillis() != null) {
            return Sentence.of("libvirt paused it for "
                    + Figure.millis(move.downtimeMillis()).text()
                    + (probe == null ? "; nobody watched it from outside." : "; from outside it gave no answer."));
        }
        return Sentence.of(move.outcome() == Outcome.SUCCEEDED ? "How long it was silent is not known." : "");
    }
}
