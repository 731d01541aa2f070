package io.jenkins.plugins.libvirtmigration.preparation.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.libvirtmigration.check.CheckStatus;
import io.jenkins.plugins.libvirtmigration.hypervisor.FakeHypervisor;
import io.jenkins.plugins.libvirtmigration.preparation.Recordings;
import io.jenkins.plugins.libvirtmigration.preparation.examination.Subject;
import io.jenkins.plugins.libvirtmigration.preparation.host.ExaminedHost;
import io.jenkins.plugins.libvirtmigration.preparation.host.NotSeenException;
import org.junit.jupiter.api.Test;

class HealthTest {
    private static final Subject SUBJECT = new Subject("a", "b", "x", "");
    private static final long GIB = 1L << 30;

    @Test
    void aDegradedArrayIsNamed() {
        assertThat(RaidWhole.degraded(Recordings.of("mdstat-degraded.txt")))
                .containsExactly("md1 has a failed disk", "md1 has 3 of 4 disks");
        assertThat(RaidWhole.degraded("")).isEmpty();
    }

    @Test
    void aDownMemberOfABondIsNamed() {
        assertThat(BondsWhole.down(Recordings.of("bonding-degraded.txt")))
                .containsExactly("bond0 member ens1f1 is down");
    }

    @Test
    void memoryMustHoldTheLargestGuest() {
        assertThat(MemoryFree.judge(SUBJECT, 4 * GIB, 8 * GIB, 8 * GIB).check().status())
                .isEqualTo(CheckStatus.FAILED);
        assertThat(MemoryFree.judge(SUBJECT, 8 * GIB, 8 * GIB, 12 * GIB).check().status())
                .isEqualTo(CheckStatus.WARNING);
        assertThat(MemoryFree.judge(SUBJECT, 12 * GIB, 8 * GIB, 12 * GIB)
                        .check()
                        .status())
                .isEqualTo(CheckStatus.PASSED);
    }

    @Test
    void hugePagesInUseMustBeFreeThere() {
        HugepagesFree.Hugepages here = HugepagesFree.parse("hugepages-2048kB 1024 24\nhugepages-1048576kB 0 0\n");

        assertThat(HugepagesFree.judge(SUBJECT, here, HugepagesFree.parse("hugepages-2048kB 512 512\n"))
                        .check()
                        .found())
                .isEqualTo("1000 of 2048kB in use, 512 free on b");
        assertThat(HugepagesFree.judge(SUBJECT, here, HugepagesFree.parse("hugepages-2048kB 1000 1000\n"))
                        .check()
                        .status())
                .isEqualTo(CheckStatus.PASSED);
    }

    @Test
    void aFullFileSystemIsNamed() {
        assertThat(SpaceFree.judge(SUBJECT, Recordings.of("debian12-df.txt"))
                        .check()
                        .status())
                .isEqualTo(CheckStatus.PASSED);
        assertThat(SpaceFree.judge(SUBJECT, "1B-blocks Avail Mounted on\n107374182400 1073741824 /var/log\n")
                        .check()
                        .found())
                .isEqualTo("/var/log has 1.0 GiB free");
    }

    @Test
    void aFullFileSystemIsToldWhereLibvirtDoesNotAnswerAndElseThatItWasNotSeen() {
        FakeHypervisor fake = Recordings.root("kvm-01");
        Recordings.teach(fake, "virsh", 1, "error: failed to connect to the hypervisor");
        Recordings.teach(fake, "df", 0, "1B-blocks Avail Mounted on\n107374182400 1024 /var/log\n");
        ExaminedHost host = new ExaminedHost(fake);

        assertThat(new SpaceFree().examine(host, null).get(0).check().found()).contains("/var/log has 1.0 KiB free");
        Recordings.teach(fake, "df", 0, Recordings.of("debian12-df.txt"));
        assertThatThrownBy(() -> new SpaceFree().examine(host, null)).isInstanceOf(NotSeenException.class);
    }
}
