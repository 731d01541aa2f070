package io.jenkins.plugins.libvirtmigration.preparation.daemon;

import io.jenkins.plugins.libvirtmigration.preparation.certificate.Certificates;
import io.jenkins.plugins.libvirtmigration.preparation.host.ExaminedHost;
import io.jenkins.plugins.libvirtmigration.preparation.host.Settings;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Where libvirt and QEMU look for certificates on a host: by default, or where its settings say.
 *
 * @param authority of the daemon's peers
 * @param qemuAuthority of a migration's peers
 * @param certificates the first is the one that other hosts see
 * @param keys in the order of the certificates; QEMU runs as an account of its own, which must read the last two
 */
record TlsFiles(String authority, String qemuAuthority, List<String> certificates, List<String> keys) {
    private static final String PKI = "/etc/pki/libvirt/";

    TlsFiles {
        certificates = List.copyOf(certificates);
        keys = List.copyOf(keys);
    }

    static TlsFiles usual() {
        return of("/etc/pki/CA/cacert.pem", PKI + "servercert.pem", PKI + "private/serverkey.pem", "/etc/pki/qemu");
    }

    private static TlsFiles of(String authority, String certificate, String key, String qemu) {
        return new TlsFiles(
                authority,
                qemu + "/ca-cert.pem",
                List.of(certificate, PKI + "clientcert.pem", qemu + "/server-cert.pem", qemu + "/client-cert.pem"),
                List.of(key, PKI + "private/clientkey.pem", qemu + "/server-key.pem", qemu + "/client-key.pem"));
    }

    /** By libvirtd.conf and qemu.conf, in the order in which libvirt asks them (virQEMUDriverConfigSetDefaults). */
    static TlsFiles of(ExaminedHost host) {
        Settings daemon = Settings.of(host, DaemonLayout.of(host).configuration());
        Settings qemu = Settings.of(host, "/etc/libvirt/qemu.conf");
        TlsFiles usual = usual();
        Optional<String> own = qemu.text("migrate_tls_x509_cert_dir").or(() -> ofMigrations(host));
        String directory = own.or(() -> qemu.text("default_tls_x509_cert_dir")).orElse("/etc/pki/qemu");
        return of(
                daemon.text("ca_file").orElse(usual.authority),
                daemon.text("cert_file").orElse(usual.certificates.get(0)),
                daemon.text("key_file").orElse(usual.keys.get(0)),
                directory.replaceAll("/+$", ""));
    }

    private static Optional<String> ofMigrations(ExaminedHost host) {
        String directory = "/etc/pki/libvirt-migrate";
        return host.shell().asRoot("test", "-d", directory).succeeded() ? Optional.of(directory) : Optional.empty();
    }

    /** Whether somebody has put them elsewhere: what is there is not for this program to replace. */
    boolean isUsual() {
        return equals(usual());
    }

    /** Files that hold more than one certificate, which one certificate would not replace. */
    List<String> bundles(ExaminedHost host) {
        List<String> bundles = new ArrayList<>();
        for (String path : List.of(authority, qemuAuthority)) {
            String text = host.shell().read(path).orElse("");
            if (text.split("-----BEGIN CERTIFICATE-----", -1).length > 2) {
                bundles.add(path);
            }
        }
        return bundles;
    }

    static Optional<X509Certificate> certificate(ExaminedHost host, String path) {
        return host.shell().read(path).flatMap(Certificates::parse);
    }
}
