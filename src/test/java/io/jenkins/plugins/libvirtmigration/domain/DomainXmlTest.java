package io.jenkins.plugins.libvirtmigration.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.jenkins.plugins.libvirtmigration.domain.Disk.Backing;
import io.jenkins.plugins.libvirtmigration.domain.Disk.NetworkSource;
import io.jenkins.plugins.libvirtmigration.domain.Disk.Server;
import io.jenkins.plugins.libvirtmigration.domain.Disk.Volume;
import io.jenkins.plugins.libvirtmigration.domain.DomainDescription.Graphics;
import io.jenkins.plugins.libvirtmigration.domain.DomainDescription.NetworkInterface;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DomainXmlTest {
    private static final String SMALLEST = "<domain type='qemu'><name>n</name>"
            + "<uuid>56501859-84e3-4888-91d3-e07ce7473c01</uuid><memory unit='KiB'>131072</memory>%s</domain>";

    @Test
    void readsWhatVirshPrintsOfARunningGuest() {
        DomainDescription guest = DomainXml.parse(Recorded.xml("overlay-on-base"));

        assertThat(guest.name()).isEqualTo("g-incremental");
        assertThat(guest.uuid()).isEqualTo(UUID.fromString("56501859-84e3-4888-91d3-e07ce7473c01"));
        assertThat(guest.virtType()).isEqualTo("qemu");
        assertThat(guest.usesKvm()).isFalse();
        assertThat(guest.architecture()).isEqualTo("x86_64");
        assertThat(guest.machine()).isEqualTo("pc-i440fx-7.2");
        assertThat(guest.emulator()).isEqualTo("/usr/bin/qemu-system-x86_64");
        assertThat(guest.memoryBytes()).isEqualTo(128L << 20);
        assertThat(guest.vcpus()).isEqualTo(1);
        assertThat(guest.cpuXml()).startsWith("<cpu ").contains("<feature name=\"lahf_lm\" policy=\"require\"/>");
        assertThat(guest.bootFiles()).containsExactly("/var/lib/libvirt/boot/vmlinuz", "/var/lib/libvirt/boot/initrd");
        assertThat(guest.blockers()).isEmpty();
        assertThat(guest.concerns()).isEmpty();
        assertThat(guest.graphics()).containsExactly(new Graphics("vnc", Optional.of("10.77.0.11")));
        assertThat(guest.interfaces())
                .containsExactly(new NetworkInterface("bridge", Optional.of("br0"), Optional.of("52:54:00:77:00:47")));
        Disk disk = guest.disks().get(0);
        assertThat(disk.target()).isEqualTo("vda");
        assertThat(disk.source()).isEqualTo("/var/lib/libvirt/images/guest-71.qcow2");
        assertThat(disk.format()).isEqualTo("qcow2");
        assertThat(disk.cache()).contains("none");
        assertThat(disk.backing()).isEqualTo(new Backing("/var/lib/libvirt/images/base-71.qcow2", "qcow2"));
        assertThat(disk.isMedium()).isFalse();
    }

    @Test
    void readsANetworkDisk() {
        Disk disk = DomainXml.parse(Recorded.xml("nbd-disk")).disks().get(0);

        assertThat(disk.type()).isEqualTo("network");
        assertThat(disk.source()).isEqualTo("nbd:guest-63");
        assertThat(disk.network())
                .contains(new NetworkSource("nbd", "guest-63", List.of(new Server("10.77.0.1", 10063)), false));
        assertThat(disk.backing()).isNull();
    }

    @Test
    void readsEveryKindOfDisk() {
        var disks = DomainXml.parse(Recorded.xml("everything")).disks();

        assertThat(disks).extracting(Disk::target).containsExactly("vda", "vdb", "vdc", "sda", "sdb");
        assertThat(disks).extracting(Disk::type).containsExactly("block", "network", "volume", "file", "file");
        Disk block = disks.get(0);
        assertThat(block.source()).isEqualTo("/dev/disk/by-id/wwn-0x600140500000000000000000000000a1");
        assertThat(block.cache()).contains("writeback");
        assertThat(block.shareable()).isTrue();
        assertThat(disks.get(1).network())
                .contains(new NetworkSource(
                        "rbd", "vms/db-1", List.of(new Server("mon-1", 6789), new Server("mon-2", 6789)), false));
        assertThat(disks.get(2).volume()).contains(new Volume("images", "scratch.qcow2"));
        assertThat(disks.get(2).cache()).isEmpty();
        Disk iso = disks.get(3);
        assertThat(iso.source()).isEqualTo("/isos/debian & friends.iso");
        assertThat(iso.startupPolicy()).contains("optional");
        assertThat(iso.isMedium()).isTrue();
        assertThat(disks.get(4).isEmpty()).isTrue();
    }

    @Test
    void takesABridgeOfANetworkForTheNetwork() {
        assertThat(DomainXml.parse(Recorded.xml("everything")).interfaces())
                .extracting(NetworkInterface::type, one -> one.source().orElse(""))
                .contains(tuple("network", "default"), tuple("direct", "eno1"));
    }

    @Test
    void onlyAFixedAddressIsAListenAddress() {
        assertThat(DomainXml.parse(Recorded.xml("everything")).graphics())
                .containsExactly(
                        new Graphics("vnc", Optional.of("192.0.2.11")),
                        new Graphics("spice", Optional.empty()),
                        new Graphics("vnc", Optional.empty()));
    }

    @Test
    void countsTheMemoryThatTheGuestMayUseAndAllItsCpus() {
        DomainDescription guest = DomainXml.parse(Recorded.xml("everything"));

        assertThat(guest.memoryBytes()).isEqualTo(8L << 30);
        assertThat(guest.vcpus()).isEqualTo(8);
        assertThat(guest.usesKvm()).isTrue();
        assertThat(guest.bootFiles()).containsExactly("/usr/share/OVMF/OVMF_CODE_4M.fd");
    }

    @ParameterizedTest
    @CsvSource({
        "131072,KiB,134217728",
        "131072,k,134217728",
        "128,MiB,134217728",
        "1,GB,1000000000",
        "7,bytes,7",
        "2,GiB,2147483648"
    })
    void readsMemoryInEveryUnit(String number, String unit, long bytes) {
        String xml = String.format(SMALLEST, "").replace("unit='KiB'>131072", "unit='" + unit + "'>" + number);

        assertThat(DomainXml.parse(xml).memoryBytes()).isEqualTo(bytes);
    }

    @ParameterizedTest
    @CsvSource({
        "<name>n</name>,'',name",
        "56501859-84e3-4888-91d3-e07ce7473c01,not-a-uuid,uuid that is none",
        "131072,many,memory is not a number",
        "131072,99999999999999999999999,memory is not a number",
        "unit='KiB',unit='elephants',unit that libvirt does not have",
        "unit='KiB',unit='EiB',more memory than there is",
        "type='qemu',kind='qemu',no type"
    })
    void namesWhatIsMissingOrWrong(String good, String bad, String said) {
        assertThatThrownBy(() -> DomainXml.parse(String.format(SMALLEST, "").replace(good, bad)))
                .isInstanceOf(MalformedXmlException.class)
                .hasMessageContaining(said);
    }

    @Test
    void refusesAThousandAndMoreTimesTooManyCpus() {
        assertThatThrownBy(() -> DomainXml.parse(String.format(SMALLEST, "<vcpu>99999999</vcpu>")))
                .isInstanceOf(MalformedXmlException.class)
                .hasMessageContaining("99999999 vcpus");
    }

    @Test
    void keepsAHostileNameAsItIs() {
        String name = "-x'\"$(reboot)\n" + "y".repeat(1000);
        String xml = String.format(SMALLEST, "")
                .replace("<name>n<", "<name>" + name.replace("\"", "&quot;").replace("<", "&lt;") + "<");

        assertThat(DomainXml.parse(xml).name()).isEqualTo(name);
    }

    @Test
    void findsAPathWhereverItIsNamed() {
        String xml = Recorded.xml("overlay-on-base");

        assertThat(DomainXml.mentions(xml, "/var/lib/libvirt/images/guest-71.qcow2"))
                .isTrue();
        assertThat(DomainXml.mentions(xml, "/var/lib/libvirt/images/base-71.qcow2"))
                .isTrue();
        assertThat(DomainXml.mentions(xml, "/var/lib/libvirt/boot/initrd")).isTrue();
        assertThat(DomainXml.mentions(xml, "/var/lib/libvirt/images/guest-7")).isFalse();
        assertThat(DomainXml.mentions(Recorded.xml("everything"), "/var/lib/libvirt/qemu/nvram/db-1_VARS.fd"))
                .isTrue();
    }
}
