package io.jenkins.plugins.libvirtmigration.preparation.firewall;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.libvirtmigration.preparation.firewall.ChainRule.Meets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Addresses and ports as rules of nftables write them, those of sets by name among them. */
final class NftSets {
    private static final int IPV4_BITS = 32;

    private final Map<String, JsonNode> sets = new HashMap<>();

    NftSets(JsonNode all) {
        for (JsonNode one : all) {
            JsonNode set = one.path("set");
            // What a set with a timeout holds is filled by packets.
            if (!set.isMissingNode()
                    && !set.has("timeout")
                    && !set.path("flags").toString().contains("dynamic")) {
                sets.put(key(set, set.path("name").asText()), set.path("elem"));
            }
        }
    }

    private static String key(JsonNode where, String name) {
        return where.path("family").asText() + " " + where.path("table").asText() + " " + name;
    }

    /** Which strangers come from there. */
    Meets source(JsonNode rule, JsonNode right) {
        if (right.isTextual() && right.asText().startsWith("@")) {
            JsonNode elements = sets.get(key(rule, right.asText().substring(1)));
            return elements == null ? Meets.UNKNOWN : each(rule, elements);
        }
        if (right.isTextual()) {
            return Sources.of(right.asText());
        }
        if (right.has("prefix")) {
            JsonNode prefix = right.path("prefix");
            return Sources.of(
                    prefix.path("addr").asText() + "/" + prefix.path("len").asInt(0));
        }
        if (right.has("range")) {
            return range(right.path("range"));
        }
        if (right.has("set")) {
            return each(rule, right.path("set"));
        }
        return right.has("elem") ? source(rule, right.path("elem").path("val")) : Meets.UNKNOWN;
    }

    private Meets each(JsonNode rule, JsonNode elements) {
        List<Meets> all = new ArrayList<>();
        elements.forEach(one -> all.add(source(rule, one)));
        return Sources.any(all);
    }

    /** Addresses of version 4 that are no more than a network of 254. */
    private static Meets range(JsonNode ends) {
        Optional<Long> first = number(ends.path(0).asText());
        Optional<Long> last = number(ends.path(1).asText());
        if (first.isEmpty() || last.isEmpty()) {
            return Meets.UNKNOWN;
        }
        return last.get() - first.get() < 1L << (IPV4_BITS - 24) ? Meets.NONE : Meets.SOME;
    }

    private static Optional<Long> number(String address) {
        if (!address.matches("[0-9]{1,3}(\\.[0-9]{1,3}){3}")) {
            return Optional.empty();
        }
        long number = 0;
        for (String part : address.split("\\.")) {
            number = number << 8 | Integer.parseInt(part);
        }
        return Optional.of(number);
    }

    /** The ports; empty where they are not understood. */
    Optional<List<PortRange>> ports(JsonNode rule, JsonNode right) {
        List<PortRange> ports = new ArrayList<>();
        return read(rule, right, ports) ? Optional.of(ports) : Optional.empty();
    }

    private boolean read(JsonNode rule, JsonNode right, List<PortRange> ports) {
        if (right.isInt()) {
            return ports.add(new PortRange(right.intValue(), right.intValue()));
        }
        if (right.has("range")) {
            JsonNode range = right.path("range");
            return ports.add(new PortRange(range.path(0).asInt(), range.path(1).asInt()));
        }
        if (right.has("elem")) {
            return read(rule, right.path("elem").path("val"), ports);
        }
        JsonNode elements = right.isTextual() && right.asText().startsWith("@")
                ? sets.get(key(rule, right.asText().substring(1)))
                : right.path("set");
        if (elements == null
                || elements.isMissingNode()
                        && right.isTextual()
                        && !right.asText().startsWith("@")) {
            return false;
        }
        if (elements.isMissingNode() && !right.isTextual()) {
            return false;
        }
        for (JsonNode one : elements) {
            if (!read(rule, one, ports)) {
                return false;
            }
        }
        return true;
    }
}
