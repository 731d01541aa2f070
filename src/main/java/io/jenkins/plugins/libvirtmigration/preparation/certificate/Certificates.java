package io.jenkins.plugins.libvirtmigration.preparation.certificate;

import io.jenkins.plugins.libvirtmigration.preparation.names.Resolution;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Reads certificates from a host, and says what is wrong with them. */
public final class Certificates {
    /** From here on a certificate is renewed: a run a week has two chances. */
    public static final Duration SOON = Duration.ofDays(14);

    private static final int DNS_NAME = 2;
    private static final int IP_ADDRESS = 7;

    private Certificates() {}

    /** The first certificate of a text in PEM; empty where there is none. */
    public static Optional<X509Certificate> parse(String pem) {
        int begin = pem.indexOf("-----BEGIN CERTIFICATE-----");
        if (begin < 0) {
            return Optional.empty();
        }
        try {
            byte[] bytes = pem.substring(begin).getBytes(StandardCharsets.US_ASCII);
            return Optional.of((X509Certificate)
                    CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(bytes)));
        } catch (CertificateException e) {
            return Optional.empty();
        }
    }

    /**
     * Everything that keeps a host's certificate from being accepted by its peers.
     *
     * @param name the name or address that peers ask for
     */
    public static List<String> problems(
            X509Certificate certificate, X509Certificate authority, String name, Instant now) {
        List<String> problems = new ArrayList<>();
        Instant end = certificate.getNotAfter().toInstant();
        if (end.isBefore(now)) {
            problems.add("expired on " + end);
        } else if (certificate.getNotBefore().toInstant().isAfter(now)) {
            problems.add("not valid before " + certificate.getNotBefore().toInstant());
        }
        if (!names(certificate).contains(Resolution.canonical(name).toLowerCase(Locale.ROOT))) {
            problems.add("made out to " + String.join(", ", names(certificate)) + ", not to " + name);
        }
        try {
            certificate.verify(authority.getPublicKey());
        } catch (GeneralSecurityException e) {
            problems.add("not signed by the authority in cacert.pem ("
                    + authority.getSubjectX500Principal().getName() + ")");
        }
        return problems;
    }

    /** Whether it ends soon enough to be renewed now. */
    public static boolean endsSoon(X509Certificate certificate, Instant now) {
        return certificate.getNotAfter().toInstant().isBefore(now.plus(SOON));
    }

    /** The names and addresses that it is made out to; its subject only where it has no others (RFC 6125). */
    static Set<String> names(X509Certificate certificate) {
        Set<String> names = new LinkedHashSet<>();
        try {
            Collection<List<?>> alternatives = certificate.getSubjectAlternativeNames();
            if (alternatives != null) {
                alternatives.stream()
                        .filter(one -> one.get(0).equals(DNS_NAME) || one.get(0).equals(IP_ADDRESS))
                        .map(one -> Resolution.canonical(String.valueOf(one.get(1))))
                        .forEach(name -> names.add(name.toLowerCase(Locale.ROOT)));
            }
        } catch (CertificateParsingException e) {
            return names;
        }
        if (names.isEmpty()) {
            for (String part : certificate.getSubjectX500Principal().getName().split(",")) {
                if (part.startsWith("CN=")) {
                    names.add(part.substring(3).toLowerCase(Locale.ROOT));
                }
            }
        }
        return names;
    }
}
