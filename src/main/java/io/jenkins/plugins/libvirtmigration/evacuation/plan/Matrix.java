package io.jenkins.plugins.libvirtmigration.evacuation.plan;

import io.jenkins.plugins.libvirtmigration.evacuation.plan.Obstacle.Kind;
import io.jenkins.plugins.libvirtmigration.unit.DataSize;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Who can go where, and every reason why not: computed when asked, since thousands of guests have a million pairs. */
public final class Matrix {
    private final Problem problem;
    private final Assignment assignment;

    Matrix(Assignment assignment) {
        problem = assignment.problem;
        this.assignment = assignment;
    }

    /** Guests that want a destination, in the order of their names. */
    public List<Guest> guests() {
        return problem.guests;
    }

    public List<HostCapacity> hosts() {
        return problem.hosts;
    }

    /** Why a guest could not go to a host even if nothing else moved; empty if it could. */
    public List<Obstacle> obstacles(int guest, int host) {
        if (problem.permits(guest, host)) {
            return List.of();
        }
        Guest what = problem.guests.get(guest);
        HostCapacity where = problem.hosts.get(host);
        List<Obstacle> found = new ArrayList<>();
        problem.route(guest, host).obstacles().forEach(reason -> found.add(new Obstacle(Kind.ROUTE, reason)));
        if (!what.pins().isEmpty() && !what.pins().contains(where.name())) {
            found.add(
                    new Obstacle(Kind.PIN, "its metadata pins it to " + String.join(", ", new TreeSet<>(what.pins()))));
        }
        found.addAll(lacks(guest, host, problem.free(host), problem.groupsOn(host), "free"));
        return List.copyOf(found);
    }

    /** Why a guest for which there is no place could not go to a host beside those that the plan sends there. */
    public List<Obstacle> obstaclesBesideOthers(int guest, int host) {
        List<Obstacle> alone = obstacles(guest, host);
        return alone.isEmpty()
                ? lacks(guest, host, assignment.free(host), assignment.groups(host), "left beside the other moves")
                : alone;
    }

    private List<Obstacle> lacks(int guest, int host, long[] left, BitSet groups, String how) {
        Guest what = problem.guests.get(guest);
        HostCapacity where = problem.hosts.get(host);
        List<Obstacle> found = new ArrayList<>();
        if (what.memoryBytes() > 0 && what.memoryBytes() > left[Problem.MEMORY]) {
            found.add(new Obstacle(
                    Kind.MEMORY,
                    "needs " + new DataSize(what.memoryBytes()) + " of memory, " + size(left[Problem.MEMORY]) + " "
                            + how));
        }
        if (what.cpus() > 0 && what.cpus() > left[Problem.CPUS]) {
            found.add(new Obstacle(
                    Kind.CPUS,
                    "needs " + what.cpus() + " CPUs, " + Math.max(0, left[Problem.CPUS]) + " " + how
                            + " with the permitted overcommit"));
        }
        List<String> stores = List.copyOf(new TreeSet<>(where.stores().keySet()));
        new TreeMap<>(problem.route(guest, host).space()).forEach((store, bytes) -> {
            int index = stores.indexOf(store);
            long room = index < 0 ? 0 : left[Problem.FIRST_STORE + index];
            if (bytes > room || index < 0) {
                found.add(new Obstacle(
                        Kind.DISK_SPACE,
                        "needs " + new DataSize(bytes) + " of disk in " + store + ", " + size(room) + " " + how));
            }
        });
        if (!problem.fits(guest, host, left, groups)) {
            found.addAll(conflicts(what, where, groups, guest));
        }
        return found;
    }

    private List<Obstacle> conflicts(Guest what, HostCapacity where, BitSet groups, int guest) {
        List<String> names = new ArrayList<>(new TreeSet<>(what.groups()));
        List<Obstacle> found = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            if (groups.get(problem.groups(guest)[i])) {
                found.add(new Obstacle(
                        Kind.GROUP, "another guest of its group " + names.get(i) + " is on " + where.name()));
            }
        }
        return found;
    }

    private static String size(long bytes) {
        return new DataSize(Math.max(0, bytes)).toString();
    }

    /** Every reason for every host, in one sentence. */
    String everyReason(int guest) {
        List<String> reasons = new ArrayList<>();
        for (int host = 0; host < problem.hosts.size(); host++) {
            String why = obstaclesBesideOthers(guest, host).stream()
                    .map(Obstacle::sentence)
                    .collect(Collectors.joining("; "));
            reasons.add(problem.hosts.get(host).name() + ": " + (why.isEmpty() ? "no combination was found" : why));
        }
        return reasons.isEmpty() ? "there is no destination" : String.join(". ", reasons);
    }
}
