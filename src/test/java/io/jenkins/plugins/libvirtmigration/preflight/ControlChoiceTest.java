package io.jenkins.plugins.libvirtmigration.preflight;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.libvirtmigration.check.CheckStatus;
import io.jenkins.plugins.libvirtmigration.domain.Recorded;
import io.jenkins.plugins.libvirtmigration.hypervisor.FakeHypervisor;
import io.jenkins.plugins.libvirtmigration.request.Control;
import io.jenkins.plugins.libvirtmigration.request.MigrationRequest;
import io.jenkins.plugins.libvirtmigration.request.Transport;
import io.jenkins.plugins.libvirtmigration.ssh.CommandOutput;
import io.jenkins.plugins.libvirtmigration.ssh.Reachability;
import org.junit.jupiter.api.Test;

class ControlChoiceTest {
    private static final String SSH = "qemu+ssh://root@10.77.0.12/system?no_tty=1";
    private static final String DENIED = "error: failed to connect to the hypervisor\nerror: Cannot recv data:"
            + " Host key verification failed.: Connection reset by peer\n";

    private final Hosts hosts = new Hosts();

    @Test
    void peerToPeerWhereTheSourceGetsInWithItsOwnKey() {
        ControlChoice choice = decide(Control.AUTO);

        assertThat(choice.control()).isEqualTo(Control.PEER_TO_PEER);
        assertThat(choice.peerUri()).contains(SSH);
        assertThat(choice.check().found()).contains("the source reaches the destination with SSH");
    }

    @Test
    void managedWhereItDoesNotAndTheReasonIsSaid() {
        virsh(SSH, 1, "", DENIED);

        ControlChoice choice = decide(Control.AUTO);

        assertThat(choice.control()).isEqualTo(Control.MANAGED);
        assertThat(choice.peerUri()).isEmpty();
        assertThat(choice.check().status()).isEqualTo(CheckStatus.PASSED);
        assertThat(choice.check().found())
                .startsWith("managed: ")
                .contains("Host key verification failed")
                .doesNotContain("\n");
    }

    @Test
    void peerToPeerOnDemandIsRefusedWhereItCannotWork() {
        virsh(SSH, 1, "", DENIED);

        ControlChoice choice = decide(Control.PEER_TO_PEER);

        assertThat(choice.control()).isEqualTo(Control.PEER_TO_PEER);
        assertThat(choice.check().status()).isEqualTo(CheckStatus.FAILED);
        assertThat(choice.check().found()).contains("cannot log in").contains(SSH);
        assertThat(choice.check().remedy()).contains("authorized_keys").contains("--control managed");
    }

    @Test
    void tlsIsTriedWhereSomethingListensForIt() {
        virsh(SSH, 124, "", "");
        virsh("qemu+tls://10.77.0.12/system", 0, capabilities(), "");

        assertThat(decide(Control.AUTO).control()).isEqualTo(Control.MANAGED);
        assertThat(decide(Control.AUTO).check().found()).contains("no answer");

        hosts.two.source.ssh.reaches("10.77.0.12", 16514, Reachability.OPEN);
        assertThat(decide(Control.AUTO).peerUri()).contains("qemu+tls://10.77.0.12/system");
    }

    @Test
    void anotherHostUnderThatAddressIsNotTheDestination() {
        virsh(SSH, 0, Recorded.xml("capabilities"), "");

        ControlChoice choice = decide(Control.AUTO);

        assertThat(choice.control()).isEqualTo(Control.MANAGED);
        assertThat(choice.check().found()).contains("leads to another host (" + Hosts.RECORDED_UUID + ")");

        virsh(SSH, 0, "no xml at all", "");
        assertThat(decide(Control.AUTO).check().found()).contains("leads to another host (no capabilities)");
    }

    @Test
    void nothingIsTriedWhereManagedWasAskedFor() {
        assertThat(decide(Control.MANAGED).control()).isEqualTo(Control.MANAGED);
        assertThat(hosts.two.source.ssh.commands).isEmpty();
    }

    @Test
    void anotherUserThanRootCannotTellWhatTheDaemonReaches() {
        FakeHypervisor source = new FakeHypervisor("kvmop@10.77.0.11");
        Situation situation = new Situation(asking(Control.AUTO), new HostPair(source, hosts.two.destination), null);
        assertThat(ControlChoice.decide(situation).control()).isEqualTo(Control.MANAGED);
        assertThat(ControlChoice.decide(situation).check().found()).contains("this login is not root");

        Situation demanded =
                new Situation(asking(Control.PEER_TO_PEER), new HostPair(source, hosts.two.destination), null);
        assertThat(ControlChoice.decide(demanded).peerUri()).contains(SSH);
        assertThat(ControlChoice.decide(demanded).check().status()).isEqualTo(CheckStatus.WARNING);
    }

    @Test
    void aLoginWithoutANameIsAskedWhoItIs() {
        FakeHypervisor source = new FakeHypervisor("10.77.0.11");
        source.ssh.answer("id -u", 0, "1000\n");
        Situation situation = new Situation(asking(Control.AUTO), new HostPair(source, hosts.two.destination), null);

        assertThat(ControlChoice.decide(situation).control()).isEqualTo(Control.MANAGED);
        assertThat(source.ssh.commands).hasSize(1);
    }

    @Test
    void theUriNamesUserAndPortAndBracketsIpv6() {
        FakeHypervisor destination = new FakeHypervisor("admin@[2001:db8::12]:2222");
        Situation situation =
                new Situation(asking(Control.PEER_TO_PEER), new HostPair(hosts.two.source, destination), null);

        assertThat(ControlChoice.decide(situation).peerUri())
                .contains("qemu+ssh://admin@[2001:db8::12]:2222/system?no_tty=1");
    }

    private ControlChoice decide(Control control) {
        hosts.request = asking(control);
        return ControlChoice.decide(hosts.situation());
    }

    private static MigrationRequest asking(Control control) {
        Hosts asking = new Hosts();
        return asking.asking(asked -> new Transport(
                        control,
                        asked.tls(),
                        asked.parallelConnections(),
                        asked.compression(),
                        asked.bandwidth(),
                        asked.destinationAddress()))
                .request;
    }

    private String capabilities() {
        return Recorded.xml("capabilities")
                .replace(Hosts.RECORDED_UUID, hosts.two.destination.libvirt.hostUuid.toString());
    }

    private void virsh(String uri, int status, String output, String errors) {
        hosts.two.source.ssh.answer(
                "timeout 15 virsh --connect " + uri + " capabilities",
                words -> new CommandOutput(status, output, errors));
    }
}
