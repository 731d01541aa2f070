package io.jenkins.plugins.libvirtmigration.preparation.daemon;

import io.jenkins.plugins.libvirtmigration.preparation.certificate.Certificates;
import io.jenkins.plugins.libvirtmigration.preparation.host.ExaminedHost;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;

/** Where libvirt and QEMU look for certificates, by default. One certificate serves in every role. */
final class TlsFiles {
    static final String AUTHORITY = "/etc/pki/CA/cacert.pem";
    static final String QEMU_AUTHORITY = "/etc/pki/qemu/ca-cert.pem";

    /** The first is the one that other hosts see. */
    static final List<String> CERTIFICATES = List.of(
            "/etc/pki/libvirt/servercert.pem",
            "/etc/pki/libvirt/clientcert.pem",
            "/etc/pki/qemu/server-cert.pem",
            "/etc/pki/qemu/client-cert.pem");

    /** In the order of the certificates. QEMU runs as an account of its own, which must read the last two. */
    static final List<String> KEYS = List.of(
            "/etc/pki/libvirt/private/serverkey.pem",
            "/etc/pki/libvirt/private/clientkey.pem",
            "/etc/pki/qemu/server-key.pem",
            "/etc/pki/qemu/client-key.pem");

    private TlsFiles() {}

    static Optional<X509Certificate> certificate(ExaminedHost host, String path) {
        return host.shell().read(path).flatMap(Certificates::parse);
    }
}
