package io.jenkins.plugins.libvirtmigration.preflight;

import io.jenkins.plugins.libvirtmigration.check.Check;
import io.jenkins.plugins.libvirtmigration.check.Shown;
import io.jenkins.plugins.libvirtmigration.domain.DomainDescription.Graphics;
import io.jenkins.plugins.libvirtmigration.hypervisor.Hypervisor;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where the guest's consoles listen. A fixed address of the source does not exist on the destination, whose QEMU would
 * not start ("Cannot assign requested address"); the destination's address in the same network takes its place, as in
 * Nova (get_updated_guest_xml).
 *
 * @param checks one for each console
 * @param replacements the destination's address for each of the source's
 */
record ListenAddresses(List<Check> checks, Map<String, String> replacements) {
    private static final String ID = "graphics-listen";
    private static final Set<String> WILDCARDS = Set.of("0.0.0.0", "::");
    private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "::1", "localhost");

    /** One line of {@code ip -o address show}: an address and the length of its network's prefix. */
    private static final Pattern LINE = Pattern.compile(".*\\sinet6?\\s([0-9a-fA-F.:]+)/([0-9]{1,3})\\s.*");

    static ListenAddresses decide(Situation situation) {
        List<Check> checks = new ArrayList<>();
        Map<String, String> replacements = new LinkedHashMap<>();
        Lazy<Map<String, Integer>> here = new Lazy<>(() -> addresses(situation.source()));
        Lazy<Map<String, Integer>> there = new Lazy<>(() -> addresses(situation.destination()));
        for (Graphics graphics : situation.guest().description().graphics()) {
            if (graphics.listen().isPresent()) {
                checks.add(console(situation, graphics, here, there, replacements));
            }
        }
        if (checks.isEmpty()) {
            checks.add(situation
                    .on(situation.destination(), ID)
                    .passed("no console at a fixed address", "addresses that the destination has"));
        }
        return new ListenAddresses(List.copyOf(checks), Map.copyOf(replacements));
    }

    private static Check console(
            Situation situation,
            Graphics graphics,
            Lazy<Map<String, Integer>> here,
            Lazy<Map<String, Integer>> there,
            Map<String, String> replacements) {
        Subject subject = situation.on(situation.destination(), ID);
        String listen = graphics.listen().orElseThrow();
        String found = Shown.text(graphics.type() + " at " + listen);
        String expected = "a console address that the destination has";
        if (WILDCARDS.contains(listen)) {
            return subject.warning(
                    found + ": open on every network of the host",
                    "a console on one address",
                    "Let it listen on 127.0.0.1 or an internal address (virsh edit), and set a password");
        }
        if (LOOPBACK.contains(listen) || there.get().containsKey(listen)) {
            return subject.passed(found, expected);
        }
        Optional<String> other = sameNetwork(listen, here.get(), there.get())
                .or(() -> Optional.of(situation.destination().address().host()).filter(there.get()::containsKey));
        other.ifPresent(address -> replacements.put(listen, address));
        return other.map(
                        address -> subject.passed(found + ", changed to " + address + " for the destination", expected))
                .orElseGet(() -> subject.failed(
                        found + ", which the destination does not have",
                        expected,
                        "Let the console listen on 127.0.0.1 or 0.0.0.0 (virsh edit, from the next start on), or give"
                                + " the destination an address in the same network"));
    }

    private static Optional<String> sameNetwork(String listen, Map<String, Integer> here, Map<String, Integer> there) {
        Integer prefix = here.get(listen);
        if (prefix == null) {
            return Optional.empty();
        }
        return there.keySet().stream()
                .filter(address -> there.get(address).equals(prefix))
                .filter(address -> network(address, prefix).equals(network(listen, prefix)))
                .findFirst();
    }

    /** The bits of an address that name its network; the address's length tells IPv4 from IPv6. */
    private static String network(String address, int prefix) {
        byte[] bytes;
        try {
            bytes = InetAddress.getByName(address).getAddress();
        } catch (UnknownHostException e) {
            return address;
        }
        StringBuilder bits = new StringBuilder().append(bytes.length).append(' ');
        for (int bit = 0; bit < Math.min(prefix, bytes.length * Byte.SIZE); bit++) {
            bits.append(bytes[bit / Byte.SIZE] >> (Byte.SIZE - 1 - bit % Byte.SIZE) & 1);
        }
        return bits.toString();
    }

    private static Map<String, Integer> addresses(Hypervisor host) {
        Map<String, Integer> addresses = new LinkedHashMap<>();
        Situation.run(host, "ip", "-o", "address", "show").output().lines().forEach(line -> {
            Matcher matcher = LINE.matcher(line);
            boolean usable = matcher.matches() && !line.contains("scope link");
            if (usable && Route.isNumeric(matcher.group(1))) {
                addresses.put(matcher.group(1), Integer.valueOf(matcher.group(2)));
            }
        });
        return addresses;
    }
}
