package io.jenkins.plugins.libvirtmigration.preparation.certificate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.StringWriter;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.openssl.jcajce.JcaPKCS8Generator;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.pkcs.jcajce.JcaPKCS10CertificationRequestBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CertificateAuthorityTest {
    private static final Instant NOW = Instant.now();

    @TempDir
    private Path directory;

    private static KeyPair pair(String algorithm) throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
        if (algorithm.equals("RSA")) {
            generator.initialize(2048);
        }
        return generator.generateKeyPair();
    }

    private static String pem(Object object) throws IOException {
        StringWriter text = new StringWriter();
        try (JcaPEMWriter writer = new JcaPEMWriter(text)) {
            writer.writeObject(object);
        }
        return text.toString();
    }

    private static Object pkcs8(KeyPair pair) throws Exception {
        return new JcaPKCS8Generator(pair.getPrivate(), null);
    }

    private Path write(String name, Object object) throws IOException {
        return Files.writeString(directory.resolve(name), pem(object));
    }

    private static Object authority(KeyPair pair, String signature, boolean isAuthority) throws Exception {
        X500Name name = new X500Name("CN=Test CA");
        return new JcaX509v3CertificateBuilder(
                        name,
                        BigInteger.ONE,
                        Date.from(NOW.minusSeconds(60)),
                        Date.from(NOW.plus(Duration.ofDays(3650))),
                        name,
                        pair.getPublic())
                .addExtension(Extension.basicConstraints, true, new BasicConstraints(isAuthority))
                .build(new JcaContentSignerBuilder(signature).build(pair.getPrivate()));
    }

    private static String request(KeyPair pair, KeyPair signer) throws Exception {
        return pem(new JcaPKCS10CertificationRequestBuilder(new X500Name("CN=host"), pair.getPublic())
                .build(new JcaContentSignerBuilder("SHA256withRSA").build(signer.getPrivate())));
    }

    @ParameterizedTest
    @CsvSource({"RSA,SHA256withRSA", "EC,SHA256withECDSA", "Ed25519,Ed25519"})
    void signsWhatAHostAsksFor(String algorithm, String signature) throws Exception {
        KeyPair pair = pair(algorithm);
        CertificateAuthority authority = CertificateAuthority.load(
                write("ca.pem", authority(pair, signature, true)), write("key.pem", pkcs8(pair)));
        KeyPair host = pair("RSA");

        X509Certificate certificate = Certificates.parse(authority.sign(
                        request(host, host),
                        List.of("kvm-01.example.org", "kvm-01"),
                        List.of("10.0.0.11", "2001:db8::11"),
                        NOW))
                .orElseThrow();

        assertThat(certificate.getPublicKey()).isEqualTo(host.getPublic());
        assertThat(Certificates.problems(certificate, authority.certificate(), "10.0.0.11", NOW))
                .isEmpty();
        assertThat(Certificates.problems(certificate, authority.certificate(), "2001:DB8:0::11", NOW))
                .isEmpty();
        assertThat(Certificates.problems(certificate, authority.certificate(), "KVM-01", NOW))
                .isEmpty();
        assertThat(Certificates.problems(certificate, authority.certificate(), "kvm-09", NOW))
                .containsExactly("made out to kvm-01.example.org, kvm-01, 10.0.0.11, 2001:db8::11, not to kvm-09");
        assertThat(certificate.getKeyUsage()[0]).as("digital signature").isTrue();
        assertThat(certificate.getKeyUsage()[2]).as("key encipherment").isTrue();
        assertThat(certificate.getBasicConstraints()).isEqualTo(-1);
        assertThat(Certificates.endsSoon(certificate, NOW.plus(Duration.ofDays(350))))
                .isFalse();
        assertThat(Certificates.endsSoon(certificate, NOW.plus(Duration.ofDays(352))))
                .isTrue();
        assertThat(Certificates.problems(
                        certificate, authority.certificate(), "kvm-01", NOW.plus(Duration.ofDays(366))))
                .singleElement()
                .asString()
                .startsWith("expired on");
    }

    @Test
    void aCertificateOfAnotherAuthorityIsSeen() throws Exception {
        KeyPair one = pair("RSA");
        KeyPair other = pair("RSA");
        CertificateAuthority signer = CertificateAuthority.load(
                write("one.pem", authority(one, "SHA256withRSA", true)), write("one.key", one.getPrivate()));
        CertificateAuthority stranger = CertificateAuthority.load(
                write("other.pem", authority(other, "SHA256withRSA", true)), write("other.key", other.getPrivate()));
        X509Certificate certificate = Certificates.parse(
                        signer.sign(request(one, one), List.of("kvm-01"), List.of(), NOW))
                .orElseThrow();

        assertThat(Certificates.problems(certificate, stranger.certificate(), "kvm-01", NOW))
                .containsExactly("not signed by the authority in cacert.pem (CN=Test CA)");
    }

    @Test
    void aRequestThatIsNotSignedByItsOwnKeyIsRefused() throws Exception {
        KeyPair pair = pair("RSA");
        CertificateAuthority authority = CertificateAuthority.load(
                write("ca.pem", authority(pair, "SHA256withRSA", true)), write("key.pem", pkcs8(pair)));
        String forged = request(pair("RSA"), pair("RSA"));

        assertThatThrownBy(() -> authority.sign(forged, List.of("kvm-01"), List.of(), NOW))
                .hasMessage("The host's certificate request is not signed with its own key.");
        assertThatThrownBy(() -> authority.sign("nonsense", List.of("kvm-01"), List.of(), NOW))
                .hasMessage("The host did not give a certificate request.");
    }

    @Test
    void aKeyOfAnotherCertificateIsRefused() throws Exception {
        KeyPair pair = pair("RSA");
        Path certificate = write("ca.pem", authority(pair, "SHA256withRSA", true));
        Path key = write("key.pem", pair("RSA").getPrivate());

        assertThatThrownBy(() -> CertificateAuthority.load(certificate, key))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(key + " is not the key of " + certificate + ".");
    }

    @Test
    void aHostsOwnCertificateIsNoAuthority() throws Exception {
        KeyPair pair = pair("RSA");
        Path certificate = write("ca.pem", authority(pair, "SHA256withRSA", false));
        Path key = write("key.pem", pkcs8(pair));

        assertThatThrownBy(() -> CertificateAuthority.load(certificate, key))
                .hasMessageContaining("CA:TRUE is missing");
    }

    @Test
    void whatIsNoCertificateIsNamed() throws Exception {
        Path nothing = Files.writeString(directory.resolve("nothing.pem"), "hello");

        assertThatThrownBy(() -> CertificateAuthority.load(nothing, nothing))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(nothing + " is not a certificate in PEM.");
    }
}
