package io.jenkins.plugins.libvirtmigration.preparation.daemon;

import io.jenkins.plugins.libvirtmigration.preparation.certificate.CertificateAuthority;
import io.jenkins.plugins.libvirtmigration.preparation.certificate.Certificates;
import io.jenkins.plugins.libvirtmigration.preparation.examination.Finding;
import io.jenkins.plugins.libvirtmigration.preparation.examination.HostExamination;
import io.jenkins.plugins.libvirtmigration.preparation.examination.Severity;
import io.jenkins.plugins.libvirtmigration.preparation.examination.Subject;
import io.jenkins.plugins.libvirtmigration.preparation.examination.Surroundings;
import io.jenkins.plugins.libvirtmigration.preparation.host.ExaminedHost;
import io.jenkins.plugins.libvirtmigration.ssh.CommandOutput;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Certificates are there, made out to the name that peers use, by one authority, and not about to expire. */
public final class TlsCertificates implements HostExamination {
    private static final String EXPECTED = "certificates valid for the host's name or address, for 14 days more";

    @Override
    public String id() {
        return "tls-certificates";
    }

    @Override
    public List<Finding> examine(ExaminedHost host, Surroundings around) {
        Subject subject = Subject.of(host, id());
        Optional<X509Certificate> authority = TlsFiles.certificate(host, TlsFiles.AUTHORITY);
        boolean wanted = around.request().wantsTls();
        if (!wanted && TlsFiles.certificate(host, TlsFiles.CERTIFICATES.get(0)).isEmpty()) {
            return List.of(subject.passed("none, and none needed for SSH", EXPECTED));
        }
        List<Finding> findings = new ArrayList<>();
        findings.add(judge(subject, host, authority, wanted, around.request().authority()));
        findings.add(keys(Subject.of(host, "tls-keys-private"), host));
        return findings;
    }

    private static Finding judge(
            Subject subject,
            ExaminedHost host,
            Optional<X509Certificate> authority,
            boolean wanted,
            Optional<CertificateAuthority> given) {
        if (authority.isPresent()
                && given.isPresent()
                && !authority
                        .get()
                        .getPublicKey()
                        .equals(given.get().certificate().getPublicKey())) {
            return subject.failed(
                    TlsFiles.AUTHORITY + " is of another authority: "
                            + authority.get().getSubjectX500Principal().getName(),
                    EXPECTED,
                    "Give the authority that the hosts already trust, or change over by hand: other peers rely on it.");
        }
        List<String> problems = problems(host, authority);
        if (!problems.isEmpty()) {
            String remedy = "Run with --apply --transport tls --ca-certificate FILE --ca-key FILE, or place them as in"
                    + " https://libvirt.org/kbase/tlscerts.html.";
            String found = String.join("; ", problems);
            Finding finding =
                    wanted ? subject.failed(found, EXPECTED, remedy) : subject.warning(found, EXPECTED, remedy);
            return wanted && given.isPresent() ? finding.mendedBy(new PlaceCertificates(host, given.get())) : finding;
        }
        Instant end = TlsFiles.certificate(host, TlsFiles.CERTIFICATES.get(0))
                .orElseThrow()
                .getNotAfter()
                .toInstant();
        return subject.passed("valid for " + host.address().host() + " until " + end, EXPECTED);
    }

    private static List<String> problems(ExaminedHost host, Optional<X509Certificate> authority) {
        List<String> problems = new ArrayList<>();
        if (authority.isEmpty()) {
            problems.add(TlsFiles.AUTHORITY + " is missing");
        }
        if (TlsFiles.certificate(host, TlsFiles.QEMU_AUTHORITY).isEmpty()) {
            problems.add(TlsFiles.QEMU_AUTHORITY + " is missing");
        }
        Instant now = Instant.now();
        for (String path : TlsFiles.CERTIFICATES) {
            Optional<X509Certificate> certificate = TlsFiles.certificate(host, path);
            if (certificate.isEmpty()) {
                problems.add(path + " is missing");
            } else if (authority.isPresent()) {
                Certificates.problems(
                                certificate.get(),
                                authority.get(),
                                host.address().host(),
                                now)
                        .forEach(problem -> problems.add(path + " is " + problem));
                if (problems.isEmpty() && Certificates.endsSoon(certificate.get(), now)) {
                    problems.add(
                            path + " ends on " + certificate.get().getNotAfter().toInstant());
                }
            }
        }
        for (String path : TlsFiles.KEYS) {
            if (!host.shell().asRoot("test", "-s", path).succeeded()) {
                problems.add(path + " is missing");
            }
        }
        return problems;
    }

    private static Finding keys(Subject subject, ExaminedHost host) {
        String expected = "private keys that only root and QEMU's group can read";
        List<String> open = new ArrayList<>();
        for (String path : TlsFiles.KEYS) {
            CommandOutput said = host.shell().asRoot("stat", "-c", "%a", "--", path);
            String mode = said.output().strip();
            if (said.succeeded() && !mode.endsWith("0")) {
                open.add(path + " has mode " + mode);
            }
        }
        return open.isEmpty()
                ? subject.passed("none is readable by others", expected)
                : subject.security(
                                Severity.HIGH,
                                String.join(", ", open),
                                expected,
                                "chmod o= on them; where others have accounts on the host, make new ones.")
                        .mendedBy(() -> close(
                                host,
                                open.stream()
                                        .map(one -> one.substring(0, one.indexOf(' ')))
                                        .toList()));
    }

    private static String close(ExaminedHost host, List<String> paths) {
        paths.forEach(path -> host.shell().rootOutput("chmod", "o=", "--", path));
        return "chmod o= " + String.join(" ", paths);
    }
}
