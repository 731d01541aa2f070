package io.jenkins.plugins.libvirtmigration.lab;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.libvirtmigration.check.CheckStatus;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A host prepared from nothing but sshd and libvirtd: what is found, what is made, and that guests move afterwards. */
@ExtendWith(BareHosts.class)
class PreparationLabTest {
    private static final String CONFIGURATION = "/etc/libvirt/libvirtd.conf";
    private static final String SERVICE = "/etc/init.d/libvirtd";

    private final Lab lab;

    PreparationLabTest(Lab lab) {
        this.lab = lab;
    }

    @Test
    void withoutApplyNotAByteChanges() {
        HostFiles before = HostFiles.of(lab, "h1", "h2");

        Prepare.Done done = Prepare.run(lab);

        assertThat(before.changes()).isEmpty();
        done.succeeded()
                .tells(CheckStatus.WARNING, "peer-to-peer-works", "h1", "h2", "Host key verification failed")
                .tells(CheckStatus.WARNING, "ssh-host-keys-known", "h2", "h1", "no key of h1 is on record")
                .tells(CheckStatus.WARNING, "data-ports-guarded", "h1", null, "security, medium");
        lab.on("h1", "chmod", "600", "/etc/hosts");
        lab.on("h2", "rm", "/etc/debian_version");
        assertThat(before.changes())
                .as("a change would have been seen")
                .anyMatch(line -> line.startsWith("+ h1 upper/etc/hosts 600"))
                .anyMatch(line -> line.startsWith("+ h2 upper/etc/debian_version"));
    }

    @Test
    void overSshAGuestThenMovesAndTheSecondRunChangesNothing() {
        lab.on("h2", "ssh-keygen", "-q", "-t", "rsa", "-b", "2048", "-N", "", "-f", "/root/.ssh/id_rsa");
        Prepare.Done first = Prepare.run(lab, "--apply").succeeded();
        HostFiles before = HostFiles.of(lab, "h1", "h2");
        Prepare.Done second = Prepare.run(lab, "--apply").succeeded();

        assertThat(first.of("peer-to-peer-works", "h1", "h2").get(0).found())
                .contains("+restrict,from=\"10.77.0.11\",command=\"virt-ssh-helper qemu:///system\"");
        assertThat(first.of("peer-to-peer-works", "h1", "h2").get(0).found())
                .contains("made /root/.ssh/id_ed25519 on h1");
        assertThat(first.of("peer-to-peer-works", "h2", "h1").get(0).found())
                .as("a key that is there is used")
                .contains("key /root/.ssh/id_rsa on h2");
        assertThat(second.not(CheckStatus.PASSED)).isEmpty();
        assertThat(before.changes()).isEmpty();
        moves("--control", "managed");
        moves("--control", "peer-to-peer");
    }

    @Test
    void overTlsAGuestThenMovesAndTheSecondRunChangesNothing() {
        String[] options = Prepare.withAuthority(lab, "--apply");
        Prepare.Done first = Prepare.run(lab, options).succeeded();
        HostFiles before = HostFiles.of(lab, "h1", "h2");
        Prepare.Done second = Prepare.run(lab, options).succeeded();

        assertThat(before.changes()).isEmpty();
        assertThat(first.of("tls-certificates", "h2", null).get(0).status()).isEqualTo(CheckStatus.CHANGED);
        assertThat(first.of("libvirt-tls-listens", "h1", null).get(0).found()).contains("+listen_tls = 1");
        assertThat(second.not(CheckStatus.PASSED)).isEmpty();
        moves("--tls");
        try (Guest guest = lab.guest("prepared", "h1", 70)) {
            Unbroken unbroken = Unbroken.watch(guest);
            lab.on(
                    "h1",
                    "virsh",
                    "migrate",
                    "--live",
                    "--p2p",
                    "--persistent",
                    "--undefinesource",
                    guest.name(),
                    "qemu+tls://h2/system",
                    "tcp://10.77.0.12");
            unbroken.provenOn("h2");
        }
    }

    private void moves(String... options) {
        try (Guest guest = lab.guest("prepared", "h1", 70)) {
            Unbroken unbroken = Unbroken.watch(guest);
            Migrate.of(lab, guest, "h1", "h2", options).run().succeeded();
            unbroken.provenOn("h2");
        }
    }

    @Test
    void aChangeThatBreaksLibvirtdIsTakenBackEvenWhenInterrupted() {
        // A port that is none: the daemon reads it without complaint, and does not start once it has to listen.
        lab.script("h1", "echo 'tls_port = \"99999\"' >> /etc/libvirt/libvirtd.conf");
        String before = lab.on("h1", "cat", CONFIGURATION);

        // However fast or slow the machine is: the daemon is not restarted before the interrupt was heard.
        lab.on("h1", "sed", "-i", "s|^    restart)|&\\n        while [ -e /run/held ]; do sleep 0.1; done|", SERVICE);
        lab.on("h1", "touch", "/run/held");

        Prepare.Started started = Prepare.start(lab, Prepare.withAuthority(lab, "--apply"));
        Waiting.until("the change", () -> lab.on("h1", "cat", CONFIGURATION).contains("listen_tls = 1"));
        started.running().signal("INT");
        Waiting.until(
                "the interrupt is heard", () -> started.running().soFar().err().contains("Interrupted: "));
        lab.on("h1", "rm", "/run/held");
        Prepare.Done done = started.end();

        assertThat(done.output().status()).isEqualTo(3);
        done.tells(CheckStatus.FAILED, "libvirt-tls-listens", "h1", null, "the old configuration was put back");
        assertThat(done.checks())
                .as("nothing more is begun")
                .noneMatch(check -> check.id().equals("peer-to-peer-works"));
        assertThat(lab.on("h1", "cat", CONFIGURATION)).isEqualTo(before);
        assertThat(lab.on("h1", "virsh", "-q", "list", "--all")).isNotNull();
    }

    @Test
    void aSettingThatTheDaemonRefusesIsNeverWritten() {
        lab.script("h1", "echo 'max_clients = \"many\"' >> /etc/libvirt/libvirtd.conf");

        Prepare.Done done = Prepare.run(lab, Prepare.withAuthority(lab, "--apply"));

        done.tells(
                CheckStatus.FAILED,
                "libvirt-tls-listens",
                "h1",
                null,
                "tried and refused by libvirtd, nothing was changed");
        assertThat(done.output().status()).isEqualTo(1);
        assertThat(lab.on("h1", "cat", CONFIGURATION)).contains("listen_tls = 0");
    }
}
