package io.jenkins.plugins.libvirtmigration.preparation.compatibility;

import io.jenkins.plugins.libvirtmigration.preparation.host.ExaminedHost;
import io.jenkins.plugins.libvirtmigration.preparation.host.Virsh;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a guest's network card can be plugged into on a host.
 *
 * @param networks libvirt networks that are active
 * @param bridges name to MTU in bytes
 * @param down bridges that carry nothing
 */
public record Links(Set<String> networks, Map<String, Integer> bridges, Set<String> down) {
    /** {@code 3: br0: <BROADCAST,UP> mtu 1500 qdisc ...}, the name of a VLAN with an at sign. */
    private static final Pattern LINE =
            Pattern.compile("^[0-9]+: ([^:@\\s]+)(?:@\\S+)?: <([^>]*)> mtu ([0-9]{1,6}) .*");

    public static Links of(ExaminedHost host) {
        return host.fact(Links.class, read -> {
            String output = read.shell().output("ip", "-o", "link", "show", "type", "bridge");
            return new Links(new TreeSet<>(new Virsh(read).names("net-list", "--name")), bridges(output), down(output));
        });
    }

    static Set<String> down(String output) {
        Set<String> down = new TreeSet<>();
        output.lines()
                .map(LINE::matcher)
                .filter(Matcher::matches)
                .filter(line -> !List.of(line.group(2).split(",")).contains("UP"))
                .forEach(line -> down.add(line.group(1)));
        return down;
    }

    static Map<String, Integer> bridges(String output) {
        Map<String, Integer> found = new TreeMap<>();
        output.lines()
                .map(LINE::matcher)
                .filter(Matcher::matches)
                .forEach(line -> found.put(line.group(1), Integer.valueOf(line.group(3))));
        return found;
    }
}
