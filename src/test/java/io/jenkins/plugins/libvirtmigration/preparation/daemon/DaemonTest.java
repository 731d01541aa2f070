package io.jenkins.plugins.libvirtmigration.preparation.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.libvirtmigration.check.CheckStatus;
import io.jenkins.plugins.libvirtmigration.hypervisor.FakeHypervisor;
import io.jenkins.plugins.libvirtmigration.libvirt.FakeLibvirtDomain;
import io.jenkins.plugins.libvirtmigration.libvirt.JobStatistics;
import io.jenkins.plugins.libvirtmigration.libvirt.JobType;
import io.jenkins.plugins.libvirtmigration.libvirt.LibvirtCallException;
import io.jenkins.plugins.libvirtmigration.preparation.Recordings;
import io.jenkins.plugins.libvirtmigration.preparation.examination.Finding;
import io.jenkins.plugins.libvirtmigration.preparation.host.ExaminedHost;
import io.jenkins.plugins.libvirtmigration.preparation.host.Settings;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DaemonTest {
    private static final DaemonLayout SOCKETS = DaemonLayout.parse(Recordings.of("debian12-systemctl-sockets.txt"));

    private final FakeHypervisor fake = Recordings.root("kvm-01");
    private final ExaminedHost host = new ExaminedHost(fake);

    @Test
    void socketActivationIsSeen() {
        assertThat(SOCKETS.socketActivated()).isTrue();
        assertThat(SOCKETS.modular()).isFalse();
        assertThat(SOCKETS.configuration()).isEqualTo("/etc/libvirt/libvirtd.conf");
    }

    @Test
    void theUnitsPortCountsUnderSocketActivationAndElseTheSettings() {
        Settings settings = new Settings("tls_port = \"16600\"\n");

        assertThat(SOCKETS.port("tls", settings, 1)).isEqualTo(16514);
        assertThat(new DaemonLayout(false, false, Map.of()).port("tls", settings, 1))
                .isEqualTo(16600);
        assertThat(DaemonLayout.parse("Id=libvirtd.socket\nActiveState=active\n\n"
                                + "Listen=0.0.0.0:17000 (Stream)\nId=libvirtd-tls.socket\n")
                        .port("tls", settings, 1))
                .isEqualTo(17000);
    }

    @Test
    void modularDaemonsAreSeen() {
        DaemonLayout layout = DaemonLayout.parse(Recordings.of("rhel9-systemctl-modular.txt"));

        assertThat(layout.modular()).isTrue();
        assertThat(layout.remoteDaemon()).isEqualTo("virtproxyd");
        assertThat(layout.unit("virtproxyd-tls.socket").isActive()).isFalse();
        assertThat(layout.unit("libvirtd.service").exists()).isFalse();
    }

    @Test
    void socketsAreReadWithTheirAddresses() {
        ListeningSockets sockets = ListeningSockets.parse(Recordings.of("debian12-ss.txt"));

        assertThat(sockets.reachable(16514))
                .extracting(Object::toString)
                .containsExactly("0.0.0.0:16514 (libvirtd)", ":::16514 (libvirtd)");
        assertThat(sockets.isTaken(22)).isTrue();
        assertThat(sockets.between(49152, 49215)).isEmpty();
        assertThat(ListeningSockets.parse("LISTEN 0 128 127.0.0.1:16509 0.0.0.0:*")
                        .reachable(16509))
                .isEmpty();
    }

    private Finding clearText(String configuration, String sockets) {
        Recordings.teach(fake, "systemctl show", 0, Recordings.of("debian12-systemctl-sockets.txt"));
        Recordings.file(fake, "/etc/libvirt/libvirtd.conf", configuration);
        Recordings.teach(fake, "ss -H -l -t -n -p", 0, sockets);
        return new TcpClosed().examine(host, null).get(0);
    }

    @Test
    void clearTextWithoutAuthenticationIsTheWorst() {
        Finding finding = clearText("auth_tcp = \"none\"\n", "LISTEN 0 30 0.0.0.0:16509 0.0.0.0:*\n");

        assertThat(finding.check().status()).isEqualTo(CheckStatus.FAILED);
        assertThat(finding.check().found()).startsWith("security, critical: 0.0.0.0:16509 with auth_tcp = \"none\"");
        assertThat(finding.action()).isPresent();
    }

    @Test
    void clearTextWithAPasswordIsLessBadAndLeftAlone() {
        Finding finding = clearText("", "LISTEN 0 30 0.0.0.0:16509 0.0.0.0:*\n");

        assertThat(finding.check().found()).startsWith("security, medium:").contains("sasl");
        assertThat(finding.check().status()).isEqualTo(CheckStatus.WARNING);
        assertThat(finding.action()).isEmpty();
    }

    @Test
    void theSocketCountsAndNotTheFile() {
        assertThat(clearText("listen_tcp = 1\nauth_tcp = \"none\"\n", "")
                        .check()
                        .status())
                .isEqualTo(CheckStatus.PASSED);
    }

    @Test
    void settingsWithoutEffectAreNamed() {
        Recordings.teach(fake, "systemctl show", 0, Recordings.of("debian12-systemctl-sockets.txt"));
        Recordings.teach(fake, "cat --", 1, "No such file or directory");
        Recordings.file(fake, "/etc/libvirt/libvirtd.conf", "listen_tcp = 1\nauth_tcp = “none”\n");
        Recordings.file(fake, "/etc/default/libvirt-bin", "libvirtd_opts=\"-d -l\"\n");
        Recordings.file(fake, "/etc/init/libvirt-bin.conf", "exec /usr/sbin/libvirtd -d -l\n");
        Recordings.file(fake, "/etc/default/libvirtd", "LIBVIRTD_ARGS=\"--listen\"\n");

        String found =
                new SettingsEffective().examine(host, null).get(0).check().found();

        assertThat(found)
                .contains("listen_tcp in /etc/libvirt/libvirtd.conf, without effect under socket activation")
                .contains("/etc/default/libvirt-bin")
                .contains("/etc/init/libvirt-bin.conf, which is for upstart")
                .contains("/etc/default/libvirtd has --listen")
                .contains("curly quotes");
    }

    @Test
    void argumentsThatSystemdDoesNotBear() {
        assertThat(SettingsEffective.arguments("f", "LIBVIRTD_ARGS=\"-d -l\"", SOCKETS))
                .get()
                .asString()
                .contains("-d");
        assertThat(SettingsEffective.arguments("f", "LIBVIRTD_ARGS=\"--timeout 120\"", SOCKETS))
                .isEmpty();
        assertThat(SettingsEffective.arguments("f", "LIBVIRTD_ARGS=\"--pid-file /run/l.pid --log-level 1\"", SOCKETS))
                .isEmpty();
        assertThat(SettingsEffective.arguments("f", "LIBVIRTD_ARGS=-l", SOCKETS))
                .get()
                .asString()
                .contains("--listen");
        assertThat(SettingsEffective.arguments("f", "#LIBVIRTD_ARGS=\"--listen\"", SOCKETS))
                .isEmpty();
    }

    @Test
    void noRestartUnderAMigration() {
        FakeLibvirtDomain guest = new FakeLibvirtDomain("web-1", java.util.UUID.randomUUID(), "<domain/>");
        guest.job = new JobStatistics(JobType.UNBOUNDED, Map.of(), Optional.empty());
        fake.libvirt.domains.add(guest);
        Recordings.teach(fake, "virsh -q -c qemu:///system version", 0, "9.0.0");

        assertThatThrownBy(() -> new DaemonRestart(host, SOCKETS).restart())
                .hasMessageContaining("not restarted: a job runs for web-1");
        assertThat(fake.ssh.commands).noneMatch(words -> words.contains("restart"));
    }

    @Test
    void failuresOfTheHostAreTold() {
        List<String> failures = HardwareReady.failures(Recordings.of("debian12-virt-host-validate.txt"));

        assertThat(failures).hasSize(1);
        assertThat(failures.get(0)).startsWith("QEMU: Checking for hardware virtualization");
    }

    private String plain(String configuration, String arguments) {
        Recordings.teach(fake, "systemctl show", 1, "");
        Recordings.teach(fake, "pgrep", 1, "");
        Recordings.teach(fake, "cat --", 1, "No such file or directory");
        Recordings.file(fake, "/etc/libvirt/libvirtd.conf", configuration);
        Recordings.teach(fake, "ps -C libvirtd", 0, arguments);
        return new SettingsEffective().examine(host, null).get(0).check().found();
    }

    @Test
    void aListenerIsInVainWithoutListen() {
        assertThat(plain("listen_tcp = 1\n", "/usr/sbin/libvirtd --daemon\n"))
                .isEqualTo("listen_tcp in /etc/libvirt/libvirtd.conf, without effect: libvirtd runs without --listen");
        assertThat(plain("listen_tcp = 1\n", "/usr/sbin/libvirtd -d -l\n")).isEqualTo("none");
        assertThat(plain("listen_tcp = 0\n", "/usr/sbin/libvirtd --daemon\n")).isEqualTo("none");
    }

    @Test
    void aSettingThatStandsTwiceIsNamed() {
        assertThat(plain("tls_port = \"1\"\n#tls_port = \"2\"\n", "")).isEqualTo("none");
        assertThat(plain("tls_port = \"1\"\ntls_port=\"2\"\n", ""))
                .isEqualTo("tls_port stands twice in /etc/libvirt/libvirtd.conf: the first of its lines counts");
    }

    @Test
    void aGuestThatComesInKeepsTheDaemonFromARestart() {
        FakeLibvirtDomain guest = new FakeLibvirtDomain("web-2", java.util.UUID.randomUUID(), "<domain/>");
        guest.onJobAsked = () -> {
            throw new LibvirtCallException(
                    LibvirtCallException.OPERATION_INVALID,
                    "migration statistics are available only on the source host");
        };
        fake.libvirt.domains.add(guest);
        Recordings.teach(fake, "virsh -q -c qemu:///system version", 0, "9.0.0");

        assertThatThrownBy(() -> new DaemonRestart(host, SOCKETS).restart())
                .hasMessageContaining("not restarted: a job runs for web-2");
    }
}
