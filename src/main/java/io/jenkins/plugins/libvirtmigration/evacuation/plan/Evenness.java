package io.jenkins.plugins.libvirtmigration.evacuation.plan;

import java.util.BitSet;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * Local search for {@link Goal#SPREAD}: while a guest can go from a fuller host to one that stays emptier than the first
 * one was, or two guests can change places so, they do. Of what is alike in steps of 5 % the one that copies less is
 * taken.
 */
final class Evenness {
    private static final long BUDGET = 5_000_000;
    private static final double MARGIN = 1e-9;

    private final Assignment assignment;
    private final Problem problem;
    private long left = BUDGET;

    Evenness(Assignment assignment) {
        this.assignment = assignment;
        problem = assignment.problem;
    }

    void improve() {
        boolean improved = true;
        while (improved && left > 0) {
            improved = false;
            for (int host : fullestFirst()) {
                improved |= relieve(host);
            }
        }
    }

    private int[] fullestFirst() {
        return IntStream.range(0, problem.hosts.size())
                .boxed()
                .sorted(Comparator.comparingDouble(assignment::utilisation)
                        .reversed()
                        .thenComparing(Comparator.naturalOrder()))
                .mapToInt(Integer::intValue)
                .toArray();
    }

    private boolean relieve(int host) {
        boolean improved = false;
        BitSet there = (BitSet) assignment.guestsOn(host).clone();
        for (int guest = there.nextSetBit(0); guest >= 0 && left > 0; guest = there.nextSetBit(guest + 1)) {
            improved |= move(guest, host) || swap(guest, host);
        }
        return improved;
    }

    private boolean move(int guest, int from) {
        BitSet hosts = problem.permitted(guest);
        for (int host = hosts.nextSetBit(0); host >= 0 && left-- > 0; host = hosts.nextSetBit(host + 1)) {
            if (host == from || !assignment.fits(guest, host)) {
                continue;
            }
            Pair before = pair(from, host, guest, guest);
            assignment.remove(guest);
            assignment.place(guest, host);
            if (pair(from, host, guest, guest).isBetterThan(before)) {
                return true;
            }
            assignment.remove(guest);
            assignment.place(guest, from);
        }
        return false;
    }

    private boolean swap(int guest, int from) {
        BitSet hosts = problem.permitted(guest);
        for (int host = hosts.nextSetBit(0); host >= 0; host = hosts.nextSetBit(host + 1)) {
            if (host == from || assignment.utilisation(host) >= assignment.utilisation(from)) {
                continue;
            }
            BitSet there = (BitSet) assignment.guestsOn(host).clone();
            for (int other = there.nextSetBit(0); other >= 0; other = there.nextSetBit(other + 1)) {
                if (left-- <= 0) {
                    return false;
                }
                if (problem.permits(other, from) && swapped(guest, from, other, host)) {
                    return true;
                }
            }
        }
        return false;
    }

    private boolean swapped(int guest, int from, int other, int host) {
        Pair before = pair(from, host, guest, other);
        assignment.remove(guest);
        assignment.remove(other);
        if (assignment.fits(guest, host) && assignment.fits(other, from)) {
            assignment.place(guest, host);
            assignment.place(other, from);
            if (pair(from, host, guest, other).isBetterThan(before)) {
                return true;
            }
            assignment.remove(guest);
            assignment.remove(other);
        }
        assignment.place(guest, from);
        assignment.place(other, host);
        return false;
    }

    private Pair pair(int one, int other, int guest, int second) {
        double most = Math.max(assignment.utilisation(one), assignment.utilisation(other));
        long copied = copied(guest) + (second == guest ? 0 : copied(second));
        return new Pair(Construction.step(most), copied, most);
    }

    private long copied(int guest) {
        return problem.route(guest, assignment.hostOf(guest)).copiedBytes();
    }

    /** What a change between two hosts may improve. */
    private record Pair(int step, long copied, double most) {
        boolean isBetterThan(Pair other) {
            if (step != other.step) {
                return step < other.step;
            }
            return copied == other.copied ? most < other.most - MARGIN : copied < other.copied;
        }
    }
}
