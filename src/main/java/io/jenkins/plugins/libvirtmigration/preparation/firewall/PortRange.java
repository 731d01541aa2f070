package io.jenkins.plugins.libvirtmigration.preparation.firewall;

import io.jenkins.plugins.libvirtmigration.preparation.host.ExaminedHost;
import io.jenkins.plugins.libvirtmigration.preparation.host.NotSeenException;
import io.jenkins.plugins.libvirtmigration.preparation.host.Settings;

/** TCP ports from first to last. */
public record PortRange(int first, int last) {
    /** libvirt's defaults (qemu_conf.c, QEMU_MIGRATION_PORT_MIN and MAX). */
    private static final PortRange DEFAULT = new PortRange(49152, 49215);

    private static final int LAST = 65535;
    static final PortRange ALL = new PortRange(1, LAST);

    /** Where guests and copied disks come in, by that host's own qemu.conf. */
    public static PortRange ofData(ExaminedHost host) {
        return host.fact(PortRange.class, read -> {
            Settings settings = Settings.of(read, "/etc/libvirt/qemu.conf");
            int first = settings.number("migration_port_min").orElse(DEFAULT.first);
            int last = settings.number("migration_port_max").orElse(DEFAULT.last);
            if (first < 1 || last > LAST || first > last) {
                throw new NotSeenException(
                        "migration_port_min and migration_port_max in qemu.conf give " + first + "-" + last
                                + ", which are no ports",
                        "Set them to a range within 1-65535 on " + read.name() + ".");
            }
            return new PortRange(first, last);
        });
    }

    public boolean meets(PortRange other) {
        return first <= other.last && other.first <= last;
    }

    public boolean holds(PortRange other) {
        return first <= other.first && other.last <= last;
    }

    /** {@code 49152-49215}, as nftables and firewalld write it. */
    @Override
    public String toString() {
        return first == last ? String.valueOf(first) : first + "-" + last;
    }

    /** {@code 49152:49215}, as iptables and ufw write it. */
    public String withColon() {
        return toString().replace('-', ':');
    }

    /** Any of the forms; empty text and names of services are port 0, which is none. */
    static PortRange parse(String text) {
        String[] ends = text.strip().split("[-:]");
        if (!text.strip().matches("[0-9]{1,5}([-:][0-9]{1,5})?")) {
            return new PortRange(0, 0);
        }
        return new PortRange(Integer.parseInt(ends[0]), Integer.parseInt(ends[ends.length - 1]));
    }
}
