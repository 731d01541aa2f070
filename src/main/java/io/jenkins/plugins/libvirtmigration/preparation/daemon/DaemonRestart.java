package io.jenkins.plugins.libvirtmigration.preparation.daemon;

import io.jenkins.plugins.libvirtmigration.preparation.guests.RunningGuests;
import io.jenkins.plugins.libvirtmigration.preparation.host.ExaminedHost;
import io.jenkins.plugins.libvirtmigration.preparation.host.FileChange;
import io.jenkins.plugins.libvirtmigration.preparation.host.HostShell;
import io.jenkins.plugins.libvirtmigration.preparation.host.NotSeenException;
import io.jenkins.plugins.libvirtmigration.ssh.CommandOutput;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * Changes a setting of the daemon that other hosts talk to, and restarts it. Guests run on over a restart, a migration
 * does not: so never while one is under way.
 */
final class DaemonRestart {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** How long it is asked again and again whether it is back. */
    private static final Duration RETURN = Duration.ofSeconds(30);

    private static final int NO_PROCESS = 1;
    private static final String LATER = "Run again when it has ended";

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
    private final Duration patience;

    DaemonRestart(ExaminedHost host, DaemonLayout layout) {
        this(host, layout, RETURN);
    }

    /** @param patience for the daemon to be back, and for what was wanted of it to be there */
    DaemonRestart(ExaminedHost host, DaemonLayout layout, Duration patience) {
        this.host = host;
        this.layout = layout;
        this.patience = patience;
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
        after(change.make(host.shell()), holds, "the old configuration was put back");
    }

    /**
     * Restarts after something was changed, and takes that back, the daemon with it, where it does not come up as wanted.
     *
     * @param restored what is then so again, for the report
     * @throws IllegalStateException saying what failed and that it was taken back
     */
    void after(FileChange.Undo undo, BooleanSupplier holds, String restored) {
        // A job may have begun since it was first asked; then the daemon has not even seen the change.
        Optional<String> reason = inTheWay();
        if (reason.isPresent()) {
            undo.undo();
            throw new IllegalStateException(
                    reason.get() + "; " + restored + " before the daemon saw anything else. " + LATER);
        }
        try {
            bounce();
            if (!eventually(holds)) {
                throw new IllegalStateException("the daemon answers, but the change has no effect");
            }
        } catch (IllegalStateException | NotSeenException e) {
            throw takenBack(undo, e, restored);
        }
    }

    /** @throws IllegalStateException where a migration runs, or the daemon does not come back */
    void restart() {
        refuseUnderMigration();
        bounce();
    }

    /** @throws IllegalStateException naming the guests; or where it cannot be told, which may be one */
    void refuseUnderMigration() {
        inTheWay().ifPresent(reason -> {
            throw new IllegalStateException(reason + "; nothing was changed. " + LATER);
        });
    }

    /** Why it must not be restarted now. A daemon that is there and silent may be in the middle of a migration. */
    private Optional<String> inTheWay() {
        if (!answers()) {
            return isGone()
                    ? Optional.empty()
                    : Optional.of("not restarted: " + layout.remoteDaemon()
                            + " is there and does not answer, so nobody knows whether a job runs");
        }
        List<String> busy = RunningGuests.withJobs(host);
        return busy.isEmpty()
                ? Optional.empty()
                : Optional.of("not restarted: a job runs for " + String.join(", ", busy));
    }

    /** pgrep ends with 1 where there is no such process; anything else is no proof. */
    private boolean isGone() {
        // The daemon with the guests, which on a modular host is not the one that others talk to.
        return host.shell()
                        .run("pgrep", "-x", layout.modular() ? "virtqemud" : "libvirtd")
                        .exitStatus()
                == NO_PROCESS;
    }

    private void bounce() {
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

    boolean eventually(BooleanSupplier holds) {
        long end = System.nanoTime() + patience.toNanos();
        while (!holds.getAsBoolean()) {
            if (System.nanoTime() > end) {
                return false;
            }
            try {
                Thread.sleep(Math.min(1_000, patience.toMillis() + 1));
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

    /** It was restarted for this change already: one that is silent now is no reason to leave it so. */
    private IllegalStateException takenBack(FileChange.Undo undo, RuntimeException reason, String restored) {
        String then;
        try {
            undo.undo();
            List<String> busy = answers() ? RunningGuests.withJobs(host) : List.of();
            if (busy.isEmpty()) {
                bounce();
                then = restored + ", and the daemon answers with it";
            } else {
                then = restored + "; the daemon runs on with the new, since a job runs for " + String.join(", ", busy)
                        + ": restart it when that has ended";
            }
        } catch (IllegalStateException | NotSeenException e) {
            reason.addSuppressed(e);
            then = "taking it back failed too: " + e.getMessage();
        }
        return new IllegalStateException(reason.getMessage() + "; " + then, reason);
    }
}
