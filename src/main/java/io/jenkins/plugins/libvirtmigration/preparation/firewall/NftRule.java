package io.jenkins.plugins.libvirtmigration.preparation.firewall;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.libvirtmigration.preparation.firewall.ChainRule.Does;
import io.jenkins.plugins.libvirtmigration.preparation.firewall.ChainRule.Meets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** One rule of nftables: conditions and what is done, in the order in which they stand. */
final class NftRule {
    /** Statements that neither let in nor turn away. */
    private static final Set<String> HARMLESS =
            Set.of("counter", "log", "notrack", "mangle", "set", "comment", "last", "ct helper", "meter");

    private final JsonNode rule;
    private final String version;
    private final NftSets sets;
    private final List<ChainRule> read = new ArrayList<>();
    private List<PortRange> ports = List.of();
    private Meets meets = Meets.ALL;

    /** @param version ip or ip6: a rule of a table for both is met by either, unless it says otherwise */
    NftRule(JsonNode rule, String version, NftSets sets) {
        this.rule = rule;
        this.version = version;
        this.sets = sets;
    }

    List<ChainRule> rules() {
        for (JsonNode statement : rule.path("expr")) {
            String name = statement.isObject() && statement.fieldNames().hasNext()
                    ? statement.fieldNames().next()
                    : "";
            switch (name) {
                case "match" -> and(condition(statement.path("match")));
                case "accept" -> add(Does.ACCEPT, "");
                case "drop", "reject" -> add(Does.TURN_AWAY, "");
                case "return" -> add(Does.RETURN, "");
                case "jump" ->
                    add(Does.JUMP, statement.path("jump").path("target").asText());
                case "goto" ->
                    add(Does.GO, statement.path("goto").path("target").asText());
                case "limit" -> and(Meets.SOME);
                case "vmap" -> map(statement.path("vmap"));
                case "xt" -> foreign(statement.path("xt"));
                default -> {
                    if (!HARMLESS.contains(name)) {
                        add(Does.UNKNOWN, "");
                    }
                }
            }
        }
        return read;
    }

    private void add(Does does, String target) {
        read.add(new ChainRule(meets, ports, does, target, text()));
    }

    private String text() {
        String where = rule.path("family").asText() + " " + rule.path("table").asText() + " "
                + rule.path("chain").asText() + ": ";
        return where
                + (ports.isEmpty()
                        ? "any port"
                        : "port "
                                + String.join(
                                        ", ",
                                        ports.stream().map(PortRange::toString).toList()))
                + (meets == Meets.SOME ? ", some" : "")
                + (rule.has("handle") ? " (handle " + rule.path("handle").asInt() + ")" : "");
    }

    private void and(Meets condition) {
        meets = Sources.both(meets, condition);
    }

    private Meets condition(JsonNode match) {
        JsonNode left = match.path("left");
        JsonNode right = match.path("right");
        boolean not = match.path("op").asText().equals("!=");
        if (!not && !Set.of("==", "in").contains(match.path("op").asText())) {
            return Meets.UNKNOWN;
        }
        if (left.has("payload")) {
            return payload(left.path("payload"), right, not);
        }
        if (left.path("ct").path("key").asText().equals("state")) {
            return holds(right, "new") != not ? Meets.ALL : Meets.NONE;
        }
        return switch (left.path("meta").path("key").asText()) {
            case "iif", "iifname" -> holds(right, "lo") ? (not ? Meets.ALL : Meets.NONE) : Meets.SOME;
            case "l4proto" -> holds(right, "tcp") || holds(right, "6") ? yes(!not) : yes(not);
            case "nfproto" -> holds(right, version.equals("ip") ? "ipv4" : "ipv6") ? yes(!not) : yes(not);
            case "protocol" -> holds(right, version) ? yes(!not) : yes(not);
            default -> Meets.UNKNOWN;
        };
    }

    private static Meets yes(boolean met) {
        return met ? Meets.ALL : Meets.NONE;
    }

    private Meets payload(JsonNode payload, JsonNode right, boolean not) {
        String protocol = payload.path("protocol").asText();
        String field = payload.path("field").asText();
        if (protocol.equals("ip") || protocol.equals("ip6")) {
            if (!protocol.equals(version)) {
                return Meets.NONE;
            }
            return switch (field) {
                case "saddr" -> not ? Meets.SOME : sets.source(rule, right);
                case "daddr" -> Meets.SOME;
                case "protocol", "nexthdr" -> holds(right, "tcp") || holds(right, "6") ? yes(!not) : yes(not);
                default -> Meets.UNKNOWN;
            };
        }
        if (!Set.of("tcp", "th").contains(protocol)) {
            // A match for udp, icmp and the like is for those alone.
            return Set.of("udp", "icmp", "icmpv6", "sctp", "dccp", "esp", "ah", "igmp")
                            .contains(protocol)
                    ? Meets.NONE
                    : Meets.UNKNOWN;
        }
        if (field.equals("dport") && !not) {
            Optional<List<PortRange>> told = sets.ports(rule, right);
            told.ifPresent(some -> ports = some);
            return told.isPresent() ? (told.get().isEmpty() ? Meets.NONE : Meets.ALL) : Meets.UNKNOWN;
        }
        return field.equals("sport") ? Meets.SOME : Meets.UNKNOWN;
    }

    /** A word, a list or a set that has it. */
    private static boolean holds(JsonNode right, String word) {
        if (right.isValueNode()) {
            return right.asText().equals(word);
        }
        for (JsonNode one : right.has("set") ? right.path("set") : right) {
            if (one.asText().equals(word)) {
                return true;
            }
        }
        return false;
    }

    /** {@code ct state vmap { established : accept, invalid : drop }} is nothing to a new connection. */
    private void map(JsonNode map) {
        boolean state = map.path("key").path("ct").path("key").asText().equals("state");
        boolean lets = false;
        for (JsonNode one : map.path("data").path("set")) {
            boolean concerns = !state || holds(one.path(0), "new");
            boolean away = one.path(1).has("drop")
                    || one.path(1).has("reject")
                    || one.path(1).has("continue");
            lets |= concerns && !away;
        }
        if (lets || !map.path("data").has("set")) {
            add(Does.UNKNOWN, "");
        }
    }

    /** What iptables alone has a word for is told by its name only. */
    private void foreign(JsonNode foreign) {
        String name = foreign.path("name").asText();
        if (Set.of("DROP", "REJECT").contains(name)) {
            add(Does.TURN_AWAY, "");
        } else if (name.equals("comment")) {
            and(Meets.ALL);
        } else if (foreign.path("type").asText().equals("match")) {
            and(Meets.UNKNOWN);
        } else if (!Set.of("LOG", "NFLOG", "MARK", "CHECKSUM", "TCPMSS").contains(name)) {
            add(Does.UNKNOWN, "");
        }
    }
}
