package io.jenkins.plugins.libvirtmigration.cli;

import io.jenkins.plugins.libvirtmigration.report.MigrationRecord;
import io.jenkins.plugins.libvirtmigration.report.MigrationRecordBuilder;
import io.jenkins.plugins.libvirtmigration.report.Outcome;
import io.jenkins.plugins.libvirtmigration.report.Report;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/**
 * The report that is there from a signal on until the move's end: should the process be killed before, it says that nothing
 * is proven, and what to do.
 */
final class ProvisionalReport {
    private final String vm;
    private final String source;
    private final String destination;
    private final Instant startedAt;
    private boolean replaced;

    ProvisionalReport(String vm, String source, String destination, Instant startedAt) {
        this.vm = vm;
        this.source = source;
        this.destination = destination;
        this.startedAt = startedAt;
    }

    /** Does nothing once there is a true one. */
    synchronized void write(Path directory) {
        if (!replaced) {
            ReportDirectory.write(directory, report());
        }
    }

    /** @param truth writes the true report */
    synchronized void replace(Runnable truth) {
        replaced = true;
        truth.run();
    }

    private Report report() {
        String reason =
                "This process was told to end while it worked on the guest, and ended before it was proven where the"
                        + " guest runs. Run libvirt-migration migrate --recover with the same --vm, --from and --to.";
        MigrationRecord record = MigrationRecordBuilder.builder()
                .vm(vm)
                .source(source)
                .destination(destination)
                .outcome(Outcome.FAILED)
                .reason(reason)
                .startedAt(startedAt)
                .build();
        return new Report(
                Report.VERSION,
                Report.Kind.MIGRATE,
                startedAt,
                Instant.now(),
                Outcome.FAILED,
                source,
                null,
                List.of(record),
                List.of());
    }
}
