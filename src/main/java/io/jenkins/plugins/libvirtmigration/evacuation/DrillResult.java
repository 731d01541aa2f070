package io.jenkins.plugins.libvirtmigration.evacuation;

import io.jenkins.plugins.libvirtmigration.report.Outcome;
import io.jenkins.plugins.libvirtmigration.report.Report;
import java.util.Optional;

/**
 * How a drill ended.
 *
 * @param whole of the kind drill: the moves of both halves, every check, and one check for each phase
 * @param evacuation report of the first half
 * @param home report of the second half; empty where there was none, after an abort
 * @param failed the first phase that failed; empty after success and after an abort
 */
public record DrillResult(Report whole, Report evacuation, Optional<Report> home, Optional<Phase> failed) {

    public boolean passed() {
        return whole.outcome() == Outcome.SUCCEEDED;
    }

    /** The phases in their order, by the names that checks and messages have for them. */
    public enum Phase {
        EVACUATE("drill-evacuate", "the evacuation"),
        CHECK_AWAY("drill-check-away", "the check after the evacuation"),
        RETURN("drill-return", "the return"),
        CHECK_HOME("drill-check-home", "the check after the return"),
        THRESHOLDS("drill-thresholds", "the thresholds");

        private final String id;
        private final String words;

        Phase(String id, String words) {
            this.id = id;
            this.words = words;
        }

        /** Of the phase's check in the report. */
        public String id() {
            return id;
        }

        public String words() {
            return words;
        }
    }
}
