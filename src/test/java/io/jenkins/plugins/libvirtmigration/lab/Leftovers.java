package io.jenkins.plugins.libvirtmigration.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a move must not leave behind, however it ended: on the hosts, and where it was started. */
final class Leftovers {
    private static final List<String> HOSTS = List.of("h1", "h2", "h3");

    /** Pools, markers, probe files, and processes of QEMU that belong to no domain that libvirt knows to be active. */
    private static final String ON_A_HOST = """
            virsh -q pool-list --all --name | awk 'NF && $1 != "images"'
            find /var/lib/libvirt/images /var/lib/libvirt/shared -maxdepth 1 \
                -name '*.being-copied' -o -name '*libvirt-migration-probe-*'
            active=$(virsh -q list --name | grep -c .)
            processes=$(cat /proc/[0-9]*/comm 2>/dev/null | grep -c '^qemu-system')
            [ "$processes" = "$active" ] || echo "$processes processes of QEMU for $active active domains"
            true
            """;

    /** The control side has the machine's processes: only those in its network are ours. */
    private static final String PROBES = """
            for process in /proc/[0-9]*; do
                [ "$(cat "$process/comm" 2>/dev/null)" = ping ] && [ "$process/ns/net" -ef /proc/self/ns/net ] \
                    && tr '\\0' ' ' < "$process/cmdline"
            done
            true
            """;

    private Leftovers() {}

    /** Waits for what ends by itself in a moment, such as a process that was told to. */
    static void none(Lab lab) {
        String left = found(lab);
        for (int i = 0; i < 60 && !left.isEmpty(); i++) {
            Waiting.pause(Duration.ofSeconds(1));
            left = found(lab);
        }
        assertThat(left).as("left behind").isEmpty();
    }

    /** Folders that a program which has ended made for the sockets to its hosts. */
    static List<Path> socketFolders(Running ended) {
        try (Stream<Path> all = Files.list(Path.of("/tmp"))) {
            String prefix = "libvirt-migration-" + ended.pid() + "-";
            return all.filter(path -> path.getFileName().toString().startsWith(prefix))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String found(Lab lab) {
        return Stream.concat(
                        HOSTS.stream().map(host -> named(host, lab.script(host, ON_A_HOST))),
                        Stream.of(named("ctl", lab.script("ctl", PROBES))))
                .filter(line -> !line.isEmpty())
                .collect(Collectors.joining("; "));
    }

    private static String named(String place, String lines) {
        return lines.isBlank() ? "" : place + ": " + lines;
    }
}
