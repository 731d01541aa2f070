package io.jenkins.plugins.libvirtmigration.preparation.firewall;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;

/**
 * What a firewall does with a stranger's new TCP connection to some ports.
 *
 * @param turnsAway whom no rule lets in is turned away
 * @param open rules that let strangers in
 * @param unclear rules that may let strangers in, and could not be understood
 */
record Judgement(boolean turnsAway, List<String> open, List<String> unclear) {
    static final Judgement NOBODY_ASKS = new Judgement(false, List.of(), List.of());

    Judgement {
        open = List.copyOf(new LinkedHashSet<>(open));
        unclear = List.copyOf(new LinkedHashSet<>(unclear));
    }

    /** Proven: no stranger gets in. */
    boolean guards() {
        return turnsAway && open.isEmpty() && unclear.isEmpty();
    }

    /** Behind each other, as base chains of nftables are: whom one of them turns away is not let in. */
    static Judgement inSeries(List<Judgement> all) {
        return all.stream()
                .filter(Judgement::guards)
                .findFirst()
                .or(() -> all.stream().filter(Judgement::turnsAway).findFirst())
                .or(() -> all.stream().filter(one -> !one.unclear.isEmpty()).findFirst())
                .orElse(all.isEmpty() ? NOBODY_ASKS : all.get(0));
    }

    /** Beside each other, as the two versions of IP are: a stranger takes the one that lets him in. */
    Judgement beside(Judgement other) {
        return new Judgement(turnsAway && other.turnsAway, open, unclear).with(other.open, other.unclear);
    }

    /** The same, with more rules that let in. */
    Judgement with(List<String> moreOpen, List<String> moreUnclear) {
        List<String> allOpen = new ArrayList<>(open);
        allOpen.addAll(moreOpen);
        List<String> allUnclear = new ArrayList<>(unclear);
        allUnclear.addAll(moreUnclear);
        return new Judgement(turnsAway, allOpen, allUnclear);
    }
}
