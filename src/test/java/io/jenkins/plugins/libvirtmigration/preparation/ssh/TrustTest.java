package io.jenkins.plugins.libvirtmigration.preparation.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.libvirtmigration.hypervisor.FakeHypervisor;
import io.jenkins.plugins.libvirtmigration.preparation.Recordings;
import io.jenkins.plugins.libvirtmigration.preparation.examination.Finding;
import io.jenkins.plugins.libvirtmigration.preparation.examination.Subject;
import io.jenkins.plugins.libvirtmigration.preparation.host.ExaminedHost;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A key that is accepted: for what, and what becomes of it where it does not help. */
class TrustTest {
    private static final PublicKey KEY =
            new PublicKey("ssh-ed25519", "AAAAC3NzaC1lZDI1NTE5AAAAIMnzsVCtW+hnqs1oapTkMrQ0ZZN+TjnRULRpyL29Kak9");
    private static final String OWN = "/root/.ssh/id_ed25519";

    private final FakeHypervisor one = Recordings.root("10.77.0.11");
    private final FakeHypervisor other = Recordings.root("10.77.0.12");

    @BeforeEach
    void hosts() {
        other.libvirt.hostName = "kvm-02";
        Recordings.teach(one, "ip -o route get 10.77.0.12", 0, "10.77.0.12 dev eth0 src 10.77.0.11 uid 0");
        Recordings.teach(other, "getent -- passwd root", 0, "root:x:0:0:root:/root:/bin/bash\n");
        Recordings.teach(other, "find /root/.ssh", 0, "");
        Recordings.teach(other, "test -d /root/.ssh", 0, "");
        Recordings.noFile(other, "/root/.ssh/authorized_keys");
        Recordings.teach(other, "sh -c set -eu; f=$(readlink", 0, "");
        Recordings.teach(other, "chown", 0, "");
    }

    private TrustPeer trust() {
        return new TrustPeer(
                new ExaminedHost(one),
                new ExaminedHost(other),
                new OfferedKeys(Map.of(OWN, KEY), List.of(), List.of(OWN)));
    }

    private long restored() {
        return other.ssh.commands.stream()
                .filter(words -> String.join(" ", words).contains("[ -e \"$2\" ]"))
                .count();
    }

    @Test
    void aKeyThatIsNotAcceptedIsTakenOutAgain() {
        Recordings.teach(one, "timeout 20 virsh", 1, "error: Permission denied");

        assertThatThrownBy(() -> trust().perform())
                .hasMessageEndingWith("/root/.ssh/authorized_keys on 10.77.0.12 is as it was");
        assertThat(restored()).isEqualTo(1);
    }

    @Test
    void oneWhoseFileCannotBeGivenToTheAccountIsTakenOutAgain() {
        Recordings.teach(other, "chown", 1, "Operation not permitted");

        assertThatThrownBy(() -> trust().perform()).hasMessageContaining("Operation not permitted");
        assertThat(restored()).isEqualTo(1);
    }

    @Test
    void oneThatIsAcceptedIsToldWithItsLine() {
        Recordings.teach(one, "timeout 20 virsh", 0, "kvm-02\n");

        assertThat(trust().perform()).contains("+restrict,from=\"10.77.0.11\"");
        assertThat(restored()).isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "'restrict,from=\"10.77.0.11\",command=\"x\" ', true",
        "'from=\"10.77.0.11\",restrict ', true",
        "'', false",
        "'from=\"10.77.0.11\" ', false",
        "'restrict ', false",
        "'command=\"echo restrict\" ', false",
    })
    void aKeyIsAcceptedForItsPurposeOrForEverything(String options, boolean restricted) {
        String text = "# a comment\n" + options + KEY + " restrict,from=\"nobody\"\n";

        Finding finding = PeerKeyRestricted.judge(
                new Subject("a", "b", "x", ""), "/root/.ssh/authorized_keys", Optional.of(text), Set.of(KEY));

        assertThat(finding.check().found())
                .isEqualTo(
                        restricted
                                ? "none without"
                                : "security, medium: accepted without: /root/.ssh/authorized_keys line 2");
    }

    @Test
    void filesOfOthersKeepNobodyFromMendingTheRest() {
        Recordings.teach(one, "id -un", 0, "root\n");
        Recordings.teach(one, "getent -- passwd root", 0, "root:x:0:0:root:/root:/bin/bash\n");
        Recordings.teach(
                one, "find /root", 0, "d 700 root /root\0f 644 root /root/.ssh/id_rsa\0f 600 op /root/.ssh/config\0");
        Recordings.teach(one, "chmod", 0, "");

        Finding finding = new KeyFiles().examine(new ExaminedHost(one), null).get(0);

        assertThatThrownBy(() -> finding.action().orElseThrow().perform())
                .hasMessageContaining("/root/.ssh/config belongs to op")
                .hasMessageEndingWith("done: chmod go= /root/.ssh/id_rsa");
    }
}
