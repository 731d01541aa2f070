package io.jenkins.plugins.libvirtmigration.preparation.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.libvirtmigration.hypervisor.FakeHypervisor;
import io.jenkins.plugins.libvirtmigration.preparation.Recordings;
import org.junit.jupiter.api.Test;

class HostShellTest {
    private final FakeHypervisor host = new FakeHypervisor("kvm-01");
    private final HostShell shell = new HostShell(host.ssh, "kvm-01");

    @Test
    void rootNeedsNoSudo() {
        Recordings.teach(host, "id -u", 0, "0\n");
        Recordings.file(host, "/etc/hosts", "127.0.0.1 localhost\n");

        assertThat(shell.read("/etc/hosts")).contains("127.0.0.1 localhost\n");
        assertThat(host.ssh.commands).noneMatch(words -> words.contains("sudo"));
    }

    @Test
    void anotherAccountAsksSudoWithoutAPassword() {
        Recordings.teach(host, "id -u", 0, "1000\n");
        Recordings.teach(host, "sudo -n -- cat -- /etc/hosts", 0, "here\n");

        assertThat(shell.read("/etc/hosts")).contains("here\n");
    }

    @Test
    void whatSudoRefusesIsNamedAndRemembered() {
        Recordings.teach(host, "id -u", 0, "1000\n");
        Recordings.teach(host, "sudo -n --", 1, "sudo: a password is required");

        assertThatThrownBy(() -> shell.read("/etc/libvirt/qemu.conf"))
                .isInstanceOf(NotSeenException.class)
                .hasMessage("the account may not run: cat -- /etc/libvirt/qemu.conf");
        assertThat(shell.refused()).containsExactly("cat -- /etc/libvirt/qemu.conf");
    }

    @Test
    void aProgramThatSudoDoesNotFindIsNotRefused() {
        Recordings.teach(host, "id -u", 0, "1000\n");
        Recordings.teach(host, "sudo -n -- systemctl", 1, "sudo: systemctl: command not found\n");

        assertThat(shell.asRoot("systemctl", "is-enabled", "nftables.service").exitStatus())
                .isEqualTo(127);
        assertThatThrownBy(() -> shell.rootOutput("systemctl", "show"))
                .hasMessage("the program systemctl is not there");
        assertThat(shell.refused()).isEmpty();
    }

    @Test
    void aHostThatDoesNotFindItsOwnNameRefusesNothing() {
        Recordings.teach(host, "id -u", 0, "1000\n");
        Recordings.teach(
                host,
                "sudo -n -- cat -- /etc/default/libvirtd",
                1,
                "sudo: unable to resolve host kvm-01: Name or service not known\n"
                        + "cat: /etc/default/libvirtd: No such file or directory\n");

        assertThat(shell.read("/etc/default/libvirtd")).isEmpty();
        assertThat(shell.refused()).isEmpty();
    }

    @Test
    void aMissingFileIsNotAnError() {
        Recordings.teach(host, "id -u", 0, "0\n");
        Recordings.noFile(host, "/etc/default/libvirt-bin");

        assertThat(shell.read("/etc/default/libvirt-bin")).isEmpty();
    }

    @Test
    void aFileThatCannotBeReadIsNotTakenForMissing() {
        Recordings.teach(host, "id -u", 0, "0\n");
        Recordings.teach(host, "cat -- /etc/shadow", 1, "cat: /etc/shadow: Input/output error");

        assertThatThrownBy(() -> shell.read("/etc/shadow"))
                .isInstanceOf(NotSeenException.class)
                .hasMessageContaining("Input/output error");
    }

    @Test
    void aMissingProgramIsNamed() {
        assertThatThrownBy(() -> shell.output("virsh", "-q", "version"))
                .isInstanceOf(NotSeenException.class)
                .hasMessage("the program virsh is not there");
    }
}
