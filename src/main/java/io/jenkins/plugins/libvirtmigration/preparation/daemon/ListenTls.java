package io.jenkins.plugins.libvirtmigration.preparation.daemon;

import io.jenkins.plugins.libvirtmigration.preparation.examination.Action;
import io.jenkins.plugins.libvirtmigration.preparation.host.ExaminedHost;
import io.jenkins.plugins.libvirtmigration.preparation.host.FileChange;
import io.jenkins.plugins.libvirtmigration.preparation.host.HostShell;
import io.jenkins.plugins.libvirtmigration.preparation.host.NotSeenException;
import io.jenkins.plugins.libvirtmigration.preparation.host.Settings;
import io.jenkins.plugins.libvirtmigration.preparation.host.UndoStack;
import io.jenkins.plugins.libvirtmigration.ssh.CommandOutput;

/** Lets libvirt listen for TLS: by its socket unit under systemd, else by its setting. */
final class ListenTls implements Action {
    private final ExaminedHost host;
    private final DaemonLayout layout;
    private final int port;
    private final DaemonRestart daemon;

    ListenTls(ExaminedHost host, DaemonLayout layout, int port) {
        this(host, layout, port, new DaemonRestart(host, layout));
    }

    ListenTls(ExaminedHost host, DaemonLayout layout, int port, DaemonRestart daemon) {
        this.daemon = daemon;
        this.host = host;
        this.layout = layout;
        this.port = port;
    }

    @Override
    public String perform() {
        return layout.socketActivated() ? bySocket() : bySetting();
    }

    /** @param arguments the daemon's command line */
    static boolean listens(String arguments) {
        return arguments.matches("(?s).*\\s(--listen|-[a-z]*l[a-z]*)(\\s.*)?");
    }

    private String bySetting() {
        String arguments = host.shell().output("ps", "-C", layout.remoteDaemon(), "-o", "args=");
        if (!listens(arguments)) {
            throw new IllegalStateException("nothing was changed: " + layout.remoteDaemon()
                    + " runs without --listen; let it be started with --listen, or enable its TLS socket");
        }
        String path = layout.configuration();
        Settings settings = Settings.of(host, path);
        FileChange change = new FileChange(path, host.shell().read(path), settings.with("listen_tls", "1"), "0644");
        if (!change.isNeeded()) {
            daemon.restart();
            return "restarted " + layout.remoteDaemon();
        }
        daemon.with(change, this::listens);
        return change.diff();
    }

    /**
     * A socket cannot be opened for a service that runs already, so the service is stopped first: its guests run on,
     * and the sockets start it again.
     */
    private String bySocket() {
        daemon.refuseUnderMigration();
        String service = layout.remoteDaemon() + ".service";
        String socket = layout.remoteDaemon() + "-tls.socket";
        try {
            must("systemctl", "stop", service);
            must("systemctl", "enable", "--now", socket);
            must("systemctl", "start", layout.remoteDaemon() + ".socket", service);
            if (!daemon.eventually(this::listens)) {
                throw new IllegalStateException("nothing listens on port " + port);
            }
        } catch (IllegalStateException | NotSeenException e) {
            UndoStack undo = new UndoStack();
            undo.push(() -> must("systemctl", "start", layout.remoteDaemon() + ".socket", service));
            if (layout.unit(socket).isEnabled()) {
                // It was enabled before, by somebody who wanted it so.
                undo.push(() -> host.shell().asRoot("systemctl", "stop", socket));
                throw undo.after(e, socket + " was stopped again and left enabled, as it was");
            }
            undo.push(() -> must("systemctl", "disable", "--now", socket));
            throw undo.after(e, socket + " was disabled again");
        }
        return "enabled and started " + socket;
    }

    private boolean listens() {
        return !ListeningSockets.now(host).reachable(port).isEmpty();
    }

    private void must(String... words) {
        CommandOutput said = host.shell().asRoot(words);
        if (!said.succeeded()) {
            throw new IllegalStateException(String.join(" ", words) + " failed: " + HostShell.firstLine(said.errors()));
        }
    }
}
