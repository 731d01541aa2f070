package io.jenkins.plugins.libvirtmigration.preparation.firewall;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.jenkins.plugins.libvirtmigration.preparation.firewall.Firewall.Kind;
import io.jenkins.plugins.libvirtmigration.preparation.firewall.Firewall.Opening;
import io.jenkins.plugins.libvirtmigration.preparation.host.NotSeenException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Reads {@code nft -j list ruleset} (libnftables-json(5)), where the rules of iptables-nft are too. Sets and maps by name
 * are not followed.
 */
final class Nftables {
    private Nftables() {}

    static JsonNode read(String json) {
        try {
            return new ObjectMapper().readTree(json).path("nftables");
        } catch (JsonProcessingException e) {
            throw new NotSeenException("nft -j did not answer in JSON", "Use nft 0.9 or later.");
        }
    }

    /** Whether anything but iptables, by its own names, and this program's table looks at what comes in. */
    static boolean hasTablesOfItsOwn(JsonNode all) {
        for (JsonNode one : all) {
            JsonNode chain = one.path("chain");
            boolean iptables = chain.path("table").asText().equals("filter")
                    && chain.path("name").asText().equals("INPUT");
            if (isInput(chain) && !iptables && !chain.path("table").asText().equals(PeersTable.NAME)) {
                return true;
            }
        }
        return false;
    }

    static Firewall judge(JsonNode all) {
        boolean input = false;
        boolean denies = false;
        List<Opening> open = new ArrayList<>();
        for (JsonNode one : all) {
            JsonNode chain = one.path("chain");
            if (isInput(chain)) {
                input = true;
                denies |= chain.path("policy").asText().equals("drop");
            }
            JsonNode rule = one.path("rule");
            if (!rule.isMissingNode()) {
                denies |= turnsAllAway(rule);
                open.addAll(openings(rule));
            }
        }
        return new Firewall(input ? Kind.NFTABLES : Kind.NONE, denies, open);
    }

    private static boolean isInput(JsonNode chain) {
        return chain.path("hook").asText().equals("input");
    }

    /** A rule without a condition, at the end of a chain named as input chains are. */
    private static boolean turnsAllAway(JsonNode rule) {
        boolean away = false;
        for (JsonNode expression : rule.path("expr")) {
            JsonNode foreign = expression.path("xt");
            if (expression.has("match") || foreign.path("type").asText().equals("match")) {
                return false;
            }
            // What iptables alone has a word for is told by its name only.
            away |= expression.has("drop")
                    || expression.has("reject")
                    || List.of("DROP", "REJECT").contains(foreign.path("name").asText());
        }
        return away && rule.path("chain").asText().toLowerCase(Locale.ROOT).contains("input");
    }

    private static List<Opening> openings(JsonNode rule) {
        List<PortRange> ports = new ArrayList<>();
        boolean accepts = false;
        for (JsonNode expression : rule.path("expr")) {
            accepts |= expression.has("accept");
            JsonNode left = expression.path("match").path("left");
            String field = left.path("payload").path("field").asText();
            if (field.equals("saddr") || left.path("meta").path("key").asText().startsWith("iif")) {
                return List.of();
            }
            if (field.equals("dport")) {
                read(expression.path("match").path("right"), ports);
            }
        }
        if (!accepts) {
            return List.of();
        }
        String where = rule.path("family").asText() + " " + rule.path("table").asText() + " "
                + rule.path("chain").asText() + ": port ";
        return ports.stream().map(range -> new Opening(range, where + range)).toList();
    }

    private static void read(JsonNode right, List<PortRange> ports) {
        if (right.isInt()) {
            ports.add(new PortRange(right.intValue(), right.intValue()));
        } else if (right.has("range")) {
            ports.add(new PortRange(
                    right.path("range").path(0).asInt(),
                    right.path("range").path(1).asInt()));
        } else if (right.has("set")) {
            right.path("set").forEach(one -> read(one, ports));
        }
    }
}
