package io.jenkins.plugins.libvirtmigration.evacuation.plan;

import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Local search for {@link Goal#PACK}: hosts that were idle are emptied again where their guests fit on others that are
 * open anyway, those with the fewest guests first; then guests go where less is copied.
 */
final class Consolidation {
    private final Weights weights;
    private Assignment assignment;

    Consolidation(Assignment assignment, Weights weights) {
        this.assignment = assignment;
        this.weights = weights;
    }

    Assignment improve() {
        for (int host : opened()) {
            close(host);
        }
        Problem problem = assignment.problem;
        for (int guest = 0; guest < problem.guests.size(); guest++) {
            if (assignment.isPlaced(guest)) {
                copyLess(guest);
            }
        }
        return assignment;
    }

    private List<Integer> opened() {
        return IntStream.range(0, assignment.problem.hosts.size())
                .boxed()
                .filter(host -> assignment.problem.hosts.get(host).idle() && assignment.isOpen(host))
                .sorted(Comparator.<Integer>comparingInt(
                                host -> assignment.guestsOn(host).cardinality())
                        .thenComparing(Comparator.naturalOrder()))
                .toList();
    }

    private void close(int host) {
        Assignment attempt = assignment.copy();
        int[] guests = attempt.guestsOn(host).stream()
                .boxed()
                .sorted(Comparator.<Integer>comparingDouble(weights::size)
                        .reversed()
                        .thenComparing(Comparator.naturalOrder()))
                .mapToInt(Integer::intValue)
                .toArray();
        for (int guest : guests) {
            attempt.remove(guest);
            int best = bestOpen(attempt, guest, host);
            if (best < 0) {
                return;
            }
            attempt.place(guest, best);
        }
        assignment = attempt;
    }

    private static int bestOpen(Assignment attempt, int guest, int notThere) {
        int best = -1;
        double most = 0;
        BitSet hosts = attempt.problem.permitted(guest);
        for (int host = hosts.nextSetBit(0); host >= 0; host = hosts.nextSetBit(host + 1)) {
            if (host != notThere && attempt.isOpen(host) && attempt.fits(guest, host)) {
                double utilisation = attempt.utilisationWith(guest, host);
                if (best < 0 || utilisation > most) {
                    best = host;
                    most = utilisation;
                }
            }
        }
        return best;
    }

    private void copyLess(int guest) {
        Problem problem = assignment.problem;
        int now = assignment.hostOf(guest);
        int best = now;
        BitSet hosts = problem.permitted(guest);
        for (int host = hosts.nextSetBit(0); host >= 0; host = hosts.nextSetBit(host + 1)) {
            boolean less = problem.route(guest, host).copiedBytes()
                    < problem.route(guest, best).copiedBytes();
            if (less && assignment.isOpen(host) && assignment.fits(guest, host)) {
                best = host;
            }
        }
        if (best != now) {
            assignment.remove(guest);
            assignment.place(guest, best);
        }
    }
}
