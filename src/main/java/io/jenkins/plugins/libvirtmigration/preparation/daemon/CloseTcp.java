package io.jenkins.plugins.libvirtmigration.preparation.daemon;

import io.jenkins.plugins.libvirtmigration.preparation.examination.Action;
import io.jenkins.plugins.libvirtmigration.preparation.host.ExaminedHost;
import io.jenkins.plugins.libvirtmigration.preparation.host.FileChange;
import io.jenkins.plugins.libvirtmigration.preparation.host.HostShell;
import io.jenkins.plugins.libvirtmigration.preparation.host.Settings;
import io.jenkins.plugins.libvirtmigration.ssh.CommandOutput;

/** Takes libvirt off clear-text TCP: the socket unit where systemd listens, else the setting. */
final class CloseTcp implements Action {
    private final ExaminedHost host;
    private final DaemonLayout layout;
    private final Settings settings;
    private final DaemonRestart daemon;

    CloseTcp(ExaminedHost host, DaemonLayout layout, Settings settings) {
        this(host, layout, settings, new DaemonRestart(host, layout));
    }

    CloseTcp(ExaminedHost host, DaemonLayout layout, Settings settings, DaemonRestart daemon) {
        this.daemon = daemon;
        this.host = host;
        this.layout = layout;
        this.settings = settings;
    }

    @Override
    public String perform() {
        if (!layout.socketActivated()) {
            String path = layout.configuration();
            FileChange change = new FileChange(path, host.shell().read(path), settings.with("listen_tcp", "0"), "0644");
            daemon.with(change, () -> true);
            return change.diff();
        }
        daemon.refuseUnderMigration();
        String socket = layout.remoteDaemon() + "-tcp.socket";
        CommandOutput said = host.shell().asRoot("systemctl", "disable", "--now", socket);
        if (!said.succeeded()) {
            throw new IllegalStateException(socket + " was not closed: " + HostShell.firstLine(said.errors()));
        }
        // The daemon was handed the socket and keeps it open until it starts anew.
        daemon.after(() -> reopen(socket), () -> true, socket + " is as it was");
        return "disabled and stopped " + socket;
    }

    /** It can be enabled at any time; opened only where the daemon is down, else at the daemon's next start. */
    private void reopen(String socket) {
        if (layout.unit(socket).isEnabled()) {
            CommandOutput said = host.shell().asRoot("systemctl", "enable", socket);
            if (!said.succeeded()) {
                throw new IllegalStateException(
                        socket + " was not enabled again: " + HostShell.firstLine(said.errors()));
            }
        }
        host.shell().asRoot("systemctl", "start", socket);
    }
}
