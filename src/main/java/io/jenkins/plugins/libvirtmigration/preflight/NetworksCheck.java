package io.jenkins.plugins.libvirtmigration.preflight;

import io.jenkins.plugins.libvirtmigration.check.Check;
import io.jenkins.plugins.libvirtmigration.check.Shown;
import io.jenkins.plugins.libvirtmigration.domain.DomainDescription.NetworkInterface;
import io.jenkins.plugins.libvirtmigration.hypervisor.Hypervisor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** What the guest's network cards are plugged into is there on the destination, with the same MTU. */
final class NetworksCheck implements PreflightCheck {
    /** Names that the kernel takes (IFNAMSIZ is 16 with the closing zero), without those that a path would mind. */
    private static final Pattern DEVICE = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.:@-]{0,14}");

    @Override
    public String id() {
        return "networks";
    }

    @Override
    public List<Check> examine(Situation situation) {
        List<NetworkInterface> interfaces = situation.guest().description().interfaces();
        List<Check> checks = new ArrayList<>();
        names(interfaces, "network").forEach(name -> checks.add(network(situation, name)));
        Set<String> devices = names(interfaces, "bridge");
        devices.addAll(names(interfaces, "direct"));
        checks.addAll(devices(situation, devices));
        if (checks.isEmpty()) {
            checks.add(situation
                    .on(situation.destination(), id())
                    .passed("no network card that needs anything of the host", "the guest's networks"));
        }
        return checks;
    }

    private static Set<String> names(List<NetworkInterface> interfaces, String type) {
        Set<String> names = new TreeSet<>();
        interfaces.stream()
                .filter(one -> one.type().equals(type))
                .forEach(one -> one.source().ifPresent(names::add));
        return names;
    }

    private static Check network(Situation situation, String name) {
        Subject subject = situation.on(situation.destination(), "network-active");
        String expected = "the active network " + Shown.text(name);
        Optional<Boolean> active = situation.destination().libvirt().networkActive(name);
        if (active.isEmpty()) {
            return subject.failed(
                    "no network named " + Shown.text(name),
                    expected,
                    "Define it there as on the source (virsh net-dumpxml, net-define) and start it");
        }
        return active.get()
                ? subject.passed("active", expected)
                : subject.failed(
                        "the network " + Shown.text(name) + " is not active",
                        expected,
                        "Start it with virsh net-start, and have it start with the host (virsh net-autostart)");
    }

    private static List<Check> devices(Situation situation, Set<String> names) {
        List<String> plain =
                names.stream().filter(name -> DEVICE.matcher(name).matches()).toList();
        Map<String, String> here = mtus(situation.source(), plain);
        Map<String, String> there = mtus(situation.destination(), plain);
        List<Check> checks = new ArrayList<>();
        for (String name : names) {
            Subject subject = situation.on(situation.destination(), "bridge-exists");
            String expected = "the bridge or network device " + Shown.text(name);
            checks.add(
                    plain.contains(name)
                            ? device(subject, name, expected, here, there)
                            : subject.warning(
                                    "a name that no network device of Linux has: not looked up",
                                    expected,
                                    "See that the destination has it"));
        }
        return checks;
    }

    private static Check device(
            Subject subject, String name, String expected, Map<String, String> here, Map<String, String> there) {
        if (!there.containsKey(name)) {
            // the source's own answer tells a missing device from a host that does not let one look
            return here.containsKey(name)
                    ? subject.failed(
                            "no network device " + name,
                            expected,
                            "Make the bridge on the destination, with a port in the same network as the source's")
                    : subject.warning(
                            "nothing known: neither host shows /sys/class/net/" + name,
                            expected,
                            "See that the destination has it (ip link show " + name + ")");
        }
        if (here.containsKey(name) && !here.get(name).equals(there.get(name))) {
            return subject.warning(
                    name + " with an MTU of " + there.get(name) + ", and " + here.get(name) + " on the source",
                    expected + " with the same MTU",
                    "Give it the same MTU on both hosts: large packets of the guest may be lost");
        }
        return subject.passed(name + " with an MTU of " + there.get(name), expected);
    }

    /** The MTU of each device that the host has. */
    private static Map<String, String> mtus(Hypervisor host, List<String> names) {
        Map<String, String> mtus = new LinkedHashMap<>();
        if (names.isEmpty()) {
            return mtus;
        }
        List<String> words = new ArrayList<>(List.of("grep", "-H", "-e", ""));
        names.forEach(name -> words.add("/sys/class/net/" + name + "/mtu"));
        String output = host.ssh().run(Situation.PATIENCE, words).output();
        for (String name : names) {
            String prefix = "/sys/class/net/" + name + "/mtu:";
            output.lines()
                    .filter(line -> line.startsWith(prefix))
                    .findFirst()
                    .ifPresent(line -> mtus.put(
                            name, Shown.text(line.substring(prefix.length()).strip())));
        }
        return mtus;
    }
}
