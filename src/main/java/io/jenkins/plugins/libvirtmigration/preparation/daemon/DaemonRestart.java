package io.jenkins.plugins.libvirtmigration.preparation.daemon;

import io.jenkins.plugins.libvirtmigration.preparation.guests.RunningGuests;
import io.jenkins.plugins.libvirtmigration.preparation.host.ExaminedHost;
import io.jenkins.plugins.libvirtmigration.preparation.host.FileChange;
import io.jenkins.plugins.libvirtmigration.preparation.host.HostShell;
import io.jenkins.plugins.libvirtmigration.preparation.host.NotSeenException;
import io.jenkins.plugins.libvirtmigration.ssh.CommandOutput;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;

/**
 * Changes a setting of the daemon that other hosts talk to, and restarts it. Guests run on over a restart, a migration
 * does not: so never while one is under way.
 */
final class DaemonRestart {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** How long it is asked again and again whether it is back. */
    private static final Duration RETURN = Duration.ofSeconds(30);

    /**
     * $1 the daemon, $2 its configuration. The daemon itself reads it, as nobody, in a folder of its own and for a
     * second, so that the running one is not disturbed; where it would log, and the groups of its sockets, are left out,
     * since nobody may set them. Its complaint goes to standard error.
     */
    private static final String TRIAL = "set -u; d=$(mktemp -d /tmp/libvirt-migration.XXXXXX) || exit 1;"
            + " trap 'rm -rf -- \"$d\"' EXIT; printf '%s\\n' \"$2\" | grep -v '^ *\\(log_outputs\\|unix_sock_\\)' > \"$d/trial.conf\";"
            + " chmod 755 \"$d\"; chmod 644 \"$d/trial.conf\"; mkdir \"$d/home\"; chown 65534:65534 \"$d/home\";"
            + " cd \"$d/home\" || exit 1; timeout 40 setpriv --reuid=65534 --regid=65534 --clear-groups env -i"
            + " PATH=\"$PATH\" LC_ALL=C HOME=\"$d/home\" XDG_RUNTIME_DIR=\"$d/home\" XDG_CONFIG_HOME=\"$d/home\""
            + " XDG_CACHE_HOME=\"$d/home\" \"$1\" --config \"$d/trial.conf\" --pid-file \"$d/home/pid\" --timeout 1";

    private final ExaminedHost host;
    private final DaemonLayout layout;

    DaemonRestart(ExaminedHost host, DaemonLayout layout) {
        this.host = host;
        this.layout = layout;
    }

    /**
     * Writes a configuration, restarts, and takes both back where the daemon does not come up as wanted.
     *
     * @param holds whether what was wanted is there, asked once the daemon answers
     * @throws IllegalStateException saying what failed and that it was taken back
     */
    void with(FileChange change, BooleanSupplier holds) {
        refuseUnderMigration();
        attempt(change.after());
        FileChange.Undo undo = change.make(host.shell());
        try {
            restart();
            if (!eventually(holds)) {
                throw new IllegalStateException("the daemon answers, but the change has no effect");
            }
        } catch (IllegalStateException | NotSeenException e) {
            takeBack(undo, e);
        }
    }

    /** @throws IllegalStateException where a migration runs, or the daemon does not come back */
    void restart() {
        refuseUnderMigration();
        String daemon = layout.remoteDaemon();
        CommandOutput said = layout.systemd()
                ? host.shell().asRoot(PATIENCE, List.of("systemctl", "restart", daemon + ".service"))
                : host.shell().asRoot(PATIENCE, List.of("service", daemon, "restart"));
        if (!said.succeeded()) {
            throw new IllegalStateException(daemon + " did not restart: "
                    + HostShell.firstLine(said.errors().isBlank() ? said.output() : said.errors()));
        }
        if (!eventually(this::answers)) {
            throw new IllegalStateException(daemon + " does not answer after its restart");
        }
    }

    /** @throws IllegalStateException naming the guests; or where it cannot be told, which may be one */
    void refuseUnderMigration() {
        List<String> busy = answers() ? RunningGuests.withJobs(host) : List.of();
        if (!busy.isEmpty()) {
            throw new IllegalStateException("not restarted: a job runs for " + String.join(", ", busy)
                    + "; nothing was changed. Run again when it has ended");
        }
    }

    boolean eventually(BooleanSupplier holds) {
        long end = System.nanoTime() + RETURN.toNanos();
        while (!holds.getAsBoolean()) {
            if (System.nanoTime() > end) {
                return false;
            }
            try {
                Thread.sleep(1_000);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return false;
            }
        }
        return true;
    }

    private boolean answers() {
        return host.shell()
                .asRoot(Duration.ofSeconds(20), List.of("virsh", "-q", "-c", "qemu:///system", "version"))
                .succeeded();
    }

    private void attempt(String configuration) {
        CommandOutput said =
                host.shell().asRoot(PATIENCE, List.of("sh", "-c", TRIAL, "sh", layout.remoteDaemon(), configuration));
        if (!said.succeeded()) {
            String complaint = said.errors()
                    .lines()
                    .filter(line -> line.contains("error"))
                    .reduce((first, last) -> last)
                    .orElse(HostShell.firstLine(said.errors()));
            throw new IllegalStateException(
                    "tried and refused by " + layout.remoteDaemon() + ", nothing was changed: " + complaint.strip());
        }
    }

    private void takeBack(FileChange.Undo undo, RuntimeException reason) {
        String then;
        try {
            undo.undo();
            restart();
            then = "the old configuration was put back, and the daemon answers with it";
        } catch (IllegalStateException | NotSeenException e) {
            reason.addSuppressed(e);
            then = "taking it back failed too: " + e.getMessage();
        }
        throw new IllegalStateException(reason.getMessage() + "; " + then, reason);
    }
}
