package io.jenkins.plugins.libvirtmigration.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.libvirtmigration.domain.DomainDescription.Blocker;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MigrationBlockersTest {

    @Test
    void namesEveryDeviceThatStaysNotOnlyTheFirst() {
        DomainDescription guest = DomainXml.parse(Recorded.xml("everything"));

        assertThat(guest.blockers())
                .extracting(Blocker::device)
                .containsExactlyInAnyOrder(
                        "hostdev pci 0000:03:00.0",
                        "hostdev mdev 4b20d080-1b54-4048-85b3-a6a62d165c01",
                        "hostdev scsi 0:",
                        "hostdev storage",
                        "interface hostdev 52:54:00:00:00:03",
                        "interface vdpa 52:54:00:00:00:05",
                        "disk vda",
                        "disk vdc",
                        "shmem peers",
                        "filesystem share-a",
                        "tpm passthrough",
                        "launchSecurity sev",
                        "cpu feature invtsc");
        assertThat(guest.blockers())
                .allSatisfy(blocker -> assertThat(blocker.reason()).isNotBlank());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "hostdev pci 0000:03:00.0         | virsh detach-device",
                "interface hostdev 52:54:00:00:00:03 | virsh detach-device",
                "interface vdpa 52:54:00:00:00:05 | virsh detach-device",
                "shmem peers                      | virsh detach-device",
                "disk vda                         | virsh blockjob --abort",
                "disk vdc                         | virsh edit",
                "filesystem share-a               | virsh edit",
                "tpm passthrough                  | virsh edit",
                "cpu feature invtsc               | virsh edit",
                "launchSecurity sev               | strategy shutdown",
                "hostdev usb 1:3                  | at the destination under the same name",
                "filesystem share-b               | Unmount it in the guest",
                "tpm emulator                     | See that it is so"
            })
    void eachHasTheRemedyThatMendsIt(String device, String remedy) {
        DomainDescription guest = DomainXml.parse(Recorded.xml("everything"));

        assertThat(Stream.concat(guest.blockers().stream(), guest.concerns().stream()))
                .filteredOn(Blocker::device, device)
                .singleElement()
                .extracting(Blocker::remedy)
                .asString()
                .contains(remedy);
    }

    @Test
    void tellsApartWhatLibvirtLetsPass() {
        assertThat(DomainXml.parse(Recorded.xml("everything")).concerns())
                .extracting(Blocker::device)
                .containsExactlyInAnyOrder(
                        "hostdev usb 1:3",
                        "interface vhostuser 52:54:00:00:00:06",
                        "filesystem share-b",
                        "tpm emulator",
                        "serial /dev/ttyS1",
                        "memory nvdimm /tmp/nvdimm",
                        "memoryBacking hugepages",
                        "qemu:commandline");
    }

    @Test
    void aTeamedCardMayBeUnplugged() {
        String hostdev = "<hostdev mode='subsystem' type='pci'><source><address domain='0x0000' bus='0x07' slot='0x00'"
                + " function='0x1'/></source>%s</hostdev>";

        DomainDescription plain = guestWith(String.format(hostdev, ""));
        DomainDescription teamed = guestWith(String.format(hostdev, "<teaming type='transient' persistent='ua-x'/>"));

        assertThat(plain.blockers()).extracting(Blocker::device).containsExactly("hostdev pci 0000:07:00.1");
        assertThat(teamed.blockers()).isEmpty();
        assertThat(teamed.concerns()).extracting(Blocker::device).containsExactly("hostdev pci 0000:07:00.1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<disk type='file'><source file='/a'/><target dev='vda'/></disk>",
                "<interface type='user'/>",
                "<shmem name='x' role='master'/>",
                "<memory model='dimm'/>",
                "<rng model='virtio'><backend model='random'>/dev/urandom</backend></rng>",
                "<serial type='pty'/>",
                "<vsock model='virtio'><cid auto='yes' address='3'/></vsock>"
            })
    void lessRareDevicesMove(String device) {
        DomainDescription guest = guestWith(device);

        assertThat(guest.blockers()).isEmpty();
        assertThat(guest.concerns()).isEmpty();
    }

    @Test
    void anInvariantClockMovesWithItsFrequency() {
        String cpu = "<cpu mode='custom'><model>EPYC</model><feature policy='%s' name='invtsc'/></cpu>%s";
        String timer = "<clock><timer name='tsc' frequency='2596146000'/></clock>";

        assertThat(read(String.format(cpu, "require", "")).blockers()).hasSize(1);
        assertThat(read(String.format(cpu, "require", timer)).blockers()).isEmpty();
        assertThat(read(String.format(cpu, "disable", "")).blockers()).isEmpty();
    }

    private static DomainDescription guestWith(String device) {
        return read("<devices>" + device + "</devices>");
    }

    private static DomainDescription read(String body) {
        return DomainXml.parse("<domain type='kvm'><name>n</name><uuid>56501859-84e3-4888-91d3-e07ce7473c01</uuid>"
                + "<memory>1024</memory>" + body + "</domain>");
    }
}
