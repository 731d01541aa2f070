package io.jenkins.plugins.libvirtmigration.preparation.ssh;

import io.jenkins.plugins.libvirtmigration.host.HypervisorAddress;
import io.jenkins.plugins.libvirtmigration.preparation.host.ExaminedHost;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * What root's SSH client on a host would really do on the way to a peer, wherever that is configured: {@code ssh -G},
 * with the name, the account and the port that libvirt gives it.
 *
 * @param text a setting a line, its name in small letters
 */
record ClientSettings(String text) {
    private static final String HOME = "/root";

    static ClientSettings of(ExaminedHost from, HypervisorAddress peer) {
        return new ClientSettings(from.shell()
                .rootOutput(
                        "ssh",
                        "-G",
                        "-T",
                        "-p",
                        String.valueOf(peer.port()),
                        "-l",
                        peer.user().orElse("root"),
                        "--",
                        peer.host()));
    }

    /** The value of a setting, empty where the client has none. */
    String value(String name) {
        return values(name).stream().findFirst().orElse("");
    }

    /** A setting that is given several times. */
    private List<String> values(String name) {
        return text.lines()
                .filter(line -> line.startsWith(name + " "))
                .map(line -> line.substring(name.length() + 1).strip())
                .toList();
    }

    /** Private keys in the order in which the client offers them, whether they are there or not. */
    List<String> identityFiles() {
        return values("identityfile").stream().map(ClientSettings::absolute).toList();
    }

    /** Every file in which a host key may be on record. */
    List<String> knownHosts() {
        return files(value("userknownhostsfile") + " " + value("globalknownhostsfile"));
    }

    /** The file for all accounts, which keys are added to. */
    Optional<String> globalKnownHosts() {
        return files(value("globalknownhostsfile")).stream().findFirst();
    }

    /** Under what the peer's keys are on record; the port is in it only where it is not SSH's own. */
    String recorded(HypervisorAddress peer) {
        if (!value("hostkeyalias").isEmpty()) {
            return value("hostkeyalias");
        }
        String host = value("hostname").isEmpty() ? peer.host() : value("hostname");
        return peer.port() == HypervisorAddress.SSH_PORT ? host : "[" + host + "]:" + peer.port();
    }

    private static List<String> files(String words) {
        return Arrays.stream(words.strip().split("\\s+"))
                .filter(word -> !word.isEmpty() && !word.equals("none") && !word.equals("/dev/null"))
                .map(ClientSettings::absolute)
                .distinct()
                .toList();
    }

    private static String absolute(String path) {
        return path.startsWith("~/") ? HOME + path.substring(1) : path.replace("%d", HOME);
    }
}
