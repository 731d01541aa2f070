package io.jenkins.plugins.libvirtmigration.jenkins.report;

import io.jenkins.plugins.libvirtmigration.check.Check;
import io.jenkins.plugins.libvirtmigration.report.MigrationRecord;
import io.jenkins.plugins.libvirtmigration.report.Report;
import java.util.List;
import java.util.Optional;

/** What somebody wants to hear of although every guest was moved. */
public interface Judgement {
    /** Of somebody who wants to hear of nothing. */
    Judgement NONE = new Judgement() {
        @Override
        public Optional<String> complaint(MigrationRecord move) {
            return Optional.empty();
        }

        @Override
        public List<Check> checks(Report report) {
            return List.of();
        }

        @Override
        public List<String> complaints(Report report) {
            return List.of();
        }
    };

    /** Why a move that succeeded was not good enough, in sentences; empty where it was. */
    Optional<String> complaint(MigrationRecord move);

    /** What was looked at of all moves together. */
    List<Check> checks(Report report);

    /** All that was not good enough, as sentences; none where all is well. */
    List<String> complaints(Report report);
}
