package io.jenkins.plugins.libvirtmigration.storage;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.libvirtmigration.domain.DomainXml;
import io.jenkins.plugins.libvirtmigration.hypervisor.FakeHypervisor;
import io.jenkins.plugins.libvirtmigration.hypervisor.TwoHosts;
import io.jenkins.plugins.libvirtmigration.libvirt.FakeLibvirtDomain;
import io.jenkins.plugins.libvirtmigration.libvirt.LibvirtDomain.BlockInfo;
import io.jenkins.plugins.libvirtmigration.request.StorageMode;
import io.jenkins.plugins.libvirtmigration.ssh.Reachability;
import io.jenkins.plugins.libvirtmigration.storage.DiskVerdict.Verdict;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Disks that are not image files: network disks, block devices, volumes of a pool. */
class VolumesTest {
    private static final String NBD = "<disk type='network' device='disk'><driver type='raw'/><source protocol='nbd'"
            + " name='vol'>%s</source><target dev='vda'/></disk>";
    private static final String BLOCK = "<disk type='block' device='disk'><driver type='raw'/>"
            + "<source dev='/dev/mapper/san'/><target dev='vda'/></disk>";
    private static final String VOLUME = "<disk type='volume' device='disk'><driver type='qcow2'/>"
            + "<source pool='%s' volume='a.qcow2'/><target dev='vda'/></disk>";

    private final TwoHosts hosts = new TwoHosts();

    @ParameterizedTest
    @CsvSource({
        "OPEN,SHARED,reaches its server",
        "UNKNOWN,SHARED,does not say whether it reaches",
        "SILENT,REFUSED,10.9.9.9 port 10809 does not answer",
        "REFUSED,REFUSED,10.9.9.9 port 10809 refuses",
        "UNREACHABLE,REFUSED,10.9.9.9 port 10809 cannot be reached"
    })
    void aNetworkDiskIsSharedWhereTheDestinationReachesIt(Reachability answer, Verdict verdict, String reason) {
        hosts.devices(String.format(NBD, "<host name='10.9.9.9'/>"));
        hosts.destination.ssh.reaches("10.9.9.9", 10809, answer);

        DiskVerdict judged = judge(StorageMode.AUTO);

        assertThat(judged.verdict()).isEqualTo(verdict);
        assertThat(judged.reason()).contains("nbd vol").contains(reason);
    }

    @Test
    void oneOfSeveralServersIsEnough() {
        hosts.devices(String.format(NBD, "<host name='10.9.9.8' port='1'/><host name='10.9.9.9' port='2'/>"));
        hosts.destination.ssh.reaches("10.9.9.9", 2, Reachability.OPEN);

        assertThat(judge(StorageMode.AUTO).verdict()).isEqualTo(Verdict.SHARED);
    }

    @ParameterizedTest
    @CsvSource({"name='localhost'", "name='127.0.0.1' port='10809'", "transport='unix' socket='/run/nbd.sock'"})
    void aServerOfTheHostItselfIsAnotherOnEachHost(String server) {
        hosts.devices(String.format(NBD, "<host " + server + "/>"));

        assertThat(judge(StorageMode.AUTO).verdict()).isEqualTo(Verdict.REFUSED);
        assertThat(judge(StorageMode.AUTO).reason()).contains("served by each host for itself");
        assertThat(judge(StorageMode.SHARED).verdict()).isEqualTo(Verdict.SHARED);
    }

    @Test
    void aNetworkDiskIsNotCopiedOntoItself() {
        hosts.devices(String.format(NBD, "<host name='10.9.9.9'/>"));
        hosts.destination.ssh.reaches("10.9.9.9", 10809, Reachability.OPEN);

        assertThat(judge(StorageMode.BLOCK).reason()).contains("copying onto a shared disk is refused");
    }

    @Test
    void theSameWwidIsTheSameDevice() {
        device(hosts.source, "dm-3", 1 << 30, null, "", "mpath-360014050000000000000000000000a1");
        device(hosts.destination, "dm-9", 1 << 30, null, "", "mpath-360014050000000000000000000000a1");
        hosts.devices(BLOCK);

        DiskVerdict judged = judge(StorageMode.AUTO);

        assertThat(judged.verdict()).isEqualTo(Verdict.SHARED);
        assertThat(judged.reason())
                .isEqualTo("/dev/mapper/san has the device-mapper UUID mpath-360014050000000000000000000000a1 on both"
                        + " hosts");
    }

