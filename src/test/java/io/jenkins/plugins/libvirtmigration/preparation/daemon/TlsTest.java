package io.jenkins.plugins.libvirtmigration.preparation.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.libvirtmigration.check.Check;
import io.jenkins.plugins.libvirtmigration.check.CheckStatus;
import io.jenkins.plugins.libvirtmigration.hypervisor.FakeHypervisor;
import io.jenkins.plugins.libvirtmigration.preparation.Recordings;
import io.jenkins.plugins.libvirtmigration.preparation.certificate.Authorities;
import io.jenkins.plugins.libvirtmigration.preparation.certificate.CertificateAuthority;
import io.jenkins.plugins.libvirtmigration.preparation.examination.Finding;
import io.jenkins.plugins.libvirtmigration.preparation.examination.PreparationRequest;
import io.jenkins.plugins.libvirtmigration.preparation.examination.PreparationRequest.PeerTransport;
import io.jenkins.plugins.libvirtmigration.preparation.examination.Surroundings;
import io.jenkins.plugins.libvirtmigration.preparation.host.ExaminedHost;
import io.jenkins.plugins.libvirtmigration.request.StorageMode;
import io.jenkins.plugins.libvirtmigration.ssh.CommandOutput;
import java.nio.file.Path;
import java.security.KeyPair;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Certificates that are there, and that are placed. */
class TlsTest {
    private static final KeyPair PAIR = Authorities.pair();
    private static final TlsFiles USUAL = TlsFiles.usual();

    private final FakeHypervisor fake = Recordings.root("kvm-01");
    private final ExaminedHost host = new ExaminedHost(fake);

    @TempDir
    private Path directory;

    private CertificateAuthority authority;

    @BeforeEach
    void aHostWithCertificates() {
        authority = Authorities.make(directory, "ours", Duration.ofDays(900));
        Recordings.teach(fake, "cat --", 1, "No such file or directory");
        Recordings.teach(fake, "test -d", 1, "");
        Recordings.teach(fake, "test -s", 0, "");
        Recordings.teach(fake, "stat -c", 0, "600\n");
        Recordings.teach(fake, "ss -H", 0, "");
        Recordings.teach(fake, "sh -c command -v \"$1\" sh openssl", 0, "/usr/bin/openssl\n");
        Recordings.teach(fake, "openssl pkey", 0, Authorities.pem(PAIR.getPublic()));
        certificates(USUAL, authority);
    }

    private void certificates(TlsFiles files, CertificateAuthority signer) {
        String certificate = signer.sign(Authorities.request(PAIR), List.of("kvm-01"), List.of(), Instant.now());
        Recordings.file(fake, files.authority(), signer.pem());
        Recordings.file(fake, files.qemuAuthority(), signer.pem());
        files.certificates().forEach(path -> Recordings.file(fake, path, certificate));
    }

    private List<Finding> findings() {
        return new TlsCertificates()
                .examine(
                        host,
                        new Surroundings(
                                new PreparationRequest(
                                        StorageMode.AUTO, PeerTransport.TLS, true, Optional.of(authority)),
                                List.of(host)));
    }

    private Check certificates() {
        return findings().get(0).check();
    }

    @Test
    void whatIsInOrderIsPassed() {
        assertThat(findings())
                .allSatisfy(finding -> assertThat(finding.check().status()).isEqualTo(CheckStatus.PASSED));
        assertThat(findings().get(2).check().found()).isEqualTo("any of the authority");
    }

    @Test
    void aKeyOfAnotherCertificateIsTold() {
        Recordings.teach(
                fake, "openssl pkey", 0, Authorities.pem(Authorities.pair().getPublic()));

        assertThat(certificates().found())
                .contains("/etc/pki/qemu/server-key.pem is not the key of /etc/pki/qemu/server-cert.pem");
    }

    @Test
    void anAuthorityThatEndsSoonIsTold() {
        certificates(USUAL, Authorities.make(directory, "old", Duration.ofDays(5)));
        authority = Authorities.make(directory, "other", Duration.ofDays(9));

        assertThat(certificates().found()).isEqualTo("/etc/pki/CA/cacert.pem is of another authority: CN=old");
        assertThat(new TlsProblems(host, USUAL).all())
                .anySatisfy(
                        problem -> assertThat(problem).startsWith("the authority in /etc/pki/CA/cacert.pem ends on "));
    }

    @Test
    void anotherAuthorityOfQemuIsNotOverwritten() {
        Recordings.file(
                fake,
                USUAL.qemuAuthority(),
                Authorities.make(directory, "theirs", Duration.ofDays(90)).pem());

        Finding finding = findings().get(0);

        assertThat(finding.check().found()).isEqualTo("/etc/pki/qemu/ca-cert.pem is of another authority: CN=theirs");
        assertThat(finding.action()).isEmpty();
    }

