package io.jenkins.plugins.libvirtmigration.preparation.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.libvirtmigration.check.Check;
import io.jenkins.plugins.libvirtmigration.check.CheckStatus;
import io.jenkins.plugins.libvirtmigration.host.HypervisorUnreachableException;
import io.jenkins.plugins.libvirtmigration.hypervisor.FakeHypervisor;
import io.jenkins.plugins.libvirtmigration.libvirt.LibvirtConnection;
import io.jenkins.plugins.libvirtmigration.preparation.Recordings;
import io.jenkins.plugins.libvirtmigration.preparation.host.ExaminedHost;
import io.jenkins.plugins.libvirtmigration.preparation.host.NotSeenException;
import io.jenkins.plugins.libvirtmigration.preparation.host.Virsh;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A daemon that answers, one that is gone, and one that is there and says nothing. */
class DaemonAnswersTest {
    private final FakeHypervisor fake = Recordings.root("kvm-01");
    private final ExaminedHost host = new ExaminedHost(fake);

    private Check check() {
        return new DaemonAnswers().examine(host, null).get(0).check();
    }

    private void silent() {
        fake.silence = Optional.of(new HypervisorUnreachableException("no answer within 20 s", null));
    }

    @Test
    void itsVersionsAreToldAndHowItIsStarted() {
        Recordings.teach(fake, "systemctl show", 0, Recordings.of("debian12-systemctl-sockets.txt"));

        assertThat(check().status()).isEqualTo(CheckStatus.PASSED);
        assertThat(check().found()).isEqualTo("libvirt 9.0.0, QEMU 7.2.0, libvirtd under systemd, socket-activated");
    }

    @ParameterizedTest
    @CsvSource({
        "debian12-systemctl-sockets.txt, 1, 'Run on kvm-01: systemctl start libvirtd.socket'",
        "rhel9-systemctl-modular.txt, 1, 'Run on kvm-01: systemctl start virtqemud.socket'",
        ", 1, 'Run on kvm-01: service libvirtd start'",
        "debian12-systemctl-sockets.txt, 0, 'run on kvm-01: systemctl restart libvirtd.service'",
        "rhel9-systemctl-modular.txt, 0, 'run on kvm-01: systemctl restart virtqemud.service'",
    })
    void oneThatDoesNotAnswerIsStartedWhereItIsGoneAndRestartedWhereItHangs(String units, int gone, String remedy) {
        silent();
        Recordings.teach(fake, "systemctl show", units == null ? 127 : 0, units == null ? "" : Recordings.of(units));
        Recordings.teach(fake, "pgrep -x", gone, "");

        assertThat(check().status()).isEqualTo(CheckStatus.FAILED);
        assertThat(check().remedy()).endsWith(remedy);
        assertThat(check().remedy().contains("see that no guest is being moved"))
                .isEqualTo(gone == 0);
    }

    @Test
    void oneThatHangsIsWaitedForOnce() {
        silent();
        Recordings.teach(fake, "virsh", 0, "images\n");

        assertThat(check().found()).isEqualTo("libvirt did not answer: no answer within 20 s");
        assertThatThrownBy(() -> host.libvirt(LibvirtConnection::hostName)).isInstanceOf(NotSeenException.class);
        assertThatThrownBy(() -> new Virsh(host).names("pool-list", "--name"))
                .isInstanceOf(NotSeenException.class)
                .hasMessage("libvirt does not answer, as said before");
        assertThatThrownBy(() -> new Virsh(host).run("pool-start", "images")).isInstanceOf(NotSeenException.class);
        assertThat(fake.connections).isEqualTo(1);
        assertThat(fake.ssh.commands).noneMatch(words -> words.contains("virsh"));
    }

    @Test
    void afterAChangeItIsAskedAgain() {
        silent();
        check();
        fake.silence = Optional.empty();
        host.forget();

        assertThat(host.libvirt(LibvirtConnection::hostName)).isEqualTo("kvm-01");
    }
}