    @Test
    void theSameNameProvesNothing() {
        device(hosts.source, "sdb", 1 << 30, "0x5000c500a1b2c3d4", "S1", null);
        device(hosts.destination, "sdb", 1 << 30, "0x5000c500ffffffff", "S1", null);
        hosts.guest.blocks.put("vda", new BlockInfo(1 << 30, 1 << 30, 1 << 30));
        hosts.devices(BLOCK);

        assertThat(judge(StorageMode.SHARED).reason())
                .contains("is another device on 10.77.0.12 (WWN 0x5000c500a1b2c3d4 here, 0x5000c500ffffffff there)");
        DiskVerdict auto = judge(StorageMode.AUTO);
        assertThat(auto.verdict()).isEqualTo(Verdict.REFUSED);
        assertThat(auto.remedy()).contains("--storage block").contains("overwritten");
        DiskVerdict block = judge(StorageMode.BLOCK);
        assertThat(block.verdict()).isEqualTo(Verdict.COPIED);
        assertThat(block.reason()).contains("what is on it there is overwritten");
    }

    @Test
    void anUnnumberedDeviceIsTheAdministratorsWord() {
        device(hosts.source, "loop0", 1 << 30, null, "", null);
        device(hosts.destination, "loop0", 1 << 30, null, "", null);
        hosts.devices(BLOCK);

        DiskVerdict judged = judge(StorageMode.AUTO);
        assertThat(judged.verdict()).isEqualTo(Verdict.REFUSED);
        assertThat(judged.reason()).contains("nothing proves that /dev/mapper/san is the same device");
        assertThat(judged.remedy()).contains("--storage shared if you know");
        assertThat(judge(StorageMode.BLOCK).verdict())
                .as("it might be the same")
                .isEqualTo(Verdict.REFUSED);
        assertThat(judge(StorageMode.SHARED).verdict()).isEqualTo(Verdict.SHARED);
    }

    @Test
    void emulatedDisksAreNumberedAlikeEverywhere() {
        for (FakeHypervisor host : new FakeHypervisor[] {hosts.source, hosts.destination}) {
            host.ssh.answer(
                    "lsblk",
                    0,
                    "{\"blockdevices\":[{\"kname\":\"sda\",\"size\":1073741824,\"type\":\"disk\","
                            + "\"wwn\":null,\"serial\":\"drive-scsi0-0-0\",\"model\":\"QEMU HARDDISK\"}]}");
        }
        hosts.devices(BLOCK);

        assertThat(judge(StorageMode.AUTO).reason()).contains("nothing proves");
    }

    @Test
    void theSameDeviceOfTwoSizesIsRefused() {
        device(hosts.source, "sdb", 2 << 20, "0x5000c500a1b2c3d4", "", null);
        device(hosts.destination, "sdb", 1 << 20, "0x5000c500a1b2c3d4", "", null);
        hosts.devices(BLOCK);

        DiskVerdict judged = judge(StorageMode.AUTO);
        assertThat(judged.reason()).contains("2097152 bytes here and 1048576 on 10.77.0.12");
        assertThat(judged.remedy()).startsWith("Rescan");
    }

    @Test
    void aDeviceIsOverwrittenOnlyWhereItFitsAndNobodyUsesIt() {
        device(hosts.source, "sdb", 1 << 20, "0x1", "", null);
        hosts.guest.blocks.put("vda", new BlockInfo(1 << 20, 1 << 20, 1 << 20));
        hosts.devices(BLOCK);

        assertThat(judge(StorageMode.BLOCK).reason()).isEqualTo("10.77.0.12 has no block device /dev/mapper/san");

        device(hosts.destination, "sdb", 1 << 21, "0x2", "", null);
        assertThat(judge(StorageMode.BLOCK).reason())
                .isEqualTo("/dev/mapper/san has 2097152 bytes on 10.77.0.12, and the disk has 1048576");

        hosts.destination.ssh.answer(
                "lsblk",
                0,
                "{\"blockdevices\":[{\"kname\":\"sdb\",\"size\":1048576,"
                        + "\"type\":\"disk\",\"wwn\":\"0x2\",\"mountpoint\":null,\"children\":[{\"kname\":\"sdb1\"}]}]}");
        assertThat(judge(StorageMode.BLOCK).reason()).contains("is in use on 10.77.0.12");

        device(hosts.destination, "sdb", 1 << 20, "0x2", "", null);
        hosts.destination.libvirt.domains.add(new FakeLibvirtDomain("other\n", UUID.randomUUID(), hosts.guest.xml));
        assertThat(judge(StorageMode.BLOCK).reason())
                .isEqualTo("/dev/mapper/san belongs to the guest other\\u000A on 10.77.0.12");

        hosts.destination.libvirt.domains.clear();
        assertThat(judge(StorageMode.BLOCK).verdict()).isEqualTo(Verdict.COPIED);
    }

