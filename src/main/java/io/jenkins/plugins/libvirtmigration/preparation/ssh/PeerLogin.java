package io.jenkins.plugins.libvirtmigration.preparation.ssh;

import io.jenkins.plugins.libvirtmigration.host.HypervisorAddress;
import io.jenkins.plugins.libvirtmigration.preparation.daemon.TlsListens;
import io.jenkins.plugins.libvirtmigration.preparation.examination.Finding;
import io.jenkins.plugins.libvirtmigration.preparation.examination.PairExamination;
import io.jenkins.plugins.libvirtmigration.preparation.examination.Subject;
import io.jenkins.plugins.libvirtmigration.preparation.examination.Surroundings;
import io.jenkins.plugins.libvirtmigration.preparation.host.ExaminedHost;
import io.jenkins.plugins.libvirtmigration.preparation.host.Virsh;
import io.jenkins.plugins.libvirtmigration.ssh.CommandOutput;
import java.time.Duration;
import java.util.List;

/**
 * The source's daemon reaches the destination's the way a peer-to-peer migration goes, tried with virsh as root: over
 * SSH, or over TLS. Whatever single thing may be wrong, this is the proof that all of it is right.
 */
public final class PeerLogin implements PairExamination {
    private static final Duration PATIENCE = Duration.ofSeconds(25);

    @Override
    public String id() {
        return "peer-to-peer-works";
    }

    @Override
    public List<Finding> examine(ExaminedHost from, ExaminedHost to, Surroundings around) {
        Subject subject = Subject.of(from, to, id());
        boolean tls = around.request().wantsTls();
        String uri = tls ? tlsUri(to) : sshUri(to);
        String expected = "libvirt on " + to.name() + " answers root on " + from.name() + " at " + uri;
        CommandOutput said = from.shell()
                .asRoot(
                        PATIENCE,
                        List.of("timeout", "20", "virsh", "-q", "-c", uri + (tls ? "" : "?no_tty=1"), "hostname"));
        if (tls && said.succeeded()) {
            return List.of(subject.passed(said.output().strip() + " answers", expected));
        }
        if (tls) {
            return List.of(subject.failed(
                    Virsh.complaint(said),
                    expected,
                    "See the checks tls-certificates, libvirt-tls-listens and ports-reachable."));
        }
        ClientSettings settings = ClientSettings.of(from, to.address());
        OfferedKeys keys = OfferedKeys.of(from, settings);
        if (said.succeeded()) {
            return List.of(subject.passed(said.output().strip() + " answers; root has " + keys.describe(), expected));
        }
        return List.of(subject.warning(
                        Virsh.complaint(said) + "; root has " + keys.describe(),
                        expected,
                        "Without it the move is managed by this program, which needs no trust between hosts."
                                + " With --apply the source gets a restricted key of its own.")
                .mendedBy(new TrustPeer(from, to, keys)));
    }

    private static String tlsUri(ExaminedHost to) {
        int port = TlsListens.port(to);
        return "qemu+tls://" + host(to) + (port == TlsListens.DEFAULT_PORT ? "" : ":" + port) + "/system";
    }

    static String sshUri(ExaminedHost to) {
        HypervisorAddress address = to.address();
        String port = address.port() == HypervisorAddress.SSH_PORT ? "" : ":" + address.port();
        return "qemu+ssh://" + user(to) + "@" + host(to) + port + "/system";
    }

    static String user(ExaminedHost to) {
        return to.address().user().orElse("root");
    }

    private static String host(ExaminedHost to) {
        String host = to.address().host();
        return host.contains(":") ? "[" + host + "]" : host;
    }
}
