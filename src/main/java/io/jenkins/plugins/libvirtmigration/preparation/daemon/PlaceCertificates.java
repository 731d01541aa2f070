package io.jenkins.plugins.libvirtmigration.preparation.daemon;

import io.jenkins.plugins.libvirtmigration.libvirt.LibvirtConnection;
import io.jenkins.plugins.libvirtmigration.preparation.certificate.CertificateAuthority;
import io.jenkins.plugins.libvirtmigration.preparation.examination.Action;
import io.jenkins.plugins.libvirtmigration.preparation.host.ExaminedHost;
import io.jenkins.plugins.libvirtmigration.preparation.host.FileChange;
import io.jenkins.plugins.libvirtmigration.preparation.host.NotSeenException;
import io.jenkins.plugins.libvirtmigration.preparation.host.UndoStack;
import io.jenkins.plugins.libvirtmigration.preparation.names.HostAddresses;
import io.jenkins.plugins.libvirtmigration.preparation.names.Resolution;
import io.jenkins.plugins.libvirtmigration.preparation.storage.QemuAccount;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Makes a host's key on the host, has its certificate signed here, and places both for libvirt and QEMU. Old keys and
 * certificates are kept; where the daemon does not come up with the new ones they are put back.
 */
final class PlaceCertificates implements Action {
    private static final String NEW_KEY = "/etc/pki/libvirt/private/.libvirt-migration.key";

    /**
     * Makes a key where only root sees it and prints the request. RSA, because of the key encipherment that libvirt
     * insists on, 3,072 bits as NIST SP 800-57 asks for beyond 2030.
     */
    private static final String REQUEST = "set -eu; umask 022; mkdir -p /etc/pki/libvirt; umask 077;"
            + " mkdir -p /etc/pki/libvirt/private;"
            + " k=" + NEW_KEY + "; rm -f \"$k\";"
            + " openssl req -new -newkey rsa:3072 -nodes -sha256 -subj /CN=host -keyout \"$k\" 2>/dev/null";

    private static final String DISCARD = "rm -f " + NEW_KEY;

    private final ExaminedHost host;
    private final CertificateAuthority authority;
    private final DaemonRestart daemon;

    PlaceCertificates(ExaminedHost host, CertificateAuthority authority) {
        this(host, authority, new DaemonRestart(host, DaemonLayout.of(host)));
    }

    PlaceCertificates(ExaminedHost host, CertificateAuthority authority, DaemonRestart daemon) {
        this.host = host;
        this.authority = authority;
        this.daemon = daemon;
    }

    @Override
    public String perform() {
        TlsFiles files = TlsFiles.usual();
        daemon.refuseUnderMigration();
        UndoStack undo = new UndoStack();
        try {
            String request = host.shell().rootOutput("sh", "-c", REQUEST);
            List<String> names = names();
            Set<String> addresses = addresses();
            String certificate = authority.sign(request, names, addresses, Instant.now());
            boolean listening = listens();
            List<String> changed = new ArrayList<>();
            try {
                placeKeys(files, changed, undo);
                place(files.authority(), authority.pem(), changed, undo);
                place(files.qemuAuthority(), authority.pem(), changed, undo);
                files.certificates().forEach(path -> place(path, certificate, changed, undo));
            } catch (IllegalStateException | NotSeenException e) {
                throw undo.after(e, "the old certificates are in place");
            }
            if (listening) {
                // Started with the new ones, and with the old ones again where it does not come up.
                daemon.after(undo, this::listens, "the old certificates were put back");
            }
            return "a key made on the host, and a certificate for " + String.join(", ", names) + ", "
                    + String.join(", ", addresses) + " in:\n" + String.join("\n", changed);
        } finally {
            host.shell().asRoot("sh", "-c", DISCARD);
        }
    }

    private boolean listens() {
        return !ListeningSockets.now(host).reachable(TlsListens.port(host)).isEmpty();
    }

    private void placeKeys(TlsFiles files, List<String> changed, UndoStack undo) {
        String stamp = "/var/lib/libvirt-migration/kept/keys-" + Instant.now().toEpochMilli();
        for (String path : files.keys()) {
            String kept = stamp + path;
            String group =
                    path.startsWith("/etc/pki/qemu/") ? QemuAccount.of(host).group() : "";
            KeyChange change = new KeyChange(path, kept);
            undo.push(() -> change.undo(host.shell()));
            boolean there = change.make(host.shell(), NEW_KEY, group);
            changed.add(path + (there ? ", the old one is " + kept : ""));
        }
    }

    private void place(String path, String text, List<String> changed, UndoStack undo) {
        Optional<String> before = host.shell().read(path);
        FileChange change = new FileChange(path, before, text, "0644");
        if (change.isNeeded()) {
            undo.push(change.make(host.shell()));
            changed.add(change.describe());
        }
    }

    private List<String> names() {
        Set<String> names = new LinkedHashSet<>();
        String full = host.libvirt(LibvirtConnection::hostName);
        List.of(host.address().host(), full, full.split("\\.")[0]).stream()
                .filter(Resolution::isName)
                .forEach(names::add);
        return names.isEmpty() ? List.of(host.address().host()) : List.copyOf(names);
    }

    private Set<String> addresses() {
        Set<String> addresses = new LinkedHashSet<>(HostAddresses.of(host).addresses());
        addresses.removeIf(address -> address.startsWith("fe80:"));
        if (Resolution.isLiteral(host.address().host())) {
            addresses.add(Resolution.canonical(host.address().host()));
        }
        return addresses;
    }
}
