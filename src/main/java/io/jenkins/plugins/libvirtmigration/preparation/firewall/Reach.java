package io.jenkins.plugins.libvirtmigration.preparation.firewall;

import io.jenkins.plugins.libvirtmigration.preparation.host.ExaminedHost;
import io.jenkins.plugins.libvirtmigration.ssh.CommandOutput;
import io.jenkins.plugins.libvirtmigration.ssh.Reachability;
import java.time.Duration;

/** One TCP connection from a host: by its SSH server, or by its shell where the server does not forward. */
final class Reach {
    private static final int TIMED_OUT = 124;

    private Reach() {}

    static Reachability from(ExaminedHost from, String address, int port, Duration patience) {
        Reachability answer = from.shell().ssh().reach(address, port, patience);
        if (answer != Reachability.UNKNOWN) {
            return answer;
        }
        CommandOutput said = from.shell()
                .run(
                        "timeout",
                        String.valueOf(patience.toSeconds()),
                        "bash",
                        "-c",
                        ": < \"/dev/tcp/$0/$1\"",
                        address,
                        String.valueOf(port));
        if (said.succeeded()) {
            return Reachability.OPEN;
        }
        if (said.exitStatus() == TIMED_OUT) {
            return Reachability.SILENT;
        }
        if (said.errors().contains("refused")) {
            return Reachability.REFUSED;
        }
        return said.errors().contains("/dev/tcp") ? Reachability.UNREACHABLE : Reachability.UNKNOWN;
    }
}
