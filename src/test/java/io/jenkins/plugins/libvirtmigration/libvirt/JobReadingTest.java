package io.jenkins.plugins.libvirtmigration.libvirt;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class JobReadingTest {

    @Test
    void numbersAreFiguresAndTheErrorIsText() {
        JobStatistics job = JobReading.of(
                2,
                Map.of(
                        "memory_remaining",
                        5L,
                        "memory_dirty_rate",
                        10L,
                        "memory_page_size",
                        4096L,
                        "success",
                        true,
                        "ratio",
                        0.5,
                        "errmsg",
                        "no space"));

        assertThat(job.type()).isEqualTo(JobType.UNBOUNDED);
        assertThat(job.isRunning()).isTrue();
        assertThat(job.memoryRemaining()).hasValue(5);
        assertThat(job.dirtyBytesPerSecond()).hasValue(40_960);
        assertThat(job.figure("success")).hasValue(1);
        assertThat(job.figure("ratio")).isEmpty();
        assertThat(job.errorMessage()).hasValue("no space");
    }

    @Test
    void whatIsNotToldIsEmptyAndNotZero() {
        JobStatistics job = JobReading.of(3, Map.of());

        assertThat(job.type()).isEqualTo(JobType.COMPLETED);
        assertThat(job.downtimeMillis()).isEmpty();
        assertThat(job.diskTotal()).isEmpty();
        assertThat(job.errorMessage()).isEmpty();
    }

    @Test
    void aTypeOfANewerLibvirtIsNoRunningJob() {
        assertThat(JobReading.of(99, Map.of()).type()).isEqualTo(JobType.NONE);
        assertThat(JobReading.of(-1, Map.of()).type()).isEqualTo(JobType.NONE);
    }

    @Test
    void aStateOfANewerLibvirtIsNoRunningDomain() {
        assertThat(DomainState.of(1, 2)).isEqualTo(new DomainState(DomainState.State.RUNNING, 2));
        assertThat(DomainState.of(99, 0).isActive()).isFalse();
        assertThat(DomainState.of(-1, 0).isActive()).isFalse();
    }
}
