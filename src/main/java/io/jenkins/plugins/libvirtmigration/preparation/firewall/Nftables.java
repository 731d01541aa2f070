package io.jenkins.plugins.libvirtmigration.preparation.firewall;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.jenkins.plugins.libvirtmigration.preparation.host.NotSeenException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Reads {@code nft -j list ruleset} (libnftables-json(5)): every base chain that looks at what comes in, but for the
 * table that this program itself makes.
 */
final class Nftables {
    private final JsonNode all;
    private final boolean withIptables;
    private final NftSets sets;

    /** @param withIptables whether the chains that iptables-nft makes are looked at here too */
    Nftables(JsonNode all, boolean withIptables) {
        this.all = all;
        this.withIptables = withIptables;
        this.sets = new NftSets(all);
    }

    static JsonNode read(String json) {
        try {
            return new ObjectMapper().readTree(json).path("nftables");
        } catch (JsonProcessingException e) {
            throw new NotSeenException("nft -j did not answer in JSON", "Use nft 0.9 or later.");
        }
    }

    /** Whether anything looks at what comes in. */
    boolean isUsed() {
        return !bases(Set.of("ip", "ip6", "inet")).isEmpty();
    }

    /** @param six whether the host is reached by IPv6 too */
    Judgement judge(PortRange ports, boolean six) {
        Judgement four = judge(ports, "ip");
        return six ? four.beside(judge(ports, "ip6")) : four;
    }

    private Judgement judge(PortRange ports, String version) {
        List<Judgement> behindEachOther = new ArrayList<>();
        for (JsonNode base : bases(Set.of(version, "inet"))) {
            behindEachOther.add(chains(base, version)
                    .judge(
                            base.path("name").asText(),
                            base.path("policy").asText().equals("drop"),
                            ports));
        }
        return Judgement.inSeries(behindEachOther);
    }

    private List<JsonNode> bases(Set<String> families) {
        List<JsonNode> bases = new ArrayList<>();
        for (JsonNode one : all) {
            JsonNode chain = one.path("chain");
            boolean iptables = chain.path("table").asText().equals("filter")
                    && chain.path("name").asText().equals("INPUT");
            if (chain.path("hook").asText().equals("input")
                    && families.contains(chain.path("family").asText())
                    && (withIptables || !iptables)
                    && !chain.path("table").asText().equals(PeersTable.NAME)) {
                bases.add(chain);
            }
        }
        return bases;
    }

    /** Those of the base chain's own table: no rule jumps out of it. */
    private Chains chains(JsonNode base, String version) {
        Map<String, List<ChainRule>> chains = new HashMap<>();
        for (JsonNode one : all) {
            if (isIn(base, one.path("chain"))) {
                chains.putIfAbsent(one.path("chain").path("name").asText(), new ArrayList<>());
            } else if (isIn(base, one.path("rule"))) {
                chains.computeIfAbsent(one.path("rule").path("chain").asText(), name -> new ArrayList<>())
                        .addAll(new NftRule(one.path("rule"), version, sets).rules());
            }
        }
        return new Chains(chains);
    }

    private static boolean isIn(JsonNode base, JsonNode one) {
        return one.path("family").asText().equals(base.path("family").asText())
                && one.path("table").asText().equals(base.path("table").asText());
    }
}
