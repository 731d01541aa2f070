package io.jenkins.plugins.libvirtmigration.preparation.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.libvirtmigration.hypervisor.FakeHypervisor;
import io.jenkins.plugins.libvirtmigration.libvirt.FakeLibvirtDomain;
import io.jenkins.plugins.libvirtmigration.libvirt.JobStatistics;
import io.jenkins.plugins.libvirtmigration.libvirt.JobType;
import io.jenkins.plugins.libvirtmigration.preparation.Recordings;
import io.jenkins.plugins.libvirtmigration.preparation.host.ExaminedHost;
import io.jenkins.plugins.libvirtmigration.preparation.host.FileChange;
import io.jenkins.plugins.libvirtmigration.preparation.host.Settings;
import io.jenkins.plugins.libvirtmigration.ssh.CommandOutput;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is done to a daemon, when it is not, and what becomes of it where the second command fails. */
class DaemonChangesTest {
    private static final DaemonLayout SOCKETS = DaemonLayout.parse(Recordings.of("debian12-systemctl-sockets.txt"));
    private static final DaemonLayout PLAIN = new DaemonLayout(false, false, Map.of());
    private static final String VERSION = "virsh -q -c qemu:///system version";
    private static final String CONFIGURATION = "/etc/libvirt/libvirtd.conf";

    private final FakeHypervisor fake = Recordings.root("kvm-01");
    private final ExaminedHost host = new ExaminedHost(fake);

    @BeforeEach
    void anIdleHost() {
        Recordings.teach(fake, VERSION, 0, "9.0.0");
        Recordings.teach(fake, "systemctl", 0, "");
        Recordings.teach(fake, "service", 0, "");
        Recordings.teach(fake, "sh -c set -u; d=$(mktemp", 0, "");
        Recordings.teach(fake, "sh -c set -eu; f=$(readlink", 0, "");
        Recordings.teach(fake, "pgrep -x", 1, "");
        Recordings.teach(fake, "ss -H", 0, "");
    }

    private DaemonRestart restart(DaemonLayout layout) {
        return new DaemonRestart(host, layout, Duration.ofMillis(1));
    }

    private static FileChange change() {
        return new FileChange(CONFIGURATION, Optional.of("old\n"), "new\n", "0644");
    }

    private void job() {
        FakeLibvirtDomain guest = new FakeLibvirtDomain("web-1", UUID.randomUUID(), "<domain/>");
        guest.job = new JobStatistics(JobType.UNBOUNDED, Map.of(), Optional.empty());
        fake.libvirt.domains.add(guest);
    }

    private List<String> said(String beginning) {
        return fake.ssh.commands.stream()
                .map(words -> String.join(" ", words.subList(3, words.size())))
                .filter(words -> words.startsWith(beginning))
                .toList();
    }

    private long restored() {
        return said("sh -c set -eu; f=$(readlink").stream()
                .filter(words -> words.contains("[ -e \"$2\" ]"))
                .count();
    }

    @Test
    void aDaemonThatIsThereAndSilentIsNotTakenForAnIdleOne() {
        Recordings.teach(fake, VERSION, 124, "");
        Recordings.teach(fake, "pgrep -x libvirtd", 0, "17\n");

        assertThatThrownBy(() -> restart(PLAIN).restart())
                .hasMessageContaining("libvirtd is there and does not answer")
                .hasMessageContaining("nothing was changed");
        assertThatThrownBy(() -> restart(SOCKETS).with(change(), () -> true)).hasMessageContaining("nobody knows");
        assertThat(said("service")).isEmpty();
        assertThat(said("systemctl restart")).isEmpty();
        assertThat(said("sh -c set -eu; f=$(readlink")).isEmpty();
    }

    @Test
    void oneOfWhichNothingIsKnownIsNotRestartedEither() {
        Recordings.teach(fake, VERSION, 124, "");
        Recordings.teach(fake, "pgrep -x", 127, "sh: pgrep: not found");

        assertThatThrownBy(() -> restart(PLAIN).restart()).hasMessageContaining("nobody knows whether a job runs");
        assertThat(said("service")).isEmpty();
    }

    @Test
    void oneThatIsGoneIsStarted() {
        Recordings.teach(fake, VERSION, 1, "");
        fake.ssh.answer(Recordings.command("service"), words -> {
            Recordings.teach(fake, VERSION, 0, "9.0.0");
            return new CommandOutput(0, "", "");
        });

        restart(PLAIN).restart();

        assertThat(said("service")).containsExactly("service libvirtd restart");
    }

