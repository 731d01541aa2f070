package io.jenkins.plugins.libvirtmigration.preparation.storage;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.libvirtmigration.check.Check;
import io.jenkins.plugins.libvirtmigration.check.CheckStatus;
import io.jenkins.plugins.libvirtmigration.hypervisor.FakeHypervisor;
import io.jenkins.plugins.libvirtmigration.preparation.Recordings;
import io.jenkins.plugins.libvirtmigration.preparation.examination.Finding;
import io.jenkins.plugins.libvirtmigration.preparation.examination.PreparationRequest;
import io.jenkins.plugins.libvirtmigration.preparation.examination.PreparationRequest.PeerTransport;
import io.jenkins.plugins.libvirtmigration.preparation.examination.Subject;
import io.jenkins.plugins.libvirtmigration.preparation.examination.Surroundings;
import io.jenkins.plugins.libvirtmigration.preparation.host.ExaminedHost;
import io.jenkins.plugins.libvirtmigration.request.StorageMode;
import io.jenkins.plugins.libvirtmigration.ssh.CommandOutput;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class StorageExaminationsTest {
    private static final Subject SUBJECT = new Subject("a", "b", "x", "");
    private static final String POOL = "virsh -q -c qemu:///system pool-";

    private final FakeHypervisor one = Recordings.root("kvm-01");
    private final FakeHypervisor other = Recordings.root("kvm-02");
    private final ExaminedHost from = new ExaminedHost(one);
    private final ExaminedHost to = new ExaminedHost(other);

    private Surroundings around(StorageMode storage, boolean apply) {
        return new Surroundings(
                new PreparationRequest(storage, PeerTransport.SSH, apply, Optional.empty()), List.of(from, to));
    }

    private static void pools(FakeHypervisor host, String persistent, String active, String autostart, String xml) {
        Recordings.teach(host, POOL + "list --name", 0, active + "\n");
        Recordings.teach(host, POOL + "list --all --autostart --name", 0, autostart + "\n");
        Recordings.teach(host, POOL + "list --all --persistent --name", 0, persistent + "\n\n");
        Recordings.teach(host, POOL + "dumpxml", 0, xml);
    }

    @Test
    void numbersOfQemusAccountMustAgreeOnSharedStorage() {
        QemuAccount debian = new QemuAccount("libvirt-qemu", 64055, "kvm", 106);
        QemuAccount rhel = new QemuAccount("qemu", 107, "qemu", 107);

        Check check =
                QemuAccountSame.judge(SUBJECT, debian, rhel, StorageMode.SHARED).check();

        assertThat(check.status()).isEqualTo(CheckStatus.FAILED);
        assertThat(check.found()).isEqualTo("libvirt-qemu 64055:106 on a, qemu 107:107 on b");
        assertThat(check.remedy()).contains("-xdev").contains("Never find /");
        assertThat(QemuAccountSame.judge(SUBJECT, debian, rhel, StorageMode.AUTO)
                        .check()
                        .status())
                .isEqualTo(CheckStatus.WARNING);
        assertThat(QemuAccountSame.judge(SUBJECT, debian, debian, StorageMode.SHARED)
                        .check()
                        .status())
                .isEqualTo(CheckStatus.PASSED);
    }

    @Test
    void theAccountIsTheConfigurationsElseTheDistributions() {
        Recordings.noFile(one, "/etc/libvirt/qemu.conf");
        Recordings.teach(
                one, "getent -- passwd libvirt-qemu", 0, "libvirt-qemu:x:64055:106::/var/lib/libvirt:/bin/false\n");
        Recordings.teach(one, "getent -- group kvm", 0, "kvm:x:106:\n");
        Recordings.file(other, "/etc/libvirt/qemu.conf", "user = \"+0\"\ngroup = \"+0\"\n");
        Recordings.teach(other, "getent -- passwd 0", 0, "root:x:0:0:root:/root:/bin/bash\n");
        Recordings.teach(other, "getent -- group 0", 0, "root:x:0:\n");

        assertThat(QemuAccount.of(from)).isEqualTo(new QemuAccount("libvirt-qemu", 64055, "kvm", 106));
        assertThat(QemuAccount.of(to).isRoot()).isTrue();
    }

    @Test
    void poolsAreReadFromTheirXml() {
        assertThat(Pools.parse(Recordings.of("debian12-pool-dir.xml"), true, true)
                        .definition())
                .isEqualTo("dir at /var/lib/libvirt/images");
        assertThat(Pools.parse(Recordings.of("rhel9-pool-logical.xml"), false, false)
                        .definition())
                .isEqualTo("logical at /dev/test_kvm from device /dev/sde, name test_kvm, format lvm2");
    }

    @Test
    void aPoolThatDoesNotStartWithTheHostIsStarted() {
        pools(one, "lvm_storage_pool", "", "", Recordings.of("rhel9-pool-logical.xml"));
        Recordings.teach(one, POOL + "start", 0, "");
        Recordings.teach(one, POOL + "autostart", 0, "");

        Finding finding =
                new PoolsStarted().examine(from, around(StorageMode.AUTO, true)).get(0);

        assertThat(finding.check().found()).isEqualTo("pool lvm_storage_pool is not started and not autostarting");
        assertThat(finding.action().orElseThrow().perform())
                .isEqualTo("pool-start lvm_storage_pool, pool-autostart lvm_storage_pool");
        assertThat(one.ssh.commands).noneMatch(words -> words.contains("pool-build"));
    }

    @Test
    void aPoolOnADeviceIsNeverDefinedHere() {
        pools(one, "lvm_storage_pool", "", "", Recordings.of("rhel9-pool-logical.xml"));
        pools(other, "", "", "", "");

        Finding finding = new PoolsSame()
                .examine(from, to, around(StorageMode.AUTO, true))
                .get(0);

        assertThat(finding.check().found()).isEqualTo("no pool lvm_storage_pool on kvm-02");
        assertThat(finding.check().remedy()).contains("never build");
        assertThat(finding.action()).isEmpty();
    }

    private Finding directories(String there, StorageMode storage) {
        pools(one, "images", "images", "images", Recordings.of("debian12-pool-dir.xml"));
        Recordings.teach(one, "findmnt -J -T", 0, mount("nas:/srv/images", "nfs4"));
        Recordings.teach(other, "findmnt -J -T", 0, there);
        Recordings.teach(other, "test -d", 0, "");
        return new DirectoriesShared().examine(from, to, around(storage, false)).get(0);
    }

    private static String mount(String source, String type) {
        return "{\"filesystems\":[{\"target\":\"/var/lib/libvirt/images\",\"source\":\"" + source + "\",\"fstype\":\""
                + type + "\",\"options\":\"rw\"}]}";
    }

    @Test
    void oneNfsExportOnBothIsShared() {
        Finding finding = directories(mount("nas:/srv/images", "nfs"), StorageMode.SHARED);

        assertThat(finding.check().status()).isEqualTo(CheckStatus.PASSED);
        assertThat(one.ssh.commands).as("no probe file without --apply").noneMatch(words -> words.contains("setpriv"));
    }

    @Test
    void differentSourcesAtOnePlaceFail() {
        Check check = directories(mount("nas:/", "nfs4"), StorageMode.AUTO).check();

        assertThat(check.status()).isEqualTo(CheckStatus.FAILED);
        assertThat(check.remedy()).contains("fsid=0");
    }

    @Test
    void aMountThatIsMissingOnThePeerFails() {
        assertThat(directories(mount("/dev/sda1", "ext4"), StorageMode.SHARED)
                        .check()
                        .status())
                .isEqualTo(CheckStatus.FAILED);
    }

    @Test
    void aSoftMountThatIsNotInFstabIsNamed() {
        Mount nfs = Mount.parse(Recordings.of("rhel9-findmnt-nfs.json")).get(1);

        assertThat(nfs.isShared()).isTrue();
        assertThat(MountsLasting.lasting(SUBJECT, nfs, List.of()).check().found())
                .contains("not in fstab")
                .contains("mounted soft");
    }

    private Finding unmounted(String content) {
        Recordings.teach(one, "findmnt -J -l --fstab", 0, mount("nas:/srv/images", "nfs4"));
        one.ssh.answer(
                Recordings.command("findmnt -J -l"),
                words -> new CommandOutput(
                        0, words.contains("--fstab") ? mount("nas:/srv/images", "nfs4") : "{\"filesystems\":[]}", ""));
        Recordings.teach(one, "find /var/lib/libvirt/images", 0, content);
        Recordings.teach(one, "findmnt --verify", 0, "Success, no errors or warnings detected");
        return new MountsLasting()
                .examine(from, around(StorageMode.SHARED, true))
                .get(0);
    }

    @Test
    void whatMountingWouldHideIsRefused() {
        Finding finding = unmounted("...");

        assertThat(finding.check().found()).isEqualTo("not mounted, and mounting would hide 3 entries");
        assertThat(finding.action()).isEmpty();
    }

    @Test
    void anEmptyDirectoryIsMountedOver() {
        assertThat(unmounted("").action()).isPresent();
    }

    @Test
    void wideExportsWithRootAreHigh() {
        List<NfsExports.Export> exports = NfsExports.parse(Recordings.of("debian12-nfs-etab.txt"));

        assertThat(exports).hasSize(4);
        assertThat(NfsExports.judge(SUBJECT, exports.get(0)).check().status()).isEqualTo(CheckStatus.PASSED);
        assertThat(NfsExports.judge(SUBJECT, exports.get(1)).check().found())
                .startsWith("security, high: /srv/old: to 10.0.0.0/255.255.0.0; no_root_squash; fsid=0");
        assertThat(NfsExports.judge(SUBJECT, exports.get(2)).check().found())
                .startsWith("security, high: /srv/nova: to 10.0.0.0/16; no_root_squash; fsid=0");
        assertThat(NfsExports.judge(SUBJECT, exports.get(3)).check().found())
                .startsWith("security, medium: /srv/open: to *; insecure")
                .contains("async");
    }

    @Test
    void whatIsWrongInFstabIsToldWithItsPlace() {
        assertThat(MountsLasting.errors(Recordings.of("debian12-findmnt-verify.txt")))
                .contains("/x: unreachable on boot required target: No such file or directory");
        assertThat(MountsLasting.errors("Success, no errors or warnings detected\n"))
                .isEmpty();
    }

    @Test
    void versionsOfNfsThatDifferAreNamed() {
        pools(one, "images", "images", "images", Recordings.of("debian12-pool-dir.xml"));
        Recordings.teach(one, "findmnt -J -T", 0, mount("nas:/i", "nfs4").replace("rw", "rw,vers=4.2"));
        Recordings.teach(other, "findmnt -J -T", 0, mount("nas:/i", "nfs").replace("rw", "rw,vers=3"));
        Recordings.teach(other, "test -d", 0, "");

        Check check = new DirectoriesShared()
                .examine(from, to, around(StorageMode.SHARED, false))
                .get(0)
                .check();

        assertThat(check.status()).isEqualTo(CheckStatus.WARNING);
        assertThat(check.found()).isEqualTo("/var/lib/libvirt/images: NFS version 4.2; on kvm-02 3");
    }

    @Test
    void iscsiWithoutChapIsAFinding() {
        List<Iscsi.Node> nodes = Iscsi.nodes(Recordings.of("debian12-iscsiadm-node.txt"));

        assertThat(Iscsi.sessions(Recordings.of("iscsiadm-session.txt")))
                .containsExactlyInAnyOrder("iqn.2013-01.org.example:kvm", "iqn.2013-01.org.example:backup");
        assertThat(IscsiSafe.judge(SUBJECT, nodes.get(1)).check().found())
                .startsWith("security, medium")
                .contains("CHAP");
        assertThat(IscsiSafe.judge(SUBJECT, nodes.get(0)).check().status()).isEqualTo(CheckStatus.PASSED);
    }

    @Test
    void aVolumeGroupThatBothSeeNeedsALock() {
        for (FakeHypervisor host : List.of(one, other)) {
            Recordings.teach(host, "sh -c command -v \"$1\" sh vgs", 0, "/sbin/vgs");
            Recordings.teach(host, "vgs --reportformat json", 0, Recordings.of("debian12-vgs.json"));
        }

        Check check = new VolumeGroups()
                .examine(from, to, around(StorageMode.AUTO, false))
                .get(0)
                .check();

        assertThat(check.found()).isEqualTo("both see test_kvm, without a lock");
    }

    @Test
    void selinuxBooleansAreForWhatIsMounted() {
        List<Mount> nfs = Mount.parse(Recordings.of("rhel9-findmnt-nfs.json"));

        assertThat(Selinux.off(Recordings.of("rhel9-getsebool.txt"), nfs)).containsExactly("virt_use_nfs");
        assertThat(Selinux.off(Recordings.of("rhel9-getsebool.txt"), List.of())).isEmpty();
    }

    private Check selinux(String mode, boolean policy) {
        Recordings.teach(one, "sh -c command -v \"$1\" sh getenforce", 0, "/usr/sbin/getenforce\n");
        Recordings.teach(one, "getenforce", 0, mode + "\n");
        Recordings.teach(one, "test -e /etc/selinux/config", policy ? 0 : 1, "");
        return new Selinux().examine(from, null).get(0).check();
    }

    @Test
    void selinuxThatIsOffIsAFindingOnlyWhereItIsSetUp() {
        assertThat(selinux("Disabled", true).found()).startsWith("security, low: disabled");
        assertThat(selinux("Disabled", false).status()).isEqualTo(CheckStatus.PASSED);
        assertThat(selinux("Permissive", true).found()).startsWith("security, low: permissive");
    }

    @Test
    void appArmorThatOnlyComplainsIsTold() {
        assertThat(AppArmor.judge(SUBJECT, Optional.of(Recordings.of("ubuntu2404-apparmor-profiles.txt")))
                        .check()
                        .found())
                .isEqualTo("security, low: libvirtd (complain)");
        assertThat(AppArmor.judge(SUBJECT, Optional.empty()).check().status()).isEqualTo(CheckStatus.PASSED);
    }

    @Test
    void theWayToADirectoryIsWalkedFromTheRoot() {
        assertThat(Traversable.way("/var/lib/libvirt/images"))
                .containsExactly("/var", "/var/lib", "/var/lib/libvirt", "/var/lib/libvirt/images");
    }
}
