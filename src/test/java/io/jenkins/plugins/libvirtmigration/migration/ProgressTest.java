package io.jenkins.plugins.libvirtmigration.migration;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.libvirtmigration.libvirt.JobStatistics;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ProgressTest {

    @Test
    void memoryAndDisksCountTogether() {
        JobStatistics job = Jobs.running(Map.of(
                "memory_total",
                100L,
                "memory_remaining",
                50L,
                "disk_total",
                300L,
                "disk_remaining",
                50L,
                "memory_bps",
                10L,
                "disk_bps",
                30L));

        Progress progress = Progress.of(job, 0);

        assertThat(progress.percent()).isEqualTo(75);
        assertThat(progress.remainingBytes()).isEqualTo(100);
        assertThat(progress.bytesPerSecond()).hasValue(40);
        assertThat(progress.left()).contains(Duration.ofMillis(2_500));
    }

    @Test
    void theBarNeverGoesBackAndIsFullOnlyWhenProven() {
        JobStatistics grown = Jobs.running(Map.of("memory_total", 100L, "memory_remaining", 90L));
        assertThat(Progress.of(grown, 60).percent()).isEqualTo(60);

        JobStatistics done = Jobs.running(Map.of("memory_total", 100L, "memory_remaining", 0L));
        assertThat(Progress.of(done, 60).percent()).isEqualTo(99);
    }

    @Test
    void noEstimateWhileTheGuestDirtiesFasterThanTheLinkCarries() {
        JobStatistics job = Jobs.running(Map.of(
                "memory_total",
                100L,
                "memory_remaining",
                90L,
                "memory_bps",
                4_096L * 10,
                "memory_dirty_rate",
                11L,
                "memory_page_size",
                4_096L));

        assertThat(Progress.of(job, 0).left()).isEmpty();
    }

    @Test
    void whatLibvirtDidNotSayStaysUnknown() {
        Progress progress = Progress.of(JobStatistics.none(), 0);

        assertThat(progress.bytesPerSecond()).isEmpty();
        assertThat(progress.dirtyBytesPerSecond()).isEmpty();
        assertThat(progress.iteration()).isEmpty();
        assertThat(progress.left()).isEmpty();
    }
}
