package io.jenkins.plugins.libvirtmigration.preparation.firewall;

import io.jenkins.plugins.libvirtmigration.preparation.firewall.ChainRule.Meets;
import java.util.ArrayList;
import java.util.List;

/** A line of a firewall's own listing that lets some in at some ports; in what order they stand does not matter. */
record Entry(PortRange ports, Meets meets, String rule) {

    static Judgement judge(List<Entry> entries, boolean denies, PortRange ports) {
        List<String> open = new ArrayList<>();
        List<String> unclear = new ArrayList<>();
        for (Entry entry : entries) {
            if (entry.meets != Meets.NONE && entry.ports.meets(ports)) {
                (entry.meets == Meets.UNKNOWN ? unclear : open).add(entry.rule);
            }
        }
        return new Judgement(denies, open, unclear);
    }
}
