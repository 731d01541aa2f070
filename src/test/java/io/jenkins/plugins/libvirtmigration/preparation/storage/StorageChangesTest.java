package io.jenkins.plugins.libvirtmigration.preparation.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.libvirtmigration.check.CheckStatus;
import io.jenkins.plugins.libvirtmigration.hypervisor.FakeHypervisor;
import io.jenkins.plugins.libvirtmigration.preparation.Recordings;
import io.jenkins.plugins.libvirtmigration.preparation.examination.Finding;
import io.jenkins.plugins.libvirtmigration.preparation.examination.PreparationRequest;
import io.jenkins.plugins.libvirtmigration.preparation.examination.PreparationRequest.PeerTransport;
import io.jenkins.plugins.libvirtmigration.preparation.examination.Subject;
import io.jenkins.plugins.libvirtmigration.preparation.examination.Surroundings;
import io.jenkins.plugins.libvirtmigration.preparation.host.ExaminedHost;
import io.jenkins.plugins.libvirtmigration.preparation.storage.Pools.Pool;
import io.jenkins.plugins.libvirtmigration.request.StorageMode;
import io.jenkins.plugins.libvirtmigration.ssh.CommandOutput;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is made on storage, and what is left alone. */
class StorageChangesTest {
    private static final String IMAGES = "/var/lib/libvirt/images";
    private static final Subject SUBJECT = new Subject("a", "b", "x", "");

    private final FakeHypervisor one = Recordings.root("kvm-01");
    private final FakeHypervisor other = Recordings.root("kvm-02");
    private final ExaminedHost from = new ExaminedHost(one);
    private final ExaminedHost to = new ExaminedHost(other);
    private final Surroundings around = new Surroundings(
            new PreparationRequest(StorageMode.SHARED, PeerTransport.SSH, true, Optional.empty()), List.of(from, to));

    @BeforeEach
    void hosts() {
        for (FakeHypervisor host : List.of(one, other)) {
            Recordings.noFile(host, "/etc/libvirt/qemu.conf");
            Recordings.teach(host, "getent -- passwd libvirt-qemu", 0, "libvirt-qemu:x:64055:106::/:/bin/false\n");
            Recordings.teach(host, "getent -- group kvm", 0, "kvm:x:106:\n");
            Recordings.teach(host, "test -d", 0, "");
            Recordings.teach(host, "virsh -q -c qemu:///system pool-list", 0, "images\n");
            Recordings.teach(
                    host, "virsh -q -c qemu:///system pool-dumpxml", 0, Recordings.of("debian12-pool-dir.xml"));
        }
    }

    private static List<String> said(FakeHypervisor host, String beginning) {
        return host.ssh.commands.stream()
                .map(words -> String.join(" ", words.subList(3, words.size())))
                .filter(words -> words.startsWith(beginning))
                .toList();
    }

    @Test
    void onRhelTheGroupKvmIsNotQemus() {
        Recordings.teach(other, "getent -- passwd libvirt-qemu", 2, "");
        Recordings.teach(other, "getent -- passwd qemu", 0, "qemu:x:107:107::/:/sbin/nologin\n");
        Recordings.teach(other, "getent -- group qemu", 0, "qemu:x:107:\n");
        Recordings.teach(other, "getent -- group kvm", 0, "kvm:x:36:qemu\n");

        assertThat(QemuAccount.of(to)).isEqualTo(new QemuAccount("qemu", 107, "qemu", 107));
    }

    /** Directories that are closed until an access control list opens them. */
    private Finding closed(String... places) {
        TreeSet<String> closed = new TreeSet<>(List.of(places));
        one.ssh.answer(
                Recordings.command("setpriv"),
                words -> new CommandOutput(closed.contains(words.get(words.size() - 1)) ? 1 : 0, "", ""));
        Recordings.teach(one, "getfacl", 0, "user::rwx\n");
        one.ssh.answer(Recordings.command("setfacl -m"), words -> {
            closed.remove(words.get(words.size() - 1));
            return new CommandOutput(0, "", "");
        });
        Recordings.teach(one, "setfacl -x", 0, "");
        return new Traversable().examine(from, around).get(0);
    }

    @Test
    void everyClosedDirectoryOnTheWayIsOpened() {
        String done = closed("/var/lib/libvirt", IMAGES).action().orElseThrow().perform();

        assertThat(done.lines())
                .containsExactly(
                        "setfacl -m u:libvirt-qemu:x /var/lib/libvirt", "setfacl -m u:libvirt-qemu:x " + IMAGES);
        assertThat(new Traversable().examine(from, around).get(0).check().status())
                .isEqualTo(CheckStatus.PASSED);
    }

