package io.jenkins.plugins.libvirtmigration.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.libvirtmigration.domain.DomainXml;
import io.jenkins.plugins.libvirtmigration.host.HypervisorUnreachableException;
import io.jenkins.plugins.libvirtmigration.hypervisor.TwoHosts;
import io.jenkins.plugins.libvirtmigration.libvirt.FakeHostStorage.Content;
import io.jenkins.plugins.libvirtmigration.libvirt.FakeHostStorage.Store;
import io.jenkins.plugins.libvirtmigration.libvirt.LibvirtCallException;
import io.jenkins.plugins.libvirtmigration.libvirt.LibvirtDomain.BlockInfo;
import io.jenkins.plugins.libvirtmigration.request.StorageMode;
import io.jenkins.plugins.libvirtmigration.storage.DiskVerdict.Verdict;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class StorageJudgeTest {
    private final TwoHosts hosts = new TwoHosts();

    @AfterEach
    void leavesNothingBehind() {
        assertThat(hosts.source.libvirt.storage.open)
                .as("handles open on the source")
                .isZero();
        assertThat(hosts.destination.libvirt.storage.open)
                .as("handles open on the destination")
                .isZero();
    }

    @Test
    void sharedIsWhatTheSourceSeesOfWhatTheDestinationMakes() {
        hosts.devices(hosts.sharedDisk("vda", "a.qcow2"));

        DiskVerdict verdict = judge(StorageMode.AUTO);

        assertThat(verdict.verdict()).isEqualTo(Verdict.SHARED);
        assertThat(verdict.reason()).isEqualTo("/shared is the same directory on both hosts");
        assertThat(hosts.shared.images).as("the probe is gone").containsOnlyKeys("a.qcow2");
    }

    @Test
    void anImageThatOnlyTheSourceHasIsCopied() {
        hosts.devices(hosts.localDisk("vda", "a.qcow2", 10 * TwoHosts.GIB));

        DiskVerdict verdict = judge(StorageMode.AUTO);

        assertThat(verdict.verdict()).isEqualTo(Verdict.COPIED);
        assertThat(verdict.path()).isEqualTo("/images/a.qcow2");
        assertThat(verdict.size().orElseThrow().capacity()).isEqualTo(10 * TwoHosts.GIB);
        assertThat(hosts.destinationImages.images).as("the probe is gone").isEmpty();
    }

    @Test
    void eachDiskIsJudgedByItself() {
        hosts.devices(hosts.localDisk("vda", "a.qcow2", TwoHosts.GIB), hosts.sharedDisk("vdb", "b.qcow2"));

        for (StorageMode mode : new StorageMode[] {StorageMode.AUTO, StorageMode.BLOCK}) {
            StoragePlan plan = plan(mode, false);
            assertThat(plan.disks()).extracting(DiskVerdict::verdict).containsExactly(Verdict.COPIED, Verdict.SHARED);
            assertThat(plan.kind()).isEqualTo("block");
            assertThat(plan.copiedBytes()).isEqualTo(TwoHosts.GIB);
        }
    }

    @Test
    void copyingOntoASharedDiskIsRefused() {
        hosts.devices(hosts.sharedDisk("vda", "a.qcow2"));

        DiskVerdict verdict = judge(StorageMode.BLOCK);

        assertThat(verdict.verdict()).isEqualTo(Verdict.REFUSED);
        assertThat(verdict.reason())
                .contains("copying onto a shared disk is refused")
                .contains("/shared");
        assertThat(verdict.remedy()).isEqualTo("Use --storage auto or --storage shared");
    }

    @Test
    void aLocalDiskIsNotTakenForSharedOnAnybodysWord() {
        hosts.devices(hosts.localDisk("vda", "a.qcow2", TwoHosts.GIB));

        DiskVerdict verdict = judge(StorageMode.SHARED);

        assertThat(verdict.verdict()).isEqualTo(Verdict.REFUSED);
        assertThat(verdict.reason())
                .contains("--storage shared was asked for")
                .contains("an image made in /images on 10.77.0.12 is not seen on the source");
        assertThat(verdict.remedy()).contains("--storage auto");
    }

    @Test
    void aDirectoryThatTheDestinationLacksIsNamed() {
        Store elsewhere = new Store().put("a.qcow2", "qcow2", TwoHosts.GIB, 0);
        hosts.source.libvirt.storage.mount("/srv/vm", elsewhere);
        hosts.guest.blocks.put("vda", new BlockInfo(TwoHosts.GIB, 0, 0));
        hosts.devices(TwoHosts.disk("vda", "/srv/vm/a.qcow2"));

        DiskVerdict verdict = judge(StorageMode.AUTO);

        assertThat(verdict.verdict()).isEqualTo(Verdict.REFUSED);
        assertThat(verdict.reason())
                .contains("/srv/vm/a.qcow2", "10.77.0.12 does not have", "No such file or directory");
        assertThat(verdict.remedy()).startsWith("Create the directory /srv/vm on 10.77.0.12");
    }

    @Test
    void whatTheDestinationHasAtThatPathIsNeverOverwritten() {
        hosts.destinationImages.put("a.qcow2", "qcow2", TwoHosts.GIB, TwoHosts.GIB);
        hosts.devices(hosts.localDisk("vda", "a.qcow2", TwoHosts.GIB));

        DiskVerdict verdict = judge(StorageMode.AUTO);

        assertThat(verdict.verdict()).isEqualTo(Verdict.REFUSED);
        assertThat(verdict.reason())
                .isEqualTo("10.77.0.12 has something at /images/a.qcow2 already, and it is never overwritten");
        assertThat(verdict.remedy()).contains("qemu-img info");
        assertThat(hosts.destinationImages.images).containsOnlyKeys("a.qcow2");
        assertThat(hosts.sourceImages.images)
                .as("the source's own probe is gone")
                .containsOnlyKeys("a.qcow2");
    }

    @Test
    void aProbeThatStaysIsNamed() {
        hosts.devices(hosts.sharedDisk("vda", "a.qcow2"));
        hosts.shared.deleteFailure = new LibvirtCallException(38, "cannot unlink file: Read-only file system");

        assertThat(judge(StorageMode.AUTO).reason())
                .contains("delete it: /shared/libvirt-migration-probe-")
                .contains("Read-only file system");
    }

    @ParameterizedTest
    @EnumSource(StorageMode.class)
    void whatCannotBeTriedIsNotProven(StorageMode mode) {
        hosts.devices(hosts.sharedDisk("vda", "a.qcow2"));
        hosts.shared.createFailure = new LibvirtCallException(38, "cannot create path: Permission denied");

        DiskVerdict verdict = judge(mode);

        boolean byWord = mode == StorageMode.SHARED;
        assertThat(verdict.verdict()).isEqualTo(byWord ? Verdict.SHARED : Verdict.REFUSED);
        assertThat(verdict.reason()).contains("/shared cannot be tried: cannot create path: Permission denied");
    }

    @Test
    void aSharedDirectoryWithAnImageOfItsOwnMountIsRefused() {
        hosts.devices(TwoHosts.disk("vda", "/shared/linked.qcow2"));

        assertThat(judge(StorageMode.AUTO).reason())
                .isEqualTo("/shared/linked.qcow2 is in a directory that both hosts share, but 10.77.0.12 does not see"
                        + " it");
    }

    @Test
    void aSharedOverlayNeedsItsBase() {
        hosts.shared.put("a.qcow2", "qcow2", TwoHosts.GIB, 0);
        hosts.sourceImages.put("base.qcow2", "qcow2", TwoHosts.GIB, 0);
        hosts.devices(onBase("vda", "/shared/a.qcow2", "/images/base.qcow2"));

        assertThat(judge(StorageMode.AUTO).reason()).contains("its base image /images/base.qcow2 is not on 10.77.0.12");

        hosts.destinationImages.put("base.qcow2", "qcow2", TwoHosts.GIB, 0);
        assertThat(judge(StorageMode.AUTO).verdict()).isEqualTo(Verdict.SHARED);
    }

    @ParameterizedTest
    @CsvSource({
        "qcow2,1073741824,COPIED,only the image above /images/base.qcow2 is copied",
        "raw,1073741824,REFUSED,/images/base.qcow2 is qcow2 of 1073741824 bytes here and raw of 1073741824 bytes",
        "qcow2,1048576,REFUSED,qcow2 of 1048576 bytes on 10.77.0.12",
        ",0,REFUSED,an incremental copy needs its base image /images/base.qcow2"
    })
    void anIncrementalCopyNeedsTheSameBase(String format, long capacity, Verdict expected, String reason) {
        String disk = hosts.localDisk("vda", "a.qcow2", TwoHosts.GIB);
        assertThat(disk).isNotEmpty();
        hosts.sourceImages.put("base.qcow2", "qcow2", TwoHosts.GIB, 0);
        if (format != null) {
            hosts.destinationImages.put("base.qcow2", format, capacity, 0);
        }
        hosts.devices(onBase("vda", "/images/a.qcow2", "/images/base.qcow2"));

        DiskVerdict verdict = plan(StorageMode.AUTO, true).disks().get(0);

        assertThat(verdict.verdict()).isEqualTo(expected);
        assertThat(verdict.reason()).contains(reason);
        assertThat(verdict.remedy()).as("a remedy for what is refused").satisfies(words -> {
            if (expected == Verdict.REFUSED) {
                assertThat(words).contains("without --incremental");
            } else {
                assertThat(words).isNull();
            }
        });
    }

    @Test
    void aBaseOfTheSameSizeWithAnotherContentIsAnotherBase() {
        hosts.localDisk("vda", "a.qcow2", TwoHosts.GIB);
        hosts.sourceImages.put("base.qcow2", "qcow2", TwoHosts.GIB, 0);
        hosts.destinationImages.put("base.qcow2", "qcow2", TwoHosts.GIB, 0);
        hosts.devices(onBase("vda", "/images/a.qcow2", "/images/base.qcow2"));
        content(hosts.sourceImages, "QFI and so on, of March");
        content(hosts.destinationImages, "QFI and so on, of March");
        DiskVerdict same = plan(StorageMode.AUTO, true).disks().get(0);
        assertThat(same.verdict()).isEqualTo(Verdict.COPIED);
        assertThat(same.reason()).contains("and the same content");

        content(hosts.destinationImages, "QFI and so on, of April");
        DiskVerdict other = plan(StorageMode.AUTO, true).disks().get(0);
        assertThat(other.verdict()).isEqualTo(Verdict.REFUSED);
        assertThat(other.reason()).contains("/images/base.qcow2 has the same size on 10.77.0.12 but another content");
        assertThat(other.remedy()).contains("Put the same base image on both hosts");
    }

    @Test
    void aBaseThatCannotBeReadIsADoubtAndNoProof() {
        hosts.localDisk("vda", "a.qcow2", TwoHosts.GIB);
        hosts.sourceImages.put("base.qcow2", "qcow2", TwoHosts.GIB, 0);
        hosts.destinationImages.put("base.qcow2", "qcow2", TwoHosts.GIB, 0);
        hosts.devices(onBase("vda", "/images/a.qcow2", "/images/base.qcow2"));
        hosts.destinationImages.readFailure = new LibvirtCallException(38, "Permission denied");

        DiskVerdict doubtful = plan(StorageMode.AUTO, true).disks().get(0);

        assertThat(doubtful.verdict()).isEqualTo(Verdict.COPIED);
        assertThat(doubtful.reason()).contains("its content was not compared: Permission denied");
        assertThat(doubtful.remedy()).contains("sha256sum");
    }

    private static void content(Store images, String text) {
        images.contents.computeIfAbsent("base.qcow2", any -> new Content()).bytes =
                text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void readOnlyMediaStayWhereTheyAre() {
        String cdrom = "<disk type='file' device='cdrom'><source file='%s'%s/><target dev='sda'/><readonly/></disk>";
        String empty = "<disk type='file' device='cdrom'><target dev='sdb'/><readonly/></disk>";

        hosts.devices(String.format(cdrom, "/images/x.iso", ""), empty);
        hosts.sourceImages.put("x.iso", "raw", 4096, 4096);
        assertThat(plan(StorageMode.AUTO, false).disks())
                .extracting(DiskVerdict::verdict)
                .containsExactly(Verdict.REFUSED, Verdict.IGNORED);
        DiskVerdict refused = judge(StorageMode.AUTO);
        assertThat(refused.reason()).isEqualTo("the read-only medium /images/x.iso is not on 10.77.0.12");
        assertThat(refused.remedy()).contains("virsh change-media VM sda --eject");

        hosts.destinationImages.put("x.iso", "raw", 4096, 4096);
        assertThat(judge(StorageMode.AUTO).verdict()).isEqualTo(Verdict.IGNORED);

        hosts.destinationImages.put("x.iso", "raw", 512, 512);
        assertThat(judge(StorageMode.AUTO).verdict()).as("another size").isEqualTo(Verdict.REFUSED);

        hosts.devices(String.format(cdrom, "/gone/x.iso", " startupPolicy='optional'"));
        assertThat(judge(StorageMode.AUTO).verdict()).isEqualTo(Verdict.IGNORED);
    }

    @Test
    void hostilePathsAreRefusedAndShownSafely() {
        hosts.devices(TwoHosts.disk("vda", "relative/$(reboot).qcow2"));
        assertThat(judge(StorageMode.SHARED).verdict()).isEqualTo(Verdict.REFUSED);

        hosts.devices(TwoHosts.disk("vda", "/images/a&#10;b"));
        DiskVerdict verdict = judge(StorageMode.AUTO);
        assertThat(verdict.verdict()).isEqualTo(Verdict.REFUSED);
        assertThat(verdict.reason()).contains("/images/a\\u000Ab").doesNotContain("\n");
    }

    @Test
    void whatCannotBeMadeOrPartedIsNotCopied() {
        String vmdk = hosts.localDisk("vda", "a.vmdk", TwoHosts.GIB).replace("type='qcow2'", "type='vmdk'");
        String shareable = hosts.localDisk("vdb", "b.qcow2", TwoHosts.GIB).replace("<backingStore/>", "<shareable/>");
        String unknown = hosts.localDisk("vdc", "c.qcow2", TwoHosts.GIB);
        hosts.guest.blocks.remove("vdc");
        hosts.devices(vmdk, shareable, unknown);

        StoragePlan plan = plan(StorageMode.AUTO, false);

        assertThat(plan.refused())
                .extracting(DiskVerdict::reason)
                .satisfiesExactly(
                        one -> assertThat(one).contains("format vmdk"),
                        one -> assertThat(one).contains("other guests may write to it"),
                        one -> assertThat(one).contains("libvirt does not say how large it is"));
        assertThat(plan.refused())
                .extracting(DiskVerdict::remedy)
                .satisfiesExactly(
                        one -> assertThat(one).contains("Convert the image to qcow2 or raw", "shared storage"),
                        one -> assertThat(one)
                                .contains("storage that both hosts see")
                                .doesNotContain("--storage auto"),
                        one -> assertThat(one).contains("See whether the guest can still reach the disk"));
    }

    @Test
    void aGuestWithoutDisksHasNothingToRefuse() {
        assertThat(plan(StorageMode.BLOCK, false).kind()).isEqualTo("none");
        assertThat(plan(StorageMode.BLOCK, false).refused()).isEmpty();
    }

    @Test
    void aHostThatIsGoneIsNotAnAnswer() {
        hosts.devices(hosts.sharedDisk("vda", "a.qcow2"));
        hosts.shared.createFailure = new LibvirtCallException(38, "x");
        HypervisorUnreachableException gone = new HypervisorUnreachableException("10.77.0.12 no longer answers", null);
        hosts.shared.createFailure = gone;

        assertThatThrownBy(() -> judge(StorageMode.AUTO)).isSameAs(gone);
    }

    static String onBase(String target, String path, String base) {
        return TwoHosts.disk(target, path)
                .replace(
                        "<backingStore/>",
                        "<backingStore type='file'><format type='qcow2'/><source file='" + base
                                + "'/><backingStore/></backingStore>");
    }

    private DiskVerdict judge(StorageMode mode) {
        return plan(mode, false).disks().get(0);
    }

    private StoragePlan plan(StorageMode mode, boolean incremental) {
        return new StorageJudge(hosts.source, hosts.destination, mode, incremental)
                .judge(DomainXml.parse(hosts.guest.xml), hosts.guest);
    }
}
