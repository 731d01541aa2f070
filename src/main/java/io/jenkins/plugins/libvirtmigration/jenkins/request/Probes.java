package io.jenkins.plugins.libvirtmigration.jenkins.request;

import io.jenkins.plugins.libvirtmigration.jenkins.agent.MoveOptions;
import java.io.Serializable;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Which guests are asked from outside while they move, each written as {@code VM=ADDRESS} or {@code VM=ADDRESS:PORT}. */
public final class Probes implements Serializable {
    private static final long serialVersionUID = 1;

    private final LinkedHashMap<String, String> byGuest = new LinkedHashMap<>();

    /**
     * The name of a guest may hold an equals sign, an address never does: the last one parts them.
     *
     * @throws IllegalArgumentException naming the text that is no probe
     */
    public Probes(List<String> texts) {
        for (String text : texts) {
            int equals = text.lastIndexOf('=');
            String guest = text.substring(0, Math.max(0, equals)).strip();
            String address = text.substring(equals + 1).strip();
            if (guest.isEmpty() || address.isEmpty()) {
                throw new IllegalArgumentException("probes: \"" + text + "\" is not a probe. Write VM=ADDRESS for"
                        + " ping, or VM=ADDRESS:PORT for a TCP connection, for example 'web-1=10.0.0.7'.");
            }
            if (byGuest.put(guest, address) != null) {
                throw new IllegalArgumentException(
                        "probes: " + guest + " has two addresses. A guest is probed at one: leave the other out.");
            }
        }
    }

    public Map<String, String> byGuest() {
        return Map.copyOf(byGuest);
    }

    /** @throws IllegalArgumentException naming a parameter, its value and what would be right */
    void check(MoveOptions options) {
        options.request("a guest", null, Optional.empty());
        options.checkProbes(byGuest);
    }
}
