package io.jenkins.plugins.libvirtmigration.preparation.firewall;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The chains of one table, walked in the order in which the kernel does. Only what is certain counts as turned away: a
 * rule that turns away some leaves the others to the rules behind it, and one that is not understood is told.
 */
record Chains(Map<String, List<ChainRule>> rules) {
    /** The kernel permits 16 (NFT_JUMP_STACK_SIZE); iptables has no loops. */
    private static final int DEEPEST = 32;

    private enum End {
        LET_IN,
        TURNED_AWAY,
        WENT_THROUGH
    }

    private record Walk(PortRange ports, List<String> open, List<String> unclear) {}

    /** @param denies the policy for what goes through the whole base chain */
    Judgement judge(String base, boolean denies, PortRange ports) {
        Walk walk = new Walk(ports, new ArrayList<>(), new ArrayList<>());
        End end = walk(base, walk, 0);
        return new Judgement(end == End.TURNED_AWAY || end == End.WENT_THROUGH && denies, walk.open(), walk.unclear());
    }

    private End walk(String chain, Walk walk, int depth) {
        if (depth > DEEPEST || !rules.containsKey(chain)) {
            walk.unclear().add("chain " + chain + " cannot be followed");
            return End.WENT_THROUGH;
        }
        // Somebody left this chain before its end: what its later rules turn away is not everybody.
        boolean left = false;
        for (ChainRule rule : rules.get(chain)) {
            if (!rule.concerns(walk.ports())) {
                continue;
            }
            End end = step(rule, walk, depth);
            boolean all = rule.decides(walk.ports());
            if (rule.does() == ChainRule.Does.RETURN || rule.does() == ChainRule.Does.GO) {
                if (all) {
                    return left && end == End.TURNED_AWAY ? End.WENT_THROUGH : end;
                }
                left = true;
            } else if (all && end == End.LET_IN) {
                return end;
            } else if (all && end == End.TURNED_AWAY) {
                return left ? End.WENT_THROUGH : end;
            }
        }
        return End.WENT_THROUGH;
    }

    private End step(ChainRule rule, Walk walk, int depth) {
        boolean known = rule.meets() != ChainRule.Meets.UNKNOWN;
        switch (rule.does()) {
            case ACCEPT:
                (known ? walk.open() : walk.unclear()).add(rule.text());
                return End.LET_IN;
            case TURN_AWAY:
                return End.TURNED_AWAY;
            case JUMP, GO:
                if (known) {
                    return walk(rule.target(), walk, depth + 1);
                }
                Walk apart = new Walk(walk.ports(), new ArrayList<>(), new ArrayList<>());
                End end = walk(rule.target(), apart, depth + 1);
                if (!apart.open().isEmpty() || !apart.unclear().isEmpty()) {
                    walk.unclear().add(rule.text());
                }
                return end;
            case UNKNOWN:
                walk.unclear().add(rule.text());
                return End.WENT_THROUGH;
            default:
                return End.WENT_THROUGH;
        }
    }
}
