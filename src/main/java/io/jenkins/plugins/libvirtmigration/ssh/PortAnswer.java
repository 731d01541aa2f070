package io.jenkins.plugins.libvirtmigration.ssh;

import java.util.Locale;
import net.schmizz.sshj.connection.channel.OpenFailException;

/** What OpenSSH's reasons for not opening a direct-tcpip channel mean: the words are those of strerror(3). */
final class PortAnswer {
    private PortAnswer() {}

    static Reachability of(OpenFailException failure) {
        return switch (failure.getReason()) {
            case CONNECT_FAILED -> of(failure.getMessage().toLowerCase(Locale.ROOT));
            default -> Reachability.UNKNOWN;
        };
    }

    private static Reachability of(String words) {
        if (words.contains("refused")) {
            return Reachability.REFUSED;
        }
        if (words.contains("timed out")) {
            return Reachability.SILENT;
        }
        return Reachability.UNREACHABLE;
    }
}
