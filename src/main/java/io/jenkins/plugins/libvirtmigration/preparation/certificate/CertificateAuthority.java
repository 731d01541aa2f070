package io.jenkins.plugins.libvirtmigration.preparation.certificate;

import io.jenkins.plugins.libvirtmigration.check.FileProblem;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Date;
import java.util.List;
import java.util.stream.Stream;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.openssl.PEMException;
import org.bouncycastle.openssl.PEMKeyPair;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.openssl.jcajce.JcaPEMKeyConverter;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.operator.jcajce.JcaContentVerifierProviderBuilder;
import org.bouncycastle.pkcs.PKCS10CertificationRequest;
import org.bouncycastle.pkcs.PKCSException;

/**
 * The user's certificate authority. Its key stays in this process; a host makes its own key, which never leaves it, and
 * only the request and the certificate travel.
 */
public final class CertificateAuthority {
    /** A year: short enough to be worth renewing by a scheduled run, long enough to survive a forgotten one. */
    private static final Duration VALIDITY = Duration.ofDays(365);

    /** Hosts' clocks differ a little. */
    private static final Duration BACKDATED = Duration.ofHours(1);

    /** RFC 5280 allows 20 bytes, the first bit 0. */
    private static final int SERIAL_BITS = 159;

    /** Not the JDK's, which cannot read an elliptic key as OpenSSL writes it; used here only, not registered. */
    private static final Provider LIBRARY = new BouncyCastleProvider();

    private final X509Certificate certificate;
    private final PrivateKey key;
    private final SecureRandom random = new SecureRandom();

    private CertificateAuthority(X509Certificate certificate, PrivateKey key) {
        this.certificate = certificate;
        this.key = key;
    }

    /** @throws IllegalArgumentException naming the file and what is wrong with it */
    public static CertificateAuthority load(Path certificateFile, Path keyFile) {
        X509Certificate certificate = Certificates.parse(text(certificateFile))
                .orElseThrow(() -> new IllegalArgumentException(certificateFile + " is not a certificate in PEM."));
        if (certificate.getBasicConstraints() < 0) {
            throw new IllegalArgumentException(certificateFile
                    + " is not a certificate of an authority (CA:TRUE is missing). Give the authority's own.");
        }
        if (certificate.getNotAfter().toInstant().isBefore(Instant.now())) {
            throw new IllegalArgumentException(
                    certificateFile + " expired on " + certificate.getNotAfter().toInstant() + ".");
        }
        PrivateKey key = key(keyFile);
        requireMatch(certificate, key, certificateFile, keyFile);
        return new CertificateAuthority(certificate, key);
    }

    public X509Certificate certificate() {
        return certificate;
    }

    /** The authority's certificate for the hosts. */
    public String pem() {
        return pem(certificate);
    }

    /**
     * A certificate for a host that serves and asks: both ends of a migration have both roles.
     *
     * @param request in PEM, with the host's public key; nothing else in it is believed
     * @param names the host's names, the first of which is the subject
     * @throws IllegalStateException where the request is not one, or not signed with its own key
     */
    public String sign(String request, List<String> names, Collection<String> addresses, Instant now) {
        try {
            PKCS10CertificationRequest asked = read(request);
            if (!asked.isSignatureValid(
                    new JcaContentVerifierProviderBuilder().build(asked.getSubjectPublicKeyInfo()))) {
                throw new IllegalStateException("The host's certificate request is not signed with its own key.");
            }
            Instant end = now.plus(VALIDITY);
            Instant last = certificate.getNotAfter().toInstant();
            X509v3CertificateBuilder builder = new X509v3CertificateBuilder(
                    X500Name.getInstance(certificate.getSubjectX500Principal().getEncoded()),
                    new BigInteger(SERIAL_BITS, random).add(BigInteger.ONE),
                    Date.from(now.minus(BACKDATED)),
                    Date.from(end.isBefore(last) ? end : last),
                    new X500NameBuilder().addRDN(BCStyle.CN, names.get(0)).build(),
                    asked.getSubjectPublicKeyInfo());
            extend(builder, asked, names, addresses);
            X509CertificateHolder signed = builder.build(new JcaContentSignerBuilder(algorithm(key))
                    .setProvider(LIBRARY)
                    .build(key));
            return pem(signed);
        } catch (IOException | GeneralSecurityException | OperatorCreationException | PKCSException e) {
            throw new IllegalStateException("The host's certificate cannot be made: " + e.getMessage(), e);
        }
    }