    @Test
    void aJobThatBeginsAfterTheTrialLeavesTheOldSettingAndTheDaemonAlone() {
        fake.ssh.answer(Recordings.command("sh -c set -u; d=$(mktemp"), words -> {
            job();
            return new CommandOutput(0, "", "");
        });

        assertThatThrownBy(() -> restart(PLAIN).with(change(), () -> true))
                .hasMessageContaining("a job runs for web-1; the old configuration was put back before the daemon saw");
        assertThat(restored()).isEqualTo(1);
        assertThat(said("service")).isEmpty();
    }

    @Test
    void aDaemonThatDoesNotComeUpGetsItsOldSettingAndIsStartedWithIt() {
        Recordings.teach(fake, "service", 1, "cannot bind");

        assertThatThrownBy(() -> restart(PLAIN).with(change(), () -> true))
                .hasMessageContaining("libvirtd did not restart: cannot bind; taking it back failed too");
        assertThat(restored()).isEqualTo(1);
        assertThat(said("service"))
                .as("with the new setting, and with the old one")
                .hasSize(2);
    }

    @Test
    void aSettingWithoutEffectIsTakenBackAndAJobThatBeganSinceIsLeftInPeace() {
        assertThatThrownBy(() -> restart(PLAIN).with(change(), () -> {
                    if (fake.libvirt.domains.isEmpty()) {
                        job();
                    }
                    return false;
                }))
                .hasMessageContaining(
                        "has no effect; the old configuration was put back; the daemon runs on with the new")
                .hasMessageContaining("web-1");
        assertThat(said("service")).hasSize(1);
    }

    private CloseTcp closeTcp() {
        return new CloseTcp(host, SOCKETS, new Settings(""), restart(SOCKETS));
    }

    @Test
    void theClearTextSocketStaysWhereAJobRuns() {
        job();

        assertThatThrownBy(() -> closeTcp().perform()).hasMessageContaining("nothing was changed");
        assertThat(said("systemctl disable")).isEmpty();
    }

    @Test
    void theClearTextSocketIsEnabledAgainWhereTheDaemonDoesNotComeUp() {
        Recordings.teach(fake, "systemctl restart", 1, "failed");
        boolean enabled = SOCKETS.unit("libvirtd-tcp.socket").isEnabled();

        assertThatThrownBy(() -> closeTcp().perform()).hasMessageContaining("libvirtd did not restart");
        assertThat(said("systemctl enable")).hasSize(enabled ? 1 : 0);
        assertThat(said("systemctl start libvirtd-tcp.socket")).hasSize(1);
    }

    private static DaemonLayout layout(String tlsFile) {
        return DaemonLayout.parse("Id=libvirtd.socket\nLoadState=loaded\nActiveState=active\n\n"
                + "Id=libvirtd-tls.socket\nLoadState=loaded\nActiveState=inactive\nUnitFileState=" + tlsFile + "\n");
    }

    private void listenTls(String before) {
        DaemonLayout layout = layout(before);
        assertThatThrownBy(() -> new ListenTls(host, layout, 16514, restart(layout)).perform())
                .hasMessageContaining("nothing listens on port 16514");
    }

    @Test
    void aSocketWithoutEffectIsDisabledAgain() {
        listenTls("disabled");

        assertThat(said("systemctl disable --now libvirtd-tls.socket")).hasSize(1);
        assertThat(said("systemctl start libvirtd.socket libvirtd.service")).hasSize(2);
    }

    @Test
    void aSocketThatWasEnabledBeforeStaysSo() {
        listenTls("enabled");

        assertThat(said("systemctl disable")).isEmpty();
        assertThat(said("systemctl stop libvirtd-tls.socket")).hasSize(1);
    }

    @Test
    void theSocketThatListensIsToldAndTheServiceIsStoppedForIt() {
        Recordings.teach(fake, "ss -H", 0, "LISTEN 0 128 0.0.0.0:16514 0.0.0.0:*\n");
        DaemonLayout layout = layout("disabled");

        assertThat(new ListenTls(host, layout, 16514, restart(layout)).perform())
                .isEqualTo("enabled and started libvirtd-tls.socket");
        assertThat(said("systemctl "))
                .containsExactly(
                        "systemctl stop libvirtd.service",
                        "systemctl enable --now libvirtd-tls.socket",
                        "systemctl start libvirtd.socket libvirtd.service");
    }

    @Test
    void withoutListenTheSettingWouldBeInVain() {
        Recordings.teach(fake, "ps -C libvirtd", 0, "/usr/sbin/libvirtd --daemon\n");

        assertThatThrownBy(() -> new ListenTls(host, PLAIN, 16514, restart(PLAIN)).perform())
                .hasMessageContaining("runs without --listen");
    }
}
