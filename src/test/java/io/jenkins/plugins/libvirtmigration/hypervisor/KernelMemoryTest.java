package io.jenkins.plugins.libvirtmigration.hypervisor;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.libvirtmigration.libvirt.HostMemory;
import org.junit.jupiter.api.Test;

class KernelMemoryTest {
    /** Of a Debian 12 host with guests in shared memory: of what is cached, most cannot be given back. */
    private static final String MEMINFO = """
            MemTotal:       65536000 kB
            MemFree:         2048000 kB
            MemAvailable:    4096000 kB
            Buffers:          102400 kB
            Cached:         40960000 kB
            Shmem:          38912000 kB
            """;

    private final FakeHypervisor host = new FakeHypervisor("root@kvm-01");

    @Test
    void theKernelsOwnEstimateCounts() {
        host.ssh.answer("cat /proc/meminfo", 0, MEMINFO);

        assertThat(host.memory()).isEqualTo(new HostMemory(65536000L * 1024, 4096000L * 1024));
    }

    @Test
    void whereItIsNotShownLibvirtsFiguresMustDo() {
        host.ssh.answer("cat /proc/meminfo", 1, "cat: /proc/meminfo: Permission denied");
        assertThat(host.memory()).isEqualTo(host.libvirt.memory);

        host.ssh.answer("cat /proc/meminfo", 0, MEMINFO.replace("MemAvailable", "MemWhatever"));
        assertThat(host.memory()).isEqualTo(host.libvirt.memory);
    }

    @Test
    void aFigureThatNoHostHasIsNone() {
        host.ssh.answer("cat /proc/meminfo", 0, MEMINFO.replace("    4096000 kB", "99999999999999999999 kB"));

        assertThat(host.memory()).isEqualTo(host.libvirt.memory);
    }
}
