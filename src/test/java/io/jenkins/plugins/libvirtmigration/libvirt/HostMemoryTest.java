package io.jenkins.plugins.libvirtmigration.libvirt;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class HostMemoryTest {

    /** Guests backed by memfd are "cached" for libvirt, and give nothing back. */
    @Test
    void halfOfThePageCacheMayBeSharedMemory() {
        HostMemory memory = HostMemory.reckoned(100, 10, 4, 60);

        assertThat(memory.totalBytes()).isEqualTo(100);
        assertThat(memory.availableBytes()).isEqualTo(44);
    }
}
