package io.jenkins.plugins.libvirtmigration.preparation.daemon;

import io.jenkins.plugins.libvirtmigration.preparation.certificate.Certificates;
import io.jenkins.plugins.libvirtmigration.preparation.host.ExaminedHost;
import io.jenkins.plugins.libvirtmigration.ssh.CommandOutput;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/** Everything that keeps a host's certificates from being of use: to its peers, and to itself. */
record TlsProblems(ExaminedHost host, TlsFiles files) {

    List<String> all() {
        List<String> problems = new ArrayList<>();
        Instant now = Instant.now();
        Optional<X509Certificate> authority = authority(files.authority(), now, problems);
        Optional<X509Certificate> qemu = authority(files.qemuAuthority(), now, problems);
        for (int i = 0; i < files.certificates().size(); i++) {
            String path = files.certificates().get(i);
            Optional<X509Certificate> certificate = TlsFiles.certificate(host, path);
            if (certificate.isEmpty()) {
                problems.add(path + " is missing");
            } else {
                (path.startsWith("/etc/pki/libvirt/") || i == 0 ? authority : qemu)
                        .ifPresent(signer -> ofCertificate(path, certificate.get(), signer, now, problems));
            }
            key(files.keys().get(i), path, certificate).ifPresent(problems::add);
        }
        return problems;
    }

    private Optional<X509Certificate> authority(String path, Instant now, List<String> problems) {
        Optional<X509Certificate> authority = TlsFiles.certificate(host, path);
        if (authority.isEmpty()) {
            problems.add(path + " is missing");
        } else if (Certificates.endsSoon(authority.get(), now)) {
            problems.add("the authority in " + path + " ends on "
                    + authority.get().getNotAfter().toInstant());
        }
        return authority;
    }

    private void ofCertificate(
            String path, X509Certificate certificate, X509Certificate signer, Instant now, List<String> problems) {
        List<String> wrong =
                Certificates.problems(certificate, signer, host.address().host(), now);
        wrong.forEach(problem -> problems.add(path + " is " + problem));
        if (wrong.isEmpty() && Certificates.endsSoon(certificate, now)) {
            problems.add(path + " ends on " + certificate.getNotAfter().toInstant());
        }
    }

    /** The private key stays there: its public part is compared. */
    private Optional<String> key(String path, String certificatePath, Optional<X509Certificate> certificate) {
        if (!host.shell().asRoot("test", "-s", path).succeeded()) {
            return Optional.of(path + " is missing");
        }
        if (certificate.isEmpty() || !host.shell().has("openssl")) {
            return Optional.empty();
        }
        CommandOutput said = host.shell().asRoot("openssl", "pkey", "-pubout", "-in", path);
        if (!said.succeeded()) {
            return Optional.of(path + " is no key that openssl can read");
        }
        String there = said.output().replaceAll("-----[A-Z ]+-----|\\s", "");
        String wanted = Base64.getEncoder()
                .encodeToString(certificate.get().getPublicKey().getEncoded());
        return there.equals(wanted) ? Optional.empty() : Optional.of(path + " is not the key of " + certificatePath);
    }
}
