package io.jenkins.plugins.libvirtmigration.preparation.daemon;

import io.jenkins.plugins.libvirtmigration.preparation.daemon.ListeningSockets.Listener;
import io.jenkins.plugins.libvirtmigration.preparation.examination.Finding;
import io.jenkins.plugins.libvirtmigration.preparation.examination.HostExamination;
import io.jenkins.plugins.libvirtmigration.preparation.examination.Subject;
import io.jenkins.plugins.libvirtmigration.preparation.examination.Surroundings;
import io.jenkins.plugins.libvirtmigration.preparation.host.ExaminedHost;
import io.jenkins.plugins.libvirtmigration.preparation.host.Settings;
import java.util.List;
import java.util.stream.Collectors;

/** libvirt listens for TLS, seen by its socket: a setting alone says nothing. Looked at where TLS is asked for. */
public final class TlsListens implements HostExamination {
    public static final int DEFAULT_PORT = 16514;

    @Override
    public String id() {
        return "libvirt-tls-listens";
    }

    @Override
    public List<Finding> examine(ExaminedHost host, Surroundings around) {
        if (!around.request().wantsTls()) {
            return List.of();
        }
        Subject subject = Subject.of(host, id());
        int port = port(host);
        String expected = "libvirt listens on port " + port + " for TLS";
        List<Listener> listeners = ListeningSockets.of(host).reachable(port);
        if (!listeners.isEmpty()) {
            return List.of(subject.passed(
                    listeners.stream().map(Listener::toString).collect(Collectors.joining(", ")), expected));
        }
        DaemonLayout layout = DaemonLayout.of(host);
        String remedy = layout.socketActivated()
                ? "systemctl enable " + layout.remoteDaemon()
                        + "-tls.socket, then stop the daemon and start the socket."
                : "Set listen_tls = 1 in " + layout.configuration() + ", start the daemon with --listen.";
        return List.of(subject.failed("nothing listens on port " + port, expected, remedy)
                .mendedBy(new ListenTls(host, layout, port)));
    }

    /** Where it listens, or would. */
    public static int port(ExaminedHost host) {
        DaemonLayout layout = DaemonLayout.of(host);
        return layout.port("tls", Settings.of(host, layout.configuration()), DEFAULT_PORT);
    }
}