    @Test
    void severalAuthoritiesInOneFileAreNotOverwritten() {
        Recordings.file(fake, USUAL.authority(), authority.pem() + authority.pem());
        Recordings.noFile(fake, USUAL.certificates().get(1));

        Finding finding = findings().get(0);

        assertThat(finding.check().found()).isEqualTo("/etc/pki/libvirt/clientcert.pem is missing");
        assertThat(finding.check().remedy()).contains("has several authorities");
        assertThat(finding.action()).isEmpty();
    }

    @Test
    void wherePathsAreSetNothingIsPlaced() {
        Recordings.file(fake, "/etc/libvirt/qemu.conf", "migrate_tls_x509_cert_dir = \"/srv/tls\"\n");

        Finding finding = findings().get(0);

        assertThat(finding.check().found()).contains("/srv/tls/server-cert.pem is missing");
        assertThat(finding.action()).isEmpty();
    }

    @Test
    void tlsThatAsksForNoCertificateIsTheWorst() {
        Recordings.file(fake, "/etc/libvirt/libvirtd.conf", "tls_no_verify_certificate = 1\n");
        Recordings.teach(fake, "ss -H", 0, "LISTEN 0 128 0.0.0.0:16514 0.0.0.0:*\n");

        assertThat(findings().get(2).check().found()).startsWith("security, critical: tls_no_verify_certificate = 1");
    }

    @Test
    void qemuThatAsksForNoneAndNamesThatAreAllowedAreTold() {
        Recordings.file(fake, "/etc/libvirt/qemu.conf", "migrate_tls_x509_verify = 0\n");
        assertThat(findings().get(2).check().found()).startsWith("security, medium: migrate_tls_x509_verify = 0");
        Recordings.file(fake, "/etc/libvirt/qemu.conf", "");
        Recordings.file(fake, "/etc/libvirt/libvirtd.conf", "tls_allowed_dn_list = [\"CN=kvm-02\"]\n");
        assertThat(findings().get(2).check().found()).contains("CN=kvm-02");
    }

    private PlaceCertificates place() {
        Recordings.teach(fake, "virsh -q -c qemu:///system version", 0, "9.0.0");
        Recordings.teach(fake, "sh -c set -eu; umask 022; mkdir -p /etc/pki/libvirt;", 0, Authorities.request(PAIR));
        Recordings.teach(fake, "sh -c set -eu; umask 077; d=", 0, "kept\n");
        Recordings.teach(fake, "sh -c set -eu; if [ -e", 0, "");
        Recordings.teach(fake, "sh -c set -eu; f=$(readlink", 0, "");
        Recordings.teach(fake, "sh -c rm -f", 0, "");
        Recordings.teach(fake, "ip -o address show", 0, "2: eth0    inet 10.0.0.11/24 scope global eth0");
        Recordings.teach(fake, "getent -- passwd", 0, "libvirt-qemu:x:64055:106::/:/bin/false\n");
        Recordings.teach(fake, "getent -- group", 0, "kvm:x:106:\n");
        Recordings.teach(fake, "ss -H", 0, "LISTEN 0 128 0.0.0.0:16514 0.0.0.0:*\n");
        USUAL.certificates().forEach(path -> Recordings.noFile(fake, path));
        return new PlaceCertificates(
                host,
                authority,
                new DaemonRestart(host, new DaemonLayout(false, false, Map.of()), Duration.ofMillis(1)));
    }

    private long runs(String part) {
        return fake.ssh.commands.stream()
                .filter(words -> String.join(" ", words).contains(part))
                .count();
    }

    @Test
    void theReportSaysWhereTheOldOnesAre() {
        PlaceCertificates action = place();
        Recordings.teach(fake, "service libvirtd restart", 0, "");

        assertThat(action.perform())
                .contains("a certificate for kvm-01")
                .contains("/etc/pki/qemu/server-key.pem, the old one is /var/lib/libvirt-migration/kept/keys-");
    }

    @Test
    void aDaemonThatDoesNotTakeThemGetsTheOldOnesAndIsStartedAgain() {
        PlaceCertificates action = place();
        fake.ssh.answer(
                Recordings.command("service libvirtd restart"),
                words -> runs("set -eu; if [ -e") == 0
                        ? new CommandOutput(1, "", "cannot load certificate")
                        : new CommandOutput(0, "", ""));

        assertThatThrownBy(action::perform)
                .hasMessageContaining("cannot load certificate")
                .hasMessageEndingWith("the old certificates were put back, and the daemon answers with it");
        assertThat(runs("set -eu; if [ -e")).as("every key").isEqualTo(4);
        assertThat(runs("service libvirtd restart")).isEqualTo(2);
    }

    @Test
    void oneThatCannotBePutBackKeepsNoOtherFromIt() {
        PlaceCertificates action = place();
        Recordings.teach(fake, "service libvirtd restart", 1, "cannot load certificate");
        Recordings.teach(fake, "sh -c set -eu; if [ -e", 1, "read-only file system");

        assertThatThrownBy(action::perform).hasMessageContaining("taking it back failed too");
        assertThat(runs("set -eu; if [ -e")).isEqualTo(4);
    }
}
