package io.jenkins.plugins.libvirtmigration.preflight;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.libvirtmigration.check.Check;
import io.jenkins.plugins.libvirtmigration.check.CheckStatus;
import io.jenkins.plugins.libvirtmigration.hypervisor.TwoHosts;
import io.jenkins.plugins.libvirtmigration.libvirt.DomainState;
import io.jenkins.plugins.libvirtmigration.libvirt.FakeHostStorage;
import io.jenkins.plugins.libvirtmigration.libvirt.FakeHostStorage.Store;
import io.jenkins.plugins.libvirtmigration.request.Control;
import io.jenkins.plugins.libvirtmigration.request.MigrationRequest;
import io.jenkins.plugins.libvirtmigration.ssh.Reachability;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A pre-flight that lets a guest go: what was looked at, what it found out for the move, what it warns of. */
class PreflightTest {
    private final Hosts hosts = new Hosts();

    @Test
    void everythingIsRight() {
        PreflightResult result = hosts.examine();

        assertThat(result.failures()).isEmpty();
        assertThat(Hosts.idsOf(result.checks(), CheckStatus.WARNING)).containsExactly("encryption");
        assertThat(result.mayStart()).isTrue();
        assertThat(result.storage().orElseThrow().kind()).isEqualTo("shared");
        assertThat(result.domain().orElseThrow().name()).isEqualTo("web-1");
        assertThat(result.control()).isEqualTo(Control.PEER_TO_PEER);
        assertThat(result.peerUri()).contains("qemu+ssh://root@10.77.0.12/system?no_tty=1");
        assertThat(result.dataUri()).isEqualTo("tcp://10.77.0.12");
        assertThat(result.destinationXml()).isEmpty();
        assertThat(result.persistentXml()).isEmpty();
        assertThat(result.checks())
                .extracting(Check::id)
                .doesNotHaveDuplicates()
                .contains(
                        "vm-found",
                        "different-hosts",
                        "libvirt-version",
                        "qemu-version",
                        "destination-resolves",
                        "encryption",
                        "vm-state",
                        "no-other-job",
                        "name-free",
                        "uuid-free",
                        "virt-type",
                        "emulator",
                        "machine-type",
                        "cpu-compatible",
                        "memory-fits",
                        "bridge-exists",
                        "boot-files",
                        "disk",
                        "free-space",
                        "unsafe-storage",
                        "devices",
                        "snapshots",
                        "managed-save",
                        "options",
                        "migration-ports",
                        "control",
                        "graphics-listen");
        assertThat(result.checks()).allSatisfy(check -> {
            assertThat(check.found()).isNotBlank();
            assertThat(check.expected()).isNotBlank();
        });
        assertThat(hosts.two.guest.calls).as("the guest is only looked at").containsExactly("close");
    }

    @Test
    void consentTurnsWhatLibvirtCallsUnsafeIntoAWarning() {
        hosts.two.source.ssh.answer("findmnt", 0, "ext4\n");
        MigrationRequest asked = hosts.request;
        hosts.request = new MigrationRequest(
                asked.vm(),
                asked.live(),
                asked.storage(),
                asked.incremental(),
                asked.transport(),
                asked.convergence(),
                asked.patience(),
                asked.probe(),
                true);

        PreflightResult result = hosts.examine();

        assertThat(result.mayStart()).isTrue();
        assertThat(Hosts.idsOf(result.checks(), CheckStatus.WARNING)).contains("unsafe-storage");
    }

    @Test
    void aGuestPausedBySomebodyMayMoveAsItIs() {
        hosts.two.guest.state = new DomainState(DomainState.State.PAUSED, 1);

        PreflightResult result = hosts.examine();

        assertThat(result.mayStart()).isTrue();
        assertThat(Hosts.idsOf(result.checks(), CheckStatus.WARNING)).contains("vm-state");
    }

