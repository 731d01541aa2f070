package io.jenkins.plugins.libvirtmigration.preparation.daemon;

import io.jenkins.plugins.libvirtmigration.preparation.certificate.CertificateAuthority;
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
        TlsFiles files = TlsFiles.of(host);
        boolean wanted = around.request().wantsTls();
        if (!wanted && TlsFiles.certificate(host, files.certificates().get(0)).isEmpty()) {
            return List.of(subject.passed("none, and none needed for SSH", EXPECTED));
        }
        List<Finding> findings = new ArrayList<>();
        findings.add(judge(subject, host, files, wanted, around.request().authority()));
        findings.add(keys(Subject.of(host, "tls-keys-private"), host, files));
        findings.add(TlsClients.judge(Subject.of(host, "tls-clients-verified"), host));
        return findings;
    }

    private static Finding judge(
            Subject subject, ExaminedHost host, TlsFiles files, boolean wanted, Optional<CertificateAuthority> given) {
        for (String path : List.of(files.authority(), files.qemuAuthority())) {
            Optional<X509Certificate> authority = TlsFiles.certificate(host, path);
            if (authority.isPresent() && given.isPresent() && isAnother(authority.get(), given.get())) {
                return subject.failed(
                        path + " is of another authority: "
                                + authority.get().getSubjectX500Principal().getName(),
                        EXPECTED,
                        "Give the authority that the hosts already trust, or change over by hand: other peers rely on it.");
            }
        }
        List<String> problems = new TlsProblems(host, files).all();
        if (!problems.isEmpty()) {
            String remedy = "Run with --apply --transport tls --ca-certificate FILE --ca-key FILE, or place them as in"
                    + " https://libvirt.org/kbase/tlscerts.html.";
            String byHand = byHand(host, files);
            String found = String.join("; ", problems);
            Finding finding = wanted
                    ? subject.failed(found, EXPECTED, byHand.isEmpty() ? remedy : byHand)
                    : subject.warning(found, EXPECTED, byHand.isEmpty() ? remedy : byHand);
            return wanted && given.isPresent() && byHand.isEmpty()
                    ? finding.mendedBy(new PlaceCertificates(host, given.get()))
                    : finding;
        }
        Instant end = TlsFiles.certificate(host, files.certificates().get(0))
                .orElseThrow()
                .getNotAfter()
                .toInstant();
        return subject.passed("valid for " + host.address().host() + " until " + end, EXPECTED);
    }

    private static boolean isAnother(X509Certificate authority, CertificateAuthority given) {
        return !authority.getPublicKey().equals(given.certificate().getPublicKey());
    }

    /** Why nothing is placed here; empty where it can be. */
    private static String byHand(ExaminedHost host, TlsFiles files) {
        if (!files.isUsual()) {
            return "Place them by hand where the host's settings name them: " + String.join(", ", files.certificates())
                    + ".";
        }
        List<String> bundles = files.bundles(host);
        return bundles.isEmpty()
                ? ""
                : "Place them by hand: " + String.join(", ", bundles)
                        + " has several authorities, and others rely on them.";
    }

    private static Finding keys(Subject subject, ExaminedHost host, TlsFiles files) {
        String expected = "private keys that only root and QEMU's group can read";
        List<String> open = new ArrayList<>();
        for (String path : files.keys()) {
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
