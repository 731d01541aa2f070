package io.jenkins.plugins.libvirtmigration.preparation.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.libvirtmigration.check.CheckStatus;
import io.jenkins.plugins.libvirtmigration.hypervisor.FakeHypervisor;
import io.jenkins.plugins.libvirtmigration.preparation.Recordings;
import io.jenkins.plugins.libvirtmigration.preparation.examination.Finding;
import io.jenkins.plugins.libvirtmigration.preparation.examination.PreparationRequest;
import io.jenkins.plugins.libvirtmigration.preparation.examination.PreparationRequest.PeerTransport;
import io.jenkins.plugins.libvirtmigration.preparation.examination.Surroundings;
import io.jenkins.plugins.libvirtmigration.preparation.host.ExaminedHost;
import io.jenkins.plugins.libvirtmigration.request.StorageMode;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Whether libvirt listens for TLS, by its socket and on the port that counts. */
class TlsListensTest {
    private final FakeHypervisor fake = Recordings.root("kvm-01");
    private final ExaminedHost host = new ExaminedHost(fake);

    @BeforeEach
    void aHostWithoutSystemdThatListensOnNothing() {
        Recordings.teach(fake, "cat --", 1, "No such file or directory");
        Recordings.teach(
                fake, "ss -H", 0, "LISTEN 0 128 0.0.0.0:22 0.0.0.0:*\nLISTEN 0 30 127.0.0.1:16514 0.0.0.0:*\n");
    }

    private List<Finding> findings(PeerTransport transport) {
        return new TlsListens()
                .examine(
                        host,
                        new Surroundings(
                                new PreparationRequest(StorageMode.AUTO, transport, false, Optional.empty()),
                                List.of(host)));
    }

    private Finding finding() {
        return findings(PeerTransport.TLS).get(0);
    }

    @Test
    void itIsLookedAtWhereTlsIsAskedFor() {
        assertThat(findings(PeerTransport.SSH)).isEmpty();
        assertThat(fake.ssh.commands).isEmpty();
    }

    @Test
    void whatListensOnLoopbackIsForNobodyElse() {
        assertThat(finding().check().status()).isEqualTo(CheckStatus.FAILED);
        assertThat(finding().check().found()).isEqualTo("nothing listens on port 16514");
        assertThat(finding().check().remedy())
                .isEqualTo("Set listen_tls = 1 in /etc/libvirt/libvirtd.conf, start the daemon with --listen.");
        assertThat(finding().action()).containsInstanceOf(ListenTls.class);
    }

    @Test
    void underSocketActivationItIsASocketUnitThatIsMissing() {
        Recordings.teach(fake, "systemctl show", 0, Recordings.of("debian12-systemctl-sockets.txt"));

        assertThat(finding().check().remedy()).startsWith("systemctl enable libvirtd-tls.socket");
        assertThat(finding().action()).containsInstanceOf(ListenTls.class);
    }

    @Test
    void aSocketPassesOnThePortThatIsSet() {
        Recordings.teach(fake, "ss -H", 0, "LISTEN 0 30 [::]:16600 [::]:* users:((\"libvirtd\",pid=1,fd=9))\n");
        assertThat(finding().check().status()).isEqualTo(CheckStatus.FAILED);

        Recordings.file(fake, "/etc/libvirt/libvirtd.conf", "tls_port = \"16600\"\n");
        host.forget();

        assertThat(finding().check().status()).isEqualTo(CheckStatus.PASSED);
        assertThat(finding().check().found()).isEqualTo(":::16600 (libvirtd)");
        assertThat(finding().action()).isEmpty();
    }
}
