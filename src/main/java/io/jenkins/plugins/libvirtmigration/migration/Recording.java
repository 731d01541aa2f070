package io.jenkins.plugins.libvirtmigration.migration;

import io.jenkins.plugins.libvirtmigration.libvirt.JobStatistics;
import io.jenkins.plugins.libvirtmigration.report.MigrationRecord.Event;
import io.jenkins.plugins.libvirtmigration.report.MigrationRecord.Sample;
import io.jenkins.plugins.libvirtmigration.report.SampleSeries;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Keeps what happened with the time since the start, and passes it on to whoever listens. */
final class Recording implements MigrationListener {
    private final MigrationListener listener;
    private final long start = System.nanoTime();
    private final List<Event> events = new ArrayList<>();
    private final SampleSeries samples = new SampleSeries();
    private JobStatistics last = JobStatistics.none();
    private int percent;

    Recording(MigrationListener listener) {
        this.listener = listener;
    }

    Duration elapsed() {
        return Duration.ofNanos(System.nanoTime() - start);
    }

    @Override
    public synchronized void event(String sentence) {
        events.add(new Event(elapsed().toMillis(), sentence));
        listener.event(sentence);
    }

    @Override
    public void progress(Progress progress) {
        listener.progress(progress);
    }

    @Override
    public void postcopy() {
        listener.postcopy();
    }

    /** One reading of a running job. */
    synchronized void reading(JobStatistics job) {
        if (job.memoryTotal().orElse(0) == 0) {
            return; // The destination is being prepared; QEMU has nothing to tell yet, and says 0.
        }
        last = job;
        Progress progress = Progress.of(job, percent);
        percent = progress.percent();
        samples.add(new Sample(
                elapsed().toMillis(),
                boxed(job.memoryRemaining()),
                boxed(job.memoryTotal()),
                boxed(job.diskRemaining()),
                boxed(job.diskTotal()),
                boxed(progress.bytesPerSecond()),
                boxed(job.dirtyBytesPerSecond()),
                boxed(job.memoryIteration()),
                boxed(job.throttlePercent())));
        listener.progress(progress);
    }

    /** The last reading of the running job: libvirt forgets the disks' figures when the job is complete. */
    synchronized Optional<JobStatistics> last() {
        return last.isRunning() ? Optional.of(last) : Optional.empty();
    }

    synchronized List<Event> events() {
        return List.copyOf(events);
    }

    synchronized List<Sample> samples() {
        return samples.samples();
    }

    private static Long boxed(OptionalLong value) {
        return value.isPresent() ? value.getAsLong() : null;
    }
}
