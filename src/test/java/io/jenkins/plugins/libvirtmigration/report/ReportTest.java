package io.jenkins.plugins.libvirtmigration.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReportTest {
    private static Report of(String host, MigrationRecord... moves) {
        return new Report(
                Report.VERSION, Report.Kind.EVACUATE, Instant.EPOCH, null, null, host, null, List.of(moves), List.of());
    }

    private static MigrationRecord to(String destination, Outcome outcome) {
        return MigrationRecordBuilder.builder()
                .vm("web-1")
                .source("kvm-01")
                .destination(destination)
                .outcome(outcome)
                .build();
    }

    /** Also where a move did not end, or ended without a proof: a guest may be there. */
    @Test
    void itsHostsAreAllWhereAGuestMayBe() {
        Report report = of(
                "kvm-01",
                to("kvm-02", Outcome.SUCCEEDED),
                to("kvm-03", null),
                to("kvm-04", Outcome.FAILED),
                to("kvm-02", Outcome.SUCCEEDED),
                to(null, Outcome.SKIPPED));

        assertThat(report.hosts()).containsExactly("kvm-01", "kvm-02", "kvm-03", "kvm-04");
        assertThat(of(null).hosts()).isEmpty();
    }
}
