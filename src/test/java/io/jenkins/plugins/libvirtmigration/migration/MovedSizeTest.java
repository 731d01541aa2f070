package io.jenkins.plugins.libvirtmigration.migration;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class MovedSizeTest {
    private static final long GIB = 1L << 30;

    @Test
    void memoryAndEachCopiedDiskCountAtLeastTwoGibibytes() {
        assertThat(MovedSize.of(GIB / 8, List.of()).gibibytes()).isEqualTo(2);
        assertThat(MovedSize.of(16 * GIB, List.of(GIB, 40 * GIB)).gibibytes()).isEqualTo(16 + 2 + 40);
    }
}
