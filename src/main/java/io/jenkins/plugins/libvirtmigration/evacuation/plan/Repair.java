package io.jenkins.plugins.libvirtmigration.evacuation.plan;

import java.util.BitSet;

/**
 * Places guests that a construction left without a place: one guest that stands in the way goes elsewhere (an ejection
 * chain of length one; Glover, Discrete Applied Mathematics 65, 1996).
 */
final class Repair {
    /** Attempts, so that a hopeless case of thousands of guests ends within about a second. */
    private static final long BUDGET = 20_000_000;

    private final Assignment assignment;
    private long left = BUDGET;

    Repair(Assignment assignment) {
        this.assignment = assignment;
    }

    void run(int[] order) {
        for (int guest : order) {
            if (!assignment.isPlaced(guest) && left > 0) {
                place(guest);
            }
        }
    }

    private void place(int guest) {
        BitSet hosts = assignment.problem.permitted(guest);
        for (int host = hosts.nextSetBit(0); host >= 0; host = hosts.nextSetBit(host + 1)) {
            left--;
            if (assignment.fits(guest, host)) {
                assignment.place(guest, host);
                return;
            }
        }
        for (int host = hosts.nextSetBit(0); host >= 0 && left > 0; host = hosts.nextSetBit(host + 1)) {
            if (placeByEjecting(guest, host)) {
                return;
            }
        }
    }

    private boolean placeByEjecting(int guest, int host) {
        BitSet there = (BitSet) assignment.guestsOn(host).clone();
        for (int other = there.nextSetBit(0); other >= 0; other = there.nextSetBit(other + 1)) {
            assignment.remove(other);
            left--;
            if (assignment.fits(guest, host)) {
                assignment.place(guest, host);
                if (placeElsewhere(other, host)) {
                    return true;
                }
                assignment.remove(guest);
            }
            assignment.place(other, host);
        }
        return false;
    }

    private boolean placeElsewhere(int guest, int notThere) {
        BitSet hosts = assignment.problem.permitted(guest);
        for (int host = hosts.nextSetBit(0); host >= 0; host = hosts.nextSetBit(host + 1)) {
            left--;
            if (host != notThere && assignment.fits(guest, host)) {
                assignment.place(guest, host);
                return true;
            }
        }
        return false;
    }
}
