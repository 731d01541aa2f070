package io.jenkins.plugins.libvirtmigration.evacuation.plan;

import java.util.Arrays;
import java.util.BitSet;

/** Which guest goes where, so far; never over a host's capacity and never against a constraint. */
final class Assignment {
    static final int NOWHERE = -1;

    final Problem problem;
    private final int[] hostOf;
    private final long[][] free;
    private final BitSet[] groups;
    private final BitSet[] guestsOn;
    private final long[] incoming;
    private int placed;

    Assignment(Problem problem) {
        this.problem = problem;
        int hosts = problem.hosts.size();
        hostOf = new int[problem.guests.size()];
        Arrays.fill(hostOf, NOWHERE);
        free = new long[hosts][];
        groups = new BitSet[hosts];
        guestsOn = new BitSet[hosts];
        incoming = new long[hosts];
        for (int host = 0; host < hosts; host++) {
            free[host] = problem.free(host);
            groups[host] = problem.groupsOn(host);
            guestsOn[host] = new BitSet();
        }
    }

    private Assignment(Assignment other) {
        problem = other.problem;
        hostOf = other.hostOf.clone();
        free = Arrays.stream(other.free).map(long[]::clone).toArray(long[][]::new);
        groups = Arrays.stream(other.groups).map(set -> (BitSet) set.clone()).toArray(BitSet[]::new);
        guestsOn =
                Arrays.stream(other.guestsOn).map(set -> (BitSet) set.clone()).toArray(BitSet[]::new);
        incoming = other.incoming.clone();
        placed = other.placed;
    }

    Assignment copy() {
        return new Assignment(this);
    }

    boolean fits(int guest, int host) {
        return problem.permits(guest, host) && problem.fits(guest, host, free[host], groups[host]);
    }

    void place(int guest, int host) {
        hostOf[guest] = host;
        guestsOn[host].set(guest);
        placed++;
        book(guest, host, 1);
        for (int group : problem.groups(guest)) {
            groups[host].set(group);
        }
    }

    void remove(int guest) {
        int host = hostOf[guest];
        hostOf[guest] = NOWHERE;
        guestsOn[host].clear(guest);
        placed--;
        book(guest, host, -1);
        for (int group : problem.groups(guest)) {
            groups[host].clear(group);
        }
    }

    private void book(int guest, int host, int sign) {
        for (int dimension = 0; dimension < free[host].length; dimension++) {
            free[host][dimension] -= sign * problem.need(guest, host, dimension);
        }
        incoming[host] += sign * bytes(guest, host);
    }

    /** What is carried when a guest goes to a host. */
    long bytes(int guest, int host) {
        return problem.guests.get(guest).expectedBytes()
                + problem.route(guest, host).copiedBytes();
    }

    int hostOf(int guest) {
        return hostOf[guest];
    }

    boolean isPlaced(int guest) {
        return hostOf[guest] != NOWHERE;
    }

    int placed() {
        return placed;
    }

    boolean isComplete() {
        return placed == hostOf.length;
    }

    /** Not to be changed. */
    long[] free(int host) {
        return free[host];
    }

    BitSet groups(int host) {
        return groups[host];
    }

    BitSet guestsOn(int host) {
        return guestsOn[host];
    }

    /** Bytes that are on their way to a host: with a limit for each destination they end one after another. */
    long incoming(int host) {
        return incoming[host];
    }

    boolean isOpen(int host) {
        return !problem.hosts.get(host).idle() || !guestsOn[host].isEmpty();
    }

    double utilisation(int host) {
        return problem.utilisation(host, free[host][Problem.MEMORY], free[host][Problem.CPUS]);
    }

    double utilisationWith(int guest, int host) {
        return problem.utilisation(
                host,
                free[host][Problem.MEMORY] - problem.need(guest, host, Problem.MEMORY),
                free[host][Problem.CPUS] - problem.need(guest, host, Problem.CPUS));
    }
}