    @Test
    void copiedDisksWantRoom() {
        hosts.two.devices(hosts.two.localDisk("vda", "b.qcow2", 200 * TwoHosts.GIB), Hosts.BRIDGED);

        PreflightResult result = hosts.examine();

        assertThat(result.failures()).isEmpty();
        assertThat(result.checks())
                .filteredOn(check -> check.id().equals("free-space"))
                .singleElement()
                .satisfies(check -> {
                    assertThat(check.status()).isEqualTo(CheckStatus.WARNING);
                    assertThat(check.found()).isEqualTo("100.0 GiB free in /images");
                    assertThat(check.expected()).isEqualTo("50.0 GiB at least, 200.0 GiB if the disks fill up");
                });
    }

    /** The QEMU of another guest may wait behind one of the first ports, and take a knock for its stream. */
    @Test
    void onlyTheLastPortOfTheRangeIsTouched() {
        hosts.two.destination.ssh.answer(
                "grep -E -e ^[[:space:]]*(migrat|default_tls_x509",
                0,
                "migration_port_min = 50000\nmigration_port_max = 50063\n");
        hosts.two.source.ssh.reaches("10.77.0.12", 50000, Reachability.SILENT);
        assertThat(hosts.run(new PortsCheck()))
                .singleElement()
                .satisfies(check -> assertThat(check.status()).isEqualTo(CheckStatus.PASSED));

        hosts.two.source.ssh.reaches("10.77.0.12", 50063, Reachability.SILENT);
        assertThat(hosts.run(new PortsCheck())).singleElement().satisfies(check -> {
            assertThat(check.status()).isEqualTo(CheckStatus.FAILED);
            assertThat(check.found()).contains("no answer from port 50063");
            assertThat(check.remedy()).contains("the ports 50000-50063").doesNotContain("49152");
        });
    }

    @Test
    void aDoubtAboutACopyIsAWarning() {
        hosts.two.localDisk("vda", "a.qcow2", TwoHosts.GIB);
        hosts.two.devices(
                "<disk type='file' device='disk'><driver name='qemu' type='qcow2' cache='none'/><source"
                        + " file='/images/a.qcow2'/><backingStore type='file'><format type='qcow2'/><source"
                        + " file='/images/base.qcow2'/><backingStore/></backingStore><target dev='vda'/></disk>",
                Hosts.BRIDGED);
        for (Store images : List.of(hosts.two.sourceImages, hosts.two.destinationImages)) {
            images.put("base.qcow2", "qcow2", TwoHosts.GIB, 0);
            images.contents.computeIfAbsent("base.qcow2", any -> new FakeHostStorage.Content()).hole = TwoHosts.GIB;
        }
        MigrationRequest plain = hosts.request;
        hosts.request = new MigrationRequest(
                plain.vm(),
                true,
                plain.storage(),
                true,
                plain.transport(),
                plain.convergence(),
                plain.patience(),
                plain.probe(),
                false);

        PreflightResult result = hosts.examine();

        assertThat(result.mayStart()).isTrue();
        assertThat(result.checks())
                .filteredOn(check -> check.id().equals("disk"))
                .singleElement()
                .satisfies(check -> {
                    assertThat(check.status()).isEqualTo(CheckStatus.WARNING);
                    assertThat(check.found()).contains("first 16 MiB", "more was not compared");
                    assertThat(check.remedy()).contains("sha256sum", "without --incremental");
                });
    }

    @Test
    void theConsoleMovesToTheDestinationsAddress() {
        hosts.two.devices(
                hosts.two.sharedDisk("vda", "a.qcow2"),
                "<graphics type='vnc' listen='10.77.0.11'><listen type='address' address='10.77.0.11'/></graphics>");
        hosts.two.guest.migratableXml = hosts.two.guest.xml.replace("type='vnc'", "type='vnc' passwd='s3cret'");

        PreflightResult result = hosts.examine();

        assertThat(result.mayStart()).isTrue();
        assertThat(result.destinationXml().orElseThrow())
                .contains("10.77.0.12", "passwd=\"s3cret\"")
                .doesNotContain("10.77.0.11");
        assertThat(result.persistentXml().orElseThrow()).contains("10.77.0.12");
        assertThat(result.toString()).doesNotContain("s3cret");
        hosts.two.guest.persistent = false;
        assertThat(hosts.examine().persistentXml()).isEmpty();
    }
}
