package io.jenkins.plugins.libvirtmigration.preparation.examination;

import io.jenkins.plugins.libvirtmigration.preparation.certificate.CertificateAuthority;
import io.jenkins.plugins.libvirtmigration.request.StorageMode;
import java.util.Optional;

/**
 * What hosts are to be prepared for.
 *
 * @param apply false: nothing on any host is changed
 * @param authority what certificates are made with, for TLS
 */
public record PreparationRequest(
        StorageMode storage, PeerTransport transport, boolean apply, Optional<CertificateAuthority> authority) {

    /** How one host's daemon reaches the other's for a peer-to-peer migration. */
    public enum PeerTransport {
        SSH,
        TLS
    }

    public boolean wantsTls() {
        return transport == PeerTransport.TLS;
    }
}