    @Test
    void whereTheSecondCannotBeOpenedTheFirstIsClosedAgain() {
        Finding finding = closed("/var/lib/libvirt", IMAGES);
        Recordings.teach(one, "setfacl -m u:libvirt-qemu:x -- " + IMAGES, 1, "Operation not supported");

        assertThatThrownBy(() -> finding.action().orElseThrow().perform())
                .hasMessageContaining("Operation not supported; the access control lists are as they were");
        assertThat(said(one, "setfacl -x")).containsExactly("setfacl -x u:libvirt-qemu -- /var/lib/libvirt");
    }

    @Test
    void anEntryThatSomebodyMadeIsNotOverwritten() {
        Finding finding = closed(IMAGES);
        Recordings.teach(one, "getfacl", 0, "user:libvirt-qemu:r--\n");

        assertThatThrownBy(() -> finding.action().orElseThrow().perform()).hasMessageEndingWith("nothing was changed");
        assertThat(said(one, "setfacl -m")).isEmpty();
    }

    private Optional<String> probe(boolean qemuMayWrite, String ownerThere) {
        String[] token = new String[1];
        one.ssh.answer(Recordings.command("setpriv"), words -> {
            token[0] = words.get(words.size() - 1);
            return new CommandOutput(qemuMayWrite ? 0 : 1, "64055\n", "Permission denied");
        });
        one.ssh.answer(Recordings.command("sh -c umask"), words -> {
            token[0] = words.get(words.size() - 1);
            return new CommandOutput(0, "", "");
        });
        Recordings.teach(one, "stat", 0, "0\n");
        Recordings.teach(one, "rm -f", 1, "Permission denied");
        String reader = qemuMayWrite ? "setpriv --reuid=64055 --regid=106 --clear-groups " : "";
        other.ssh.answer(Recordings.command(reader + "cat"), words -> new CommandOutput(0, token[0], ""));
        other.ssh.answer(Recordings.command(reader + "stat"), words -> new CommandOutput(0, ownerThere + "\n", ""));
        one.ssh.answer(
                Recordings.command("setpriv --reuid=64055 --regid=106 --clear-groups stat"),
                words -> new CommandOutput(0, "64055\n", ""));
        return new ProbeFile("/srv/images").seen(from, to);
    }

    @Test
    void underRootSquashQemusAccountWritesReadsAndRemoves() {
        assertThat(probe(true, "64055")).isEmpty();
        assertThat(said(one, "setpriv --reuid=64055 --regid=106 --clear-groups rm -f"))
                .hasSize(1);
        assertThat(probe(true, "65534")).get().asString().contains("is of uid 65534 on kvm-02: NFS maps identities");
    }

    @Test
    void whereRootGivesImagesToQemuRootWrites() {
        assertThat(probe(false, "0")).isEmpty();
    }

    @Test
    void aPoolIsDefinedByItsNameAndPathAlone() {
        assertThat(PoolsSame.xml(new Pool("a<b>&c", "dir", true, true, "", "/srv/it's")))
                .isEqualTo(
                        "<pool type='dir'><name>a&lt;b&gt;&amp;c</name><target><path>/srv/it's</path></target></pool>");
        assertThatThrownBy(() -> PoolsSame.xml(new Pool("a\nb", "dir", true, true, "", "/srv")))
                .hasMessageContaining("control characters");
    }

    @Test
    void aPoolThatDoesNotStartIsTakenOutAgain() {
        Recordings.teach(other, "virsh -q -c qemu:///system pool-list", 0, "");
        Recordings.teach(other, "sh -c set -eu; printf", 0, "");
        Recordings.teach(other, "virsh -q -c qemu:///system pool-destroy", 0, "");
        Recordings.teach(other, "virsh -q -c qemu:///system pool-undefine", 0, "");
        other.ssh.answer(
                Recordings.command("virsh -q -c qemu:///system pool-start"),
                words ->
                        new CommandOutput(1, "", "error: Failed to start pool images\nerror: cannot open directory\n"));

        Finding finding = new PoolsSame().examine(from, to, around).get(0);

        assertThatThrownBy(() -> finding.action().orElseThrow().perform())
                .hasMessage("pool-start images failed: cannot open directory; its definition was taken out again");
        assertThat(said(other, "virsh -q -c qemu:///system pool-undefine")).hasSize(1);
    }

    private Finding unmounted(String options) {
        String line =
                "{\"filesystems\":[{\"target\":\"/srv/nfs\",\"source\":\"nas:/i\",\"fstype\":\"nfs4\",\"options\":\""
                        + options + "\"}]}";
        one.ssh.answer(
                Recordings.command("findmnt -J -l"),
                words -> new CommandOutput(0, words.contains("--fstab") ? line : "{\"filesystems\":[]}", ""));
        Recordings.teach(one, "findmnt --verify", 0, "");
        Recordings.teach(one, "find /srv/nfs", 0, "");
        return new MountsLasting().examine(from, around).get(0);
    }

    @Test
    void whatSystemdMountsWhenItIsUsedIsNotLookedInto() {
        assertThat(unmounted("defaults,x-systemd.automount").check().status()).isEqualTo(CheckStatus.PASSED);
        assertThat(unmounted("noauto").action()).isEmpty();
        assertThat(said(one, "find /srv/nfs")).isEmpty();
    }

