package io.jenkins.plugins.libvirtmigration.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class DistributionTest {
    @Test
    void nearestRank() {
        assertThat(Distribution.of(LongStream.rangeClosed(1, 100).boxed().toList()))
                .contains(new Distribution(100, 50, 95, 100));
        assertThat(Distribution.of(List.of(30L, 10L, 20L))).contains(new Distribution(3, 20, 30, 30));
        assertThat(Distribution.of(List.of(7L))).contains(new Distribution(1, 7, 7, 7));
        assertThat(Distribution.of(List.of())).isEmpty();
    }
}