    @Test
    void aVolumeIsJudgedByWhatItIs() {
        String pool = "<pool type='dir'><name>p</name><source/><target><path>%s</path></target></pool>";
        pool(hosts.source, "p", String.format(pool, "/shared"));
        pool(hosts.destination, "p", String.format(pool, "/shared"));
        hosts.sharedDisk("vda", "a.qcow2");
        hosts.devices(String.format(VOLUME, "p"));

        assertThat(judge(StorageMode.AUTO).verdict()).isEqualTo(Verdict.SHARED);
        assertThat(judge(StorageMode.AUTO).path()).isEqualTo("/shared/a.qcow2");

        pool(hosts.destination, "p", String.format(pool, "/images"));
        assertThat(judge(StorageMode.AUTO).reason())
                .isEqualTo("the volume is at /shared/a.qcow2 here and at /images/a.qcow2 on 10.77.0.12");
        pool(hosts.destination, "p", "not xml");
        assertThat(judge(StorageMode.AUTO).reason())
                .isEqualTo("10.77.0.12 does not show a storage pool p for the volume p/a.qcow2");
    }

    @Test
    void aPoolOverTheNetworkIsSharedByItsSource() {
        String rbd = "<pool type='rbd'><name>r</name><source><host name='mon'/><name>%s</name></source></pool>";
        pool(hosts.source, "r", String.format(rbd, "vms"));
        pool(hosts.destination, "r", String.format(rbd, "vms"));
        hosts.devices(String.format(VOLUME, "r"));
        assertThat(judge(StorageMode.AUTO).verdict()).isEqualTo(Verdict.SHARED);

        pool(hosts.destination, "r", String.format(rbd, "other"));
        assertThat(judge(StorageMode.AUTO).reason()).contains("nothing proves");
    }

    @Test
    void aHostilePoolNameStaysOneWord() {
        hosts.devices(String.format(VOLUME, "--help; $(reboot)"));

        assertThat(judge(StorageMode.AUTO).verdict()).isEqualTo(Verdict.REFUSED);
        assertThat(hosts.source.ssh.commands)
                .allSatisfy(words -> assertThat(words)
                        .containsExactly(
                                "virsh", "--connect", "qemu:///system", "pool-dumpxml", "--pool=--help; $(reboot)"));
    }

    @ParameterizedTest
    @CsvSource({"nvme,NVMe device", "dir,FAT disk", "vhostuser,served by a process of the host"})
    void otherKindsAreNotGuessedAt(String type, String reason) {
        hosts.devices("<disk type='" + type + "' device='disk'><source dir='/d' namespace='1' path='/s'/>"
                + "<target dev='vda'/></disk>");

        assertThat(judge(StorageMode.AUTO).verdict()).isEqualTo(Verdict.REFUSED);
        assertThat(judge(StorageMode.AUTO).reason()).contains(reason);
    }

    private static void pool(FakeHypervisor host, String name, String xml) {
        host.ssh.answer("virsh --connect qemu:///system pool-dumpxml --pool=" + name, 0, xml);
    }

    /** As lsblk of util-linux 2.38 prints it. */
    private static void device(
            FakeHypervisor host, String kernelName, long bytes, String wwn, String serial, String mapperUuid) {
        host.ssh.answer(
                "lsblk --json --bytes --output KNAME,SIZE,TYPE,WWN,SERIAL,MODEL,PARTUUID,MOUNTPOINT /dev/mapper/san",
                0,
                "{\n   \"blockdevices\": [\n      {\n         \"kname\": \"" + kernelName + "\",\n         \"size\": "
                        + bytes + ",\n         \"type\": \"disk\",\n         \"wwn\": "
                        + (wwn == null ? "null" : "\"" + wwn + "\"") + ",\n         \"serial\": \"" + serial
                        + "\",\n         \"model\": null,\n         \"partuuid\": null,\n"
                        + "         \"mountpoint\": null\n      }\n   ]\n}\n");
        if (mapperUuid != null) {
            host.ssh.answer("cat /sys/class/block/" + kernelName + "/dm/uuid", 0, mapperUuid + "\n");
        }
    }

    private DiskVerdict judge(StorageMode mode) {
        return new StorageJudge(hosts.source, hosts.destination, mode, false)
                .judge(DomainXml.parse(hosts.guest.xml), hosts.guest)
                .disks()
                .get(0);
    }
}