    @Test
    void aMountHasATimeout() {
        Recordings.teach(one, "timeout -k 5 60 mount /srv/nfs", 124, "");

        assertThatThrownBy(() -> unmounted("rw").action().orElseThrow().perform())
                .hasMessageContaining("mount failed");
    }

    @Test
    void anotherSourceThanFstabsIsNamed() {
        Mount mounted = new Mount("/srv/nfs", "old:/i", "nfs4", List.of("rw"));
        Mount wanted = new Mount("/srv/nfs", "nas:/i", "nfs4", List.of("rw"));

        assertThat(MountsLasting.lasting(SUBJECT, mounted, List.of(wanted))
                        .check()
                        .found())
                .contains("fstab names nas:/i");
        assertThat(MountsLasting.lasting(
                                SUBJECT,
                                new Mount("/g", "nas:images", "nfs4", List.of()),
                                List.of(new Mount("/g", "nas:/images/", "nfs4", List.of())))
                        .check()
                        .status())
                .isEqualTo(CheckStatus.PASSED);
    }

    @Test
    void aPoolsOwnMountIsNotMissedInFstab() {
        Recordings.teach(
                one,
                "virsh -q -c qemu:///system pool-dumpxml",
                0,
                Recordings.of("debian12-pool-dir.xml").replace("type='dir'", "type='netfs'"));
        String line = "{\"filesystems\":[{\"target\":\"" + IMAGES
                + "\",\"source\":\"nas:/i\",\"fstype\":\"nfs4\",\"options\":\"rw\"}]}";
        one.ssh.answer(
                Recordings.command("findmnt -J -l"),
                words -> new CommandOutput(0, words.contains("--fstab") ? "{\"filesystems\":[]}" : line, ""));
        Recordings.teach(one, "findmnt --verify", 0, "");

        assertThat(new MountsLasting().examine(from, around).get(0).check().status())
                .isEqualTo(CheckStatus.PASSED);
    }

    @ParameterizedTest
    @CsvSource({
        "10.0.0.0/255.255.254.0, true",
        "10.0.0.0/255.255.255.0, false",
        "2001:db8::/32, true",
        "2001:db8::/64, false",
        "@hypervisors, true",
        "10.0.0.9, false"
    })
    void exportsAreWideOrNot(String client, boolean wide) {
        NfsExports.Export export = new NfsExports.Export("/srv", client, List.of("rw"));

        assertThat(export.faults()).hasSize(wide ? 1 : 0);
    }

    @Test
    void exportsOfAHostThatServesAreReadFromWhatIsInForce() {
        Recordings.teach(one, "sh -c command -v \"$1\" sh exportfs", 0, "/usr/sbin/exportfs\n");
        Recordings.file(one, "/var/lib/nfs/etab", Recordings.of("debian12-nfs-etab.txt"));

        assertThat(new NfsExports().examine(from, around)).hasSize(4);
        assertThat(new NfsExports().examine(to, around).get(0).check().found()).isEqualTo("serves no NFS");
    }

    @Test
    void iscsiIsReadFromBothHosts() {
        Recordings.teach(one, "sh -c command -v \"$1\" sh iscsiadm", 0, "/usr/sbin/iscsiadm\n");
        Recordings.teach(one, "iscsiadm -m session", 0, Recordings.of("iscsiadm-session.txt"));
        Recordings.teach(one, "iscsiadm -m node", 0, Recordings.of("debian12-iscsiadm-node.txt"));

        assertThat(new IscsiSame().examine(from, to, around).get(0).check().found())
                .isEqualTo("no session for iqn.2013-01.org.example:backup, iqn.2013-01.org.example:kvm");
        assertThat(new IscsiSafe().examine(from, around)).isNotEmpty();
        assertThat(new IscsiSafe().examine(to, around).get(0).check().found()).isEqualTo("no iSCSI");
    }

    @Test
    void selinuxThatIsInTheWayOfAMountIsTurnedOn() {
        Recordings.teach(one, "sh -c command -v \"$1\" sh getenforce", 0, "/usr/sbin/getenforce\n");
        Recordings.teach(one, "getenforce", 0, "Enforcing\n");
        Recordings.teach(one, "getsebool -a", 0, Recordings.of("rhel9-getsebool.txt"));
        Recordings.teach(one, "findmnt -J -l", 0, Recordings.of("rhel9-findmnt-nfs.json"));
        Recordings.teach(one, "setsebool", 0, "");

        Finding finding = new Selinux().examine(from, around).get(0);

        assertThat(finding.check().found()).isEqualTo("off: virt_use_nfs");
        assertThat(finding.action().orElseThrow().perform()).isEqualTo("setsebool -P virt_use_nfs on");
        assertThat(said(one, "setsebool")).containsExactly("setsebool -P virt_use_nfs on");
    }
}
