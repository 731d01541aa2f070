package io.jenkins.plugins.libvirtmigration.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Every file that hosts have written of their own, with its content, mode and owner, and their firewalls: to name what
 * became different. Where a host has files of the machine below its own, only what it wrote itself is looked at: the
 * machine's may change at any time, by a package that somebody installs.
 */
final class HostFiles {
    /** In the lab's folder of a host; what libvirt keeps of guests, and caches, left out. What was deleted is a device. */
    private static final String FIND = """
            cd "$1"
            find upper/etc upper/var/lib etc root home var/lib \\( -type f -o -type l -o -type d -o -type c \\) \
                ! -path 'var/lib/libvirt/qemu/*' ! -path '*/.cache*' \
                -printf '%p %m %U:%G %y %l ' \\( -type f -exec sha256sum {} \\; -o -printf '\\n' \\) | sort""";

    private final Lab lab;
    private final List<String> hosts;
    private final Set<String> lines;

    private HostFiles(Lab lab, List<String> hosts) {
        this.lab = lab;
        this.hosts = hosts;
        this.lines = read();
    }

    static HostFiles of(Lab lab, String... hosts) {
        return new HostFiles(lab, List.of(hosts));
    }

    /** What is different now: a line with a minus for what was, one with a plus for what is. */
    List<String> changes() {
        Set<String> now = read();
        List<String> changes = new ArrayList<>();
        lines.stream().filter(line -> !now.contains(line)).forEach(line -> changes.add("- " + line));
        now.stream().filter(line -> !lines.contains(line)).forEach(line -> changes.add("+ " + line));
        return changes;
    }

    private Set<String> read() {
        Set<String> all = new LinkedHashSet<>();
        for (String host : hosts) {
            String files = lab.script(
                    "ctl", FIND, lab.directory().resolve("hosts").resolve(host).toString());
            assertThat(files).contains("etc/libvirt/libvirtd.conf ", "root/.ssh/authorized_keys ", "upper/etc/hosts ");
            files.lines().forEach(line -> all.add(host + " " + line));
            lab.on(host, "nft", "list", "ruleset").lines().forEach(line -> all.add(host + " nft " + line));
        }
        return all;
    }
}
