package io.jenkins.plugins.libvirtmigration.preparation.daemon;

import io.jenkins.plugins.libvirtmigration.preparation.host.ExaminedHost;
import io.jenkins.plugins.libvirtmigration.preparation.host.Settings;
import io.jenkins.plugins.libvirtmigration.ssh.CommandOutput;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How libvirt is installed on a host: one libvirtd or a daemon for each driver, started by systemd or otherwise.
 *
 * @param systemd whether systemd is the host's first process
 * @param modular virtqemud and virtproxyd instead of libvirtd
 * @param units by name; none without systemd
 */
public record DaemonLayout(boolean systemd, boolean modular, Map<String, Unit> units) {
    /** {@code [::]:16514 (Stream)} */
    private static final Pattern PORT = Pattern.compile("\\S*:([0-9]{1,5}) \\(Stream\\)");

    private static final List<String> SUFFIXES = List.of(".service", ".socket", "-tls.socket", "-tcp.socket");
    private static final Unit ABSENT = new Unit("not-found", "inactive", "", OptionalInt.empty());

    /**
     * systemd's words for a unit: loaded or not-found or masked; active or inactive or failed; enabled or disabled.
     *
     * @param port that a socket unit listens on, or would
     */
    public record Unit(String load, String active, String file, OptionalInt port) {
        public boolean exists() {
            return !load.equals("not-found");
        }

        public boolean isEnabled() {
            return file.equals("enabled");
        }

        public boolean isActive() {
            return active.equals("active");
        }
    }

    public static DaemonLayout of(ExaminedHost host) {
        return host.fact(DaemonLayout.class, DaemonLayout::read);
    }

    private static DaemonLayout read(ExaminedHost host) {
        List<String> words = new ArrayList<>(
                List.of("systemctl", "show", "--no-pager", "-p", "Id,LoadState,ActiveState,UnitFileState,Listen"));
        for (String daemon : List.of("libvirtd", "virtqemud", "virtproxyd")) {
            SUFFIXES.stream()
                    .filter(suffix -> !daemon.equals("virtqemud") || suffix.lastIndexOf('-') < 0)
                    .forEach(suffix -> words.add(daemon + suffix));
        }
        CommandOutput said = host.shell().run(words.toArray(String[]::new));
        if (said.succeeded() && said.output().contains("LoadState=")) {
            return parse(said.output());
        }
        return new DaemonLayout(
                false, host.shell().run("pgrep", "-x", "virtqemud").succeeded(), Map.of());
    }

    /** Units are apart by an empty line. */
    static DaemonLayout parse(String output) {
        Map<String, Unit> units = new HashMap<>();
        for (String block : output.split("\n\\s*\n")) {
            Map<String, String> values = new HashMap<>();
            block.lines()
                    .filter(line -> line.contains("="))
                    .forEach(line ->
                            values.put(line.substring(0, line.indexOf('=')), line.substring(line.indexOf('=') + 1)));
            if (values.containsKey("Id")) {
                units.put(
                        values.get("Id"),
                        new Unit(
                                values.getOrDefault("LoadState", ""),
                                values.getOrDefault("ActiveState", ""),
                                values.getOrDefault("UnitFileState", ""),
                                port(values.getOrDefault("Listen", ""))));
            }
        }
        DaemonLayout all = new DaemonLayout(true, false, units);
        boolean qemu = all.unit("virtqemud.service").isActive()
                || all.unit("virtqemud.socket").isActive();
        boolean monolithic = all.unit("libvirtd.service").isActive()
                || all.unit("libvirtd.socket").isActive();
        return new DaemonLayout(true, qemu && !monolithic, units);
    }

    private static OptionalInt port(String listen) {
        Matcher matcher = PORT.matcher(listen);
        return matcher.matches() ? OptionalInt.of(Integer.parseInt(matcher.group(1))) : OptionalInt.empty();
    }

    public Unit unit(String name) {
        return units.getOrDefault(name, ABSENT);
    }

    /** The daemon that other hosts talk to. */
    public String remoteDaemon() {
        return modular ? "virtproxyd" : "libvirtd";
    }

    /**
     * The port that other hosts find it on: the unit's where systemd listens, else the daemon's own setting.
     *
     * @param kind tcp or tls
     * @param usual where neither says anything
     */
    public int port(String kind, Settings settings, int usual) {
        return socketActivated()
                ? unit(remoteDaemon() + "-" + kind + ".socket").port().orElse(usual)
                : settings.number(kind + "_port").orElse(usual);
    }

    public String configuration() {
        return "/etc/libvirt/" + remoteDaemon() + ".conf";
    }

    /** Whether systemd opens the daemon's sockets, so that its own listen settings count for nothing. */
    public boolean socketActivated() {
        return systemd && (modular || unit("libvirtd.socket").isActive());
    }

    /** For reports. */
    public String describe() {
        return (modular ? "modular daemons" : "libvirtd")
                + (systemd ? " under systemd" : " without systemd")
                + (socketActivated() ? ", socket-activated" : "");
    }
}
