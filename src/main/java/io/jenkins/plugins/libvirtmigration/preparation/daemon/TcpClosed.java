package io.jenkins.plugins.libvirtmigration.preparation.daemon;

import io.jenkins.plugins.libvirtmigration.preparation.daemon.ListeningSockets.Listener;
import io.jenkins.plugins.libvirtmigration.preparation.examination.Action;
import io.jenkins.plugins.libvirtmigration.preparation.examination.Finding;
import io.jenkins.plugins.libvirtmigration.preparation.examination.HostExamination;
import io.jenkins.plugins.libvirtmigration.preparation.examination.Severity;
import io.jenkins.plugins.libvirtmigration.preparation.examination.Subject;
import io.jenkins.plugins.libvirtmigration.preparation.examination.Surroundings;
import io.jenkins.plugins.libvirtmigration.preparation.host.ExaminedHost;
import io.jenkins.plugins.libvirtmigration.preparation.host.Settings;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Nothing takes libvirt's clear-text port. The guides' {@code listen_tcp=1} with {@code auth_tcp="none"} is root on the
 * host for whoever reaches it: the worst finding there is, and closed with {@code --apply}.
 */
public final class TcpClosed implements HostExamination {
    private static final int DEFAULT_PORT = 16509;
    private static final String EXPECTED = "no libvirt on clear-text TCP";

    /** The default since 0.4: a password, and encryption only with some mechanisms. */
    private static final String DEFAULT_AUTHENTICATION = "sasl";

    @Override
    public String id() {
        return "libvirt-tcp-closed";
    }

    @Override
    public List<Finding> examine(ExaminedHost host, Surroundings around) {
        Subject subject = Subject.of(host, id());
        DaemonLayout layout = DaemonLayout.of(host);
        Settings settings = Settings.of(host, layout.configuration());
        int port = layout.port("tcp", settings, DEFAULT_PORT);
        List<Listener> listeners = ListeningSockets.of(host).reachable(port);
        if (listeners.isEmpty()) {
            return List.of(subject.passed("nothing listens on port " + port, EXPECTED));
        }
        String where = listeners.stream().map(Listener::toString).collect(Collectors.joining(", "));
        String authentication = settings.text("auth_tcp").orElse(DEFAULT_AUTHENTICATION);
        Action close = new CloseTcp(host, layout, settings);
        if (authentication.equals("none")) {
            return List.of(subject.security(
                            Severity.CRITICAL,
                            where + " with auth_tcp = \"none\": whoever reaches it is root on " + host.name(),
                            EXPECTED,
                            "Close it: use SSH, or TLS with client certificates.")
                    .mendedBy(close));
        }
        return List.of(subject.security(
                Severity.MEDIUM,
                where + " with auth_tcp = \"" + authentication + "\": commands, and often passwords, in clear text",
                EXPECTED,
                "Use SSH or TLS, then "
                        + (layout.socketActivated()
                                ? "systemctl disable --now " + layout.remoteDaemon() + "-tcp.socket"
                                : "set listen_tcp = 0 in " + layout.configuration() + " and restart the daemon")
                        + "."));
    }
}
