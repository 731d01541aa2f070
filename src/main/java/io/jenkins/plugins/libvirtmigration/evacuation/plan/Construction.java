package io.jenkins.plugins.libvirtmigration.evacuation.plan;

import java.util.BitSet;
import java.util.Comparator;
import java.util.stream.IntStream;

/** A first placement, in one pass and without going back; a guest for which there was no place stays without one. */
enum Construction {
    /**
     * For {@link Goal#SPREAD}: worst fit decreasing, each guest to the host that is least used with it. For equal hosts
     * and one dimension that is Graham's LPT rule: the fullest host has at most 4/3 of the best possible ("Bounds on
     * multiprocessing timing anomalies", SIAM Journal on Applied Mathematics 17, 1969).
     */
    WORST_FIT {
        @Override
        Assignment build(Problem problem, Weights weights) {
            return itemByItem(
                    problem,
                    Order.hardestFirst(problem, weights),
                    (assignment, guest) -> Comparator.<Integer>comparingInt(
                                    host -> step(assignment.utilisationWith(guest, host)))
                            .thenComparingLong(
                                    host -> problem.route(guest, host).copiedBytes())
                            .thenComparingDouble(host -> assignment.utilisationWith(guest, host))
                            .thenComparingLong(assignment::incoming));
        }
    },
    /** Best fit decreasing: each guest to the host that is most used with it, an idle one only where no other fits. */
    BEST_FIT {
        @Override
        Assignment build(Problem problem, Weights weights) {
            return itemByItem(
                    problem,
                    Order.hardestFirst(problem, weights),
                    (assignment, guest) -> Comparator.<Integer>comparingInt(host -> assignment.isOpen(host) ? 0 : 1)
                            .thenComparing(Comparator.comparingDouble(
                                            (Integer host) -> assignment.utilisationWith(guest, host))
                                    .reversed()));
        }
    },
    /**
     * For {@link Goal#PACK}: the dot product heuristic of Panigrahy et al. (see {@link Weights}), host by host: of all
     * guests that fit, the one that matches best what the host has left. Hosts that run guests come first, then the
     * idle ones, the largest first.
     */
    DOT_PRODUCT {
        @Override
        Assignment build(Problem problem, Weights weights) {
            Assignment assignment = new Assignment(problem);
            BitSet left = new BitSet();
            left.set(0, problem.guests.size());
            int[] hosts = IntStream.range(0, problem.hosts.size())
                    .boxed()
                    .sorted(Comparator.<Integer, Boolean>comparing(
                                    host -> problem.hosts.get(host).idle())
                            .thenComparing(Comparator.comparingLong((Integer host) -> problem.total(host, 0))
                                    .reversed())
                            .thenComparing(Comparator.naturalOrder()))
                    .mapToInt(Integer::intValue)
                    .toArray();
            for (int host : hosts) {
                fill(assignment, weights, host, left);
            }
            return assignment;
        }
    };

    /** Utilisation that counts as the same, so that fewer bytes decide: a twentieth of a host. */
    private static final int STEPS = 20;

    abstract Assignment build(Problem problem, Weights weights);

    static int step(double utilisation) {
        return (int) Math.ceil(utilisation * STEPS - 1e-9);
    }

    private interface Preference {
        /** The smallest host is taken. */
        Comparator<Integer> of(Assignment assignment, int guest);
    }

    private static Assignment itemByItem(Problem problem, int[] order, Preference preference) {
        Assignment assignment = new Assignment(problem);
        for (int guest : order) {
            problem.permitted(guest).stream()
                    .filter(host -> assignment.fits(guest, host))
                    .boxed()
                    .min(preference.of(assignment, guest).thenComparing(Comparator.naturalOrder()))
                    .ifPresent(host -> assignment.place(guest, host));
        }
        return assignment;
    }

    private static void fill(Assignment assignment, Weights weights, int host, BitSet left) {
        // What does not fit now never fits later: the host only gets fuller.
        BitSet candidates = (BitSet) left.clone();
        while (true) {
            int best = -1;
            double bestMatch = 0;
            for (int guest = candidates.nextSetBit(0); guest >= 0; guest = candidates.nextSetBit(guest + 1)) {
                if (!assignment.fits(guest, host)) {
                    candidates.clear(guest);
                    continue;
                }
                double match = weights.match(assignment, guest, host);
                if (best < 0 || match > bestMatch) {
                    best = guest;
                    bestMatch = match;
                }
            }
            if (best < 0) {
                return;
            }
            assignment.place(best, host);
            candidates.clear(best);
            left.clear(best);
        }
    }
}