    /** libvirt refuses a certificate without key encipherment (virnettlscert.c), so it is stated beside the signature. */
    private void extend(
            X509v3CertificateBuilder builder,
            PKCS10CertificationRequest asked,
            List<String> names,
            Collection<String> addresses)
            throws IOException, GeneralSecurityException {
        JcaX509ExtensionUtils utilities = new JcaX509ExtensionUtils();
        builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(false));
        builder.addExtension(
                Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature | KeyUsage.keyEncipherment));
        builder.addExtension(Extension.extendedKeyUsage, false, new ExtendedKeyUsage(new KeyPurposeId[] {
            KeyPurposeId.id_kp_serverAuth, KeyPurposeId.id_kp_clientAuth
        }));
        GeneralName[] alternatives = Stream.concat(
                        names.stream().map(name -> new GeneralName(GeneralName.dNSName, name)),
                        addresses.stream().map(address -> new GeneralName(GeneralName.iPAddress, address)))
                .toArray(GeneralName[]::new);
        builder.addExtension(Extension.subjectAlternativeName, false, new GeneralNames(alternatives));
        builder.addExtension(
                Extension.authorityKeyIdentifier, false, utilities.createAuthorityKeyIdentifier(certificate));
        builder.addExtension(
                Extension.subjectKeyIdentifier,
                false,
                utilities.createSubjectKeyIdentifier(asked.getSubjectPublicKeyInfo()));
    }

    private static PKCS10CertificationRequest read(String request) throws IOException {
        try (PEMParser parser = new PEMParser(new StringReader(request))) {
            if (parser.readObject() instanceof PKCS10CertificationRequest asked) {
                return asked;
            }
            throw new IllegalStateException("The host did not give a certificate request.");
        }
    }

    private static PrivateKey key(Path file) {
        try (PEMParser parser = new PEMParser(new StringReader(text(file)))) {
            JcaPEMKeyConverter converter = new JcaPEMKeyConverter().setProvider(LIBRARY);
            // An elliptic key of OpenSSL has its parameters before it.
            for (Object found = parser.readObject(); found != null; found = parser.readObject()) {
                if (found instanceof PEMKeyPair pair) {
                    return converter.getPrivateKey(pair.getPrivateKeyInfo());
                }
                if (found instanceof PrivateKeyInfo info) {
                    return converter.getPrivateKey(info);
                }
            }
        } catch (PEMException e) {
            throw new IllegalArgumentException(file + " has a key that cannot be read.", e);
        } catch (IOException e) {
            throw new IllegalArgumentException(file + " is not a private key in PEM.", e);
        }
        throw new IllegalArgumentException(file + " has no private key in PEM without a passphrase. Decrypt it into"
                + " memory, for example with a process substitution: --ca-key <(openssl pkey -in " + file + ")");
    }

    private static void requireMatch(X509Certificate certificate, PrivateKey key, Path certificateFile, Path keyFile) {
        byte[] text = "libvirt-migration".getBytes(StandardCharsets.US_ASCII);
        try {
            Signature signer = Signature.getInstance(algorithm(key), LIBRARY);
            signer.initSign(key);
            signer.update(text);
            byte[] signature = signer.sign();
            Signature verifier = Signature.getInstance(algorithm(key));
            verifier.initVerify(certificate.getPublicKey());
            verifier.update(text);
            if (verifier.verify(signature)) {
                return;
            }
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException(keyFile + " is not the key of " + certificateFile + ".", e);
        }
        throw new IllegalArgumentException(keyFile + " is not the key of " + certificateFile + ".");
    }

    private static String algorithm(PrivateKey key) {
        return switch (key.getAlgorithm()) {
            case "RSA" -> "SHA256withRSA";
            case "EC", "ECDSA" -> "SHA256withECDSA";
            default -> key.getAlgorithm();
        };
    }

    private static String text(Path file) {
        try {
            return new String(Files.readAllBytes(file), StandardCharsets.US_ASCII);
        } catch (IOException e) {
            throw new IllegalArgumentException("Cannot read " + file + ": " + FileProblem.of(e) + ".", e);
        }
    }

    private static String pem(Object object) {
        StringWriter text = new StringWriter();
        try (JcaPEMWriter writer = new JcaPEMWriter(text)) {
            writer.writeObject(object);
        } catch (IOException e) {
            throw new IllegalStateException("A certificate cannot be written as PEM.", e);
        }
        return text.toString();
    }
}
