package io.jenkins.plugins.libvirtmigration.preparation.daemon;

import io.jenkins.plugins.libvirtmigration.preparation.examination.Finding;
import io.jenkins.plugins.libvirtmigration.preparation.examination.HostExamination;
import io.jenkins.plugins.libvirtmigration.preparation.examination.Subject;
import io.jenkins.plugins.libvirtmigration.preparation.examination.Surroundings;
import io.jenkins.plugins.libvirtmigration.preparation.host.ExaminedHost;
import io.jenkins.plugins.libvirtmigration.preparation.host.Settings;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Files that the guides of 2012 to 2016 change and that count for nothing on a host of today. They do no harm but lead
 * an administrator to believe in them.
 */
public final class SettingsEffective implements HostExamination {
    private static final String EXPECTED = "no settings that have no effect";
    private static final List<String> LISTENING =
            List.of("listen_tcp", "listen_tls", "tcp_port", "tls_port", "listen_addr");
    /** --listen, -l, or -dl: not --pid-file, whose letters are no options. */
    private static final Pattern LISTEN_ARGUMENT = Pattern.compile(
            "(?m)^\\s*(?:LIBVIRTD_ARGS|libvirtd_opts)=[\"']?(?:.*[\\s\"'])?(?:--listen|-[a-z]*l[a-z]*)(?=[\\s\"']|$).*$");

    private static final Pattern DAEMON_ARGUMENT =
            Pattern.compile("(?m)^\\s*(?:LIBVIRTD_ARGS|libvirtd_opts)=[\"']?(?:.*\\s)?(?:-d|--daemon)\\b.*$");

    @Override
    public String id() {
        return "libvirt-settings-effective";
    }

    @Override
    public List<Finding> examine(ExaminedHost host, Surroundings around) {
        Subject subject = Subject.of(host, id());
        List<String> stale = stale(host, DaemonLayout.of(host));
        return List.of(
                stale.isEmpty()
                        ? subject.passed("none", EXPECTED)
                        : subject.warning(
                                String.join("; ", stale),
                                EXPECTED,
                                "Remove them; what counts are the sockets: systemctl list-sockets 'libvirtd*' 'virt*'."));
    }

    private static List<String> stale(ExaminedHost host, DaemonLayout layout) {
        List<String> stale = new ArrayList<>();
        if (layout.socketActivated()) {
            List.of("libvirtd.conf", "virtqemud.conf", "virtproxyd.conf")
                    .forEach(file -> listening(host, "/etc/libvirt/" + file).ifPresent(stale::add));
        } else if (layout.modular()) {
            listening(host, "/etc/libvirt/virtqemud.conf").ifPresent(stale::add);
        }
        if (layout.modular()) {
            host.shell()
                    .read("/etc/libvirt/libvirtd.conf")
                    .filter(text ->
                            !new Settings(text).text("auth_tcp").orElse("").isEmpty())
                    .ifPresent(text ->
                            stale.add("auth_tcp in /etc/libvirt/libvirtd.conf, which modular daemons do not read"));
        }
        if (!layout.socketActivated()) {
            withoutListen(host, layout).ifPresent(stale::add);
        }
        twice(host.shell().read(layout.configuration()).orElse(""))
                .forEach(name -> stale.add(
                        name + " stands twice in " + layout.configuration() + ": the first of its lines counts"));
        if (host.shell().read("/etc/default/libvirt-bin").isPresent()) {
            stale.add("/etc/default/libvirt-bin, which no service reads any more");
        }
        Stream.of("/etc/init/libvirt-bin.conf", "/etc/init/libvirtd.conf")
                .filter(path -> host.shell().read(path).isPresent())
                .forEach(path -> stale.add(path + ", which is for upstart"));
        Stream.of("/etc/default/libvirtd", "/etc/sysconfig/libvirtd")
                .forEach(path -> host.shell()
                        .read(path)
                        .ifPresent(text -> arguments(path, text, layout).ifPresent(stale::add)));
        host.shell()
                .read(layout.configuration())
                .filter(text ->
                        text.lines().anyMatch(line -> !line.strip().startsWith("#") && line.matches(".*[“”].*")))
                .ifPresent(text -> stale.add(layout.configuration() + " has curly quotes, copied from a web page: the"
                        + " daemon will not start with it again"));
        return stale;
    }

    /** A daemon that opens its own sockets does so with --listen only. */
    private static Optional<String> withoutListen(ExaminedHost host, DaemonLayout layout) {
        Settings settings = Settings.of(host, layout.configuration());
        List<String> on = Stream.of("listen_tcp", "listen_tls")
                .filter(name -> settings.text(name).filter("1"::equals).isPresent())
                .toList();
        String arguments = host.shell()
                .run("ps", "-C", layout.remoteDaemon(), "-o", "args=")
                .output();
        return on.isEmpty() || arguments.isBlank() || ListenTls.listens(arguments)
                ? Optional.empty()
                : Optional.of(String.join(", ", on) + " in " + layout.configuration() + ", without effect: "
                        + layout.remoteDaemon() + " runs without --listen");
    }

    static List<String> twice(String text) {
        List<String> names = text.lines()
                .map(String::strip)
                .filter(line -> line.matches("[A-Za-z0-9_]+\\s*=.*"))
                .map(line -> line.substring(0, line.indexOf('=')).strip())
                .toList();
        return names.stream()
                .filter(name -> Collections.frequency(names, name) > 1)
                .distinct()
                .toList();
    }

    private static Optional<String> listening(ExaminedHost host, String path) {
        Settings settings = Settings.of(host, path);
        List<String> set = LISTENING.stream()
                .filter(name -> settings.text(name).isPresent())
                .toList();
        return set.isEmpty()
                ? Optional.empty()
                : Optional.of(String.join(", ", set) + " in " + path + ", without effect under socket activation");
    }

    static Optional<String> arguments(String path, String text, DaemonLayout layout) {
        if (layout.systemd() && DAEMON_ARGUMENT.matcher(text).find()) {
            return Optional.of(path + " starts libvirtd with -d, which systemd takes for its end");
        }
        if (layout.socketActivated() && LISTEN_ARGUMENT.matcher(text).find()) {
            return Optional.of(path + " has --listen: with socket activation libvirtd refuses to start with it");
        }
        return Optional.empty();
    }
}
