package io.jenkins.plugins.libvirtmigration.preparation.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.libvirtmigration.check.Check;
import io.jenkins.plugins.libvirtmigration.check.CheckStatus;
import io.jenkins.plugins.libvirtmigration.host.HypervisorAddress;
import io.jenkins.plugins.libvirtmigration.hypervisor.FakeHypervisor;
import io.jenkins.plugins.libvirtmigration.preparation.Recordings;
import io.jenkins.plugins.libvirtmigration.preparation.examination.Finding;
import io.jenkins.plugins.libvirtmigration.preparation.examination.PreparationRequest;
import io.jenkins.plugins.libvirtmigration.preparation.examination.PreparationRequest.PeerTransport;
import io.jenkins.plugins.libvirtmigration.preparation.examination.Subject;
import io.jenkins.plugins.libvirtmigration.preparation.examination.Surroundings;
import io.jenkins.plugins.libvirtmigration.preparation.host.ExaminedHost;
import io.jenkins.plugins.libvirtmigration.preparation.ssh.KnownKeys.Place;
import io.jenkins.plugins.libvirtmigration.request.StorageMode;
import io.jenkins.plugins.libvirtmigration.ssh.CommandOutput;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SshTest {
    private static final PublicKey TRUE_KEY =
            new PublicKey("ssh-ed25519", "AAAAC3NzaC1lZDI1NTE5AAAAIMnzsVCtW+hnqs1oapTkMrQ0ZZN+TjnRULRpyL29Kak9");
    private static final Subject SUBJECT = new Subject("a", "b", "ssh-host-keys-checked", "");

    private final FakeHypervisor one = Recordings.root("10.77.0.11");
    private final FakeHypervisor other = Recordings.root("10.77.0.12");
    private final ExaminedHost from = new ExaminedHost(one);
    private final ExaminedHost to = new ExaminedHost(other);
    private final Surroundings around = new Surroundings(
            new PreparationRequest(StorageMode.AUTO, PeerTransport.SSH, false, Optional.empty()), List.of(from, to));

    @Test
    void findsKeysUnderPlainAndHashedNames() {
        for (String name : List.of("debian12-ssh-keygen-F.txt", "debian12-ssh-keygen-F-hashed.txt")) {
            assertThat(KnownKeys.parse("/f", Recordings.of(name))).isEqualTo(Map.of(new Place("/f", 1), TRUE_KEY));
        }
    }

    @Test
    void anAuthorityOrARevokedKeyIsNoKnownKey() {
        assertThat(KnownKeys.parse("/f", "# Host h found: line 3 REVOKED\n@revoked h " + TRUE_KEY + "\n"))
                .isEmpty();
    }

    @Test
    void theServersOwnConfigurationNamesItsKeys() {
        assertThat(HostKeys.paths(Recordings.of("debian12-sshd-T.txt")))
                .containsExactly("/etc/ssh/ssh_host_ed25519_key");
    }

    private Finding known(String recorded) {
        Recordings.teach(other, "sshd -T", 0, Recordings.of("debian12-sshd-T.txt"));
        Recordings.file(other, "/etc/ssh/ssh_host_ed25519_key.pub", TRUE_KEY + " root@h2\n");
        Recordings.teach(one, "ssh -G -T -p 22 -l root -- 10.77.0.12", 0, Recordings.of("debian12-ssh-G.txt"));
        Recordings.teach(one, "ssh-keygen -F 10.77.0.12 -f /root/.ssh/known_hosts", 0, recorded);
        List<Finding> findings = new PeerKeysKnown().examine(from, to, around);
        assertThat(findings).hasSize(1);
        return findings.get(0);
    }

    @Test
    void theTrueKeyOnRecordPasses() {
        assertThat(known(Recordings.of("debian12-ssh-keygen-F.txt")).check().status())
                .isEqualTo(CheckStatus.PASSED);
    }

    @Test
    void anotherKeyOnRecordFailsAndSaysWhere() {
        Check check = known("# Host 10.77.0.12 found: line 7 \n10.77.0.12 ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAAAA\n")
                .check();

        assertThat(check.status()).isEqualTo(CheckStatus.FAILED);
        assertThat(check.found()).contains("/root/.ssh/known_hosts line 7");
        assertThat(check.remedy()).contains("installed anew");
    }

    @Test
    void noKeyOnRecordIsMended() {
        Finding finding = known("");

        assertThat(finding.check().found()).isEqualTo("no key of 10.77.0.12 is on record");
        assertThat(finding.action()).isPresent();
    }

    @Test
    void linesAreTakenOutByNumber() {
        assertThat(PeerKeysKnown.without("one\ntwo\nthree\n", Set.of(2))).isEqualTo("one\nthree\n");
        assertThat(PeerKeysKnown.without("", Set.of())).isEmpty();
    }

    @Test
    void anUnusualPortIsRecordedAsSshDoes() {
        assertThat(new ClientSettings("").recorded(HypervisorAddress.parse("kvm-02:2222")))
                .isEqualTo("[kvm-02]:2222");
        assertThat(new ClientSettings("hostname 10.0.0.12\n").recorded(HypervisorAddress.parse("kvm-02")))
                .isEqualTo("10.0.0.12");
        assertThat(new ClientSettings("hostname 10.0.0.12\nhostkeyalias cluster\n")
                        .recorded(HypervisorAddress.parse("kvm-02:2222")))
                .isEqualTo("cluster");
    }

    @Test
    void keysOnRecordAreLookedForWhereTheClientLooks() {
        ClientSettings settings =
                new ClientSettings("userknownhostsfile /dev/null ~/.ssh/peers\nglobalknownhostsfile /srv/known\n");

        assertThat(settings.knownHosts()).containsExactly("/root/.ssh/peers", "/srv/known");
        assertThat(settings.globalKnownHosts()).contains("/srv/known");
    }

    @Test
    void theKeysAreThoseThatTheClientWouldOffer() {
        ClientSettings settings = new ClientSettings(Recordings.of("debian12-ssh-G.txt"));
        Recordings.teach(one, "test -e /root/.ssh/id_rsa", 0, "");
        Recordings.teach(one, "test -e /root/.ssh/id_ecdsa", 0, "");
        Recordings.teach(one, "test -e /root/.ssh/id_ecdsa_sk", 1, "");
        Recordings.teach(one, "ssh-keygen -y -P  -f /root/.ssh/id_rsa", 1, "incorrect passphrase supplied");
        Recordings.teach(one, "ssh-keygen -y -P  -f /root/.ssh/id_ecdsa", 0, TRUE_KEY + "\n");

        OfferedKeys keys = OfferedKeys.of(from, settings);

        assertThat(keys.usable()).isEqualTo(Map.of("/root/.ssh/id_ecdsa", TRUE_KEY));
        assertThat(keys.describe())
                .isEqualTo("/root/.ssh/id_ecdsa (ssh-ed25519); with a passphrase, which nobody can type:"
                        + " /root/.ssh/id_rsa");
        assertThat(OfferedKeys.of(to, new ClientSettings("identityfile /srv/key\n"))
                        .describe())
                .isEqualTo("no key for it, looked for /srv/key");
    }

    @Test
    void aKeyThatTheClientWouldNotUseIsNotMade() {
        other.libvirt.hostName = "kvm-02";
        Recordings.teach(one, "ip -o route get 10.77.0.12", 0, "10.77.0.12 dev eth0 src 10.77.0.11 uid 0");
        Recordings.teach(other, "getent -- passwd root", 0, "root:x:0:0:root:/root:/bin/bash\n");
        OfferedKeys keys = new OfferedKeys(Map.of(), List.of(), List.of("/srv/key"));

        assertThatThrownBy(() -> new TrustPeer(from, to, keys).perform())
                .hasMessage(
                        "nothing was changed: ssh on 10.77.0.11 is told to use only /srv/key; make that key, or take"
                                + " IdentityFile out of its settings");
    }

    @Test
    void aKeyThatTheOtherHostHoldsTooIsNotMadeToCount() {
        other.libvirt.hostName = "kvm-02";
        Recordings.teach(one, "ip -o route get 10.77.0.12", 0, "10.77.0.12 dev eth0 src 10.77.0.11 uid 0");
        Recordings.teach(one, "test -e /root/.ssh/id_ed25519", 0, "");
        Recordings.teach(other, "getent -- passwd root", 0, "root:x:0:0:root:/root:/bin/bash\n");
        Recordings.teach(other, "find /root/.ssh", 0, "/root/.ssh/id_ed25519\0");
        Recordings.teach(other, "ssh-keygen -y", 0, TRUE_KEY + " shared\n");
        String path = "/root/.ssh/id_ed25519";

        assertThatThrownBy(() -> new TrustPeer(
                                from, to, new OfferedKeys(Map.of(path, TRUE_KEY), List.of(), List.of(path)))
                        .perform())
                .hasMessageContaining("10.77.0.12 holds it too");
    }

    @Test
    void theDefaultChecksHostKeys() {
        assertThat(HostKeyChecking.judge(SUBJECT, new ClientSettings(Recordings.of("debian12-ssh-G.txt")))
                        .check()
                        .status())
                .isEqualTo(CheckStatus.PASSED);
    }

    @Test
    void switchedOffChecksAreAFinding() {
        String guide = "stricthostkeychecking false\nuserknownhostsfile /dev/null\n";

        Check check = HostKeyChecking.judge(SUBJECT, new ClientSettings(guide)).check();

        assertThat(check.status()).isEqualTo(CheckStatus.WARNING);
        assertThat(check.found()).startsWith("security, high: StrictHostKeyChecking no, UserKnownHostsFile /dev/null");
        assertThat(HostKeyChecking.judge(SUBJECT, new ClientSettings("stricthostkeychecking accept-new\n"))
                        .check()
                        .found())
                .startsWith("security, medium");
    }

    @Test
    void theLineLetsTheSourceDoOneThingOnly() {
        assertThat(TrustPeer.line(TRUE_KEY, "10.77.0.11", true, "h1"))
                .isEqualTo("restrict,from=\"10.77.0.11\",command=\"virt-ssh-helper qemu:///system\" " + TRUE_KEY
                        + " libvirt-migration from h1");
        assertThat(TrustPeer.line(TRUE_KEY, "10.77.0.11", false, "h1")).doesNotContain("command=");
    }

    @Test
    void keysAreReadOutOfEveryKindOfLine() {
        assertThat(PublicKey.parse("restrict,from=\"10.0.0.1\" " + TRUE_KEY + " a comment"))
                .contains(TRUE_KEY);
        assertThat(PublicKey.parse("|1|abc=|def= " + TRUE_KEY)).contains(TRUE_KEY);
        assertThat(PublicKey.parse("# a comment")).isEmpty();
    }

    @Test
    void modesThatSshdDoesNotBelieve() {
        assertThat(KeyFiles.Entry.parse("d 755 root /root").fault("root")).isEmpty();
        assertThat(KeyFiles.Entry.parse("d 775 root /root").fault("root")).isEqualTo("mode 775");
        assertThat(KeyFiles.Entry.parse("f 644 root /root/.ssh/id_rsa").fault("root"))
                .isEqualTo("mode 644");
        assertThat(KeyFiles.Entry.parse("f 644 root /root/.ssh/id_rsa.pub").fault("root"))
                .isEmpty();
        assertThat(KeyFiles.Entry.parse("f 600 www-data /home/op/.ssh/authorized_keys")
                        .fault("op"))
                .isEqualTo("owned by www-data");
        assertThat(KeyFiles.Entry.parse("l 777 root /root/.ssh/x y").fault("root"))
                .isEmpty();
    }

    @Test
    void aKeyThatBothHostsHoldIsAFinding() {
        for (FakeHypervisor host : List.of(one, other)) {
            Recordings.teach(host, "find /root/.ssh", 0, "/root/.ssh/id_rsa\0");
            Recordings.teach(host, "ssh-keygen -y", 0, TRUE_KEY + " shared\n");
        }

        Check check = new KeysNotShared().examine(from, to, around).get(0).check();

        assertThat(check.found()).startsWith("security, high: 1 private keys of root are on both");
        assertThat(one.ssh.commands).noneMatch(words -> words.contains("cat"));
    }

    @Test
    void aLoginThatFailsSaysWhy() {
        one.ssh.answer(
                Recordings.command("timeout 20 virsh"),
                words -> new CommandOutput(
                        1,
                        "",
                        "error: failed to connect to the hypervisor\nerror: Cannot recv data: Host key verification failed.\n"));

        Recordings.teach(one, "ssh -G", 0, "identityfile ~/.ssh/id_rsa\n");

        Check check = new PeerLogin().examine(from, to, around).get(0).check();

        assertThat(check.status()).isEqualTo(CheckStatus.WARNING);
        assertThat(check.found())
                .isEqualTo("Cannot recv data: Host key verification failed.; root has no key for it, looked for"
                        + " /root/.ssh/id_rsa");
        assertThat(check.expected()).contains("qemu+ssh://root@10.77.0.12/system");
    }
}
