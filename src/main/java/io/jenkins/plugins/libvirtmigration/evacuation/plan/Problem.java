package io.jenkins.plugins.libvirtmigration.evacuation.plan;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * A placement to be found, in arrays: guests and hosts are numbers, what a host has of each thing (memory, CPUs, each of
 * its file systems) is a vector, and so is what a guest needs of it there.
 */
final class Problem {
    static final int MEMORY = 0;
    static final int CPUS = 1;
    /** Dimensions from here on are the host's file systems. */
    static final int FIRST_STORE = 2;

    private static final long[] NO_SPACE = {};

    final List<Guest> guests;
    final List<HostCapacity> hosts;
    private final Route[][] routes;
    private final long[][][] space;
    private final long[][] total;
    private final long[][] free;
    private final int[][] groups;
    private final BitSet[] groupsOnHost;
    private final BitSet[] permitted;

    Problem(List<Guest> guests, List<HostCapacity> hosts, Route.Table table) {
        this.guests = List.copyOf(guests);
        this.hosts = List.copyOf(hosts);
        routes = new Route[guests.size()][hosts.size()];
        space = new long[guests.size()][hosts.size()][];
        total = new long[hosts.size()][];
        free = new long[hosts.size()][];
        groups = new int[guests.size()][];
        groupsOnHost = new BitSet[hosts.size()];
        permitted = new BitSet[guests.size()];
        Map<String, Integer> numbers = new HashMap<>();
        List<List<String>> stores = new ArrayList<>();
        for (int host = 0; host < hosts.size(); host++) {
            stores.add(measure(host, numbers));
        }
        for (int guest = 0; guest < guests.size(); guest++) {
            groups[guest] = new TreeSet<>(this.guests.get(guest).groups())
                    .stream().mapToInt(name -> number(numbers, name)).toArray();
            for (int host = 0; host < hosts.size(); host++) {
                Route route = table.between(this.guests.get(guest), this.hosts.get(host));
                routes[guest][host] = route;
                space[guest][host] = spaceOf(route, stores.get(host));
            }
        }
        for (int guest = 0; guest < guests.size(); guest++) {
            permitted[guest] = new BitSet(hosts.size());
            for (int host = 0; host < hosts.size(); host++) {
                permitted[guest].set(host, isPermitted(guest, host));
            }
        }
    }

    private List<String> measure(int host, Map<String, Integer> numbers) {
        HostCapacity capacity = hosts.get(host);
        List<String> stores = List.copyOf(new TreeSet<>(capacity.stores().keySet()));
        total[host] = new long[FIRST_STORE + stores.size()];
        free[host] = new long[FIRST_STORE + stores.size()];
        set(host, MEMORY, capacity.memory());
        set(host, CPUS, capacity.cpus());
        for (int store = 0; store < stores.size(); store++) {
            set(host, FIRST_STORE + store, capacity.stores().get(stores.get(store)));
        }
        groupsOnHost[host] = new BitSet();
        capacity.groups().forEach(group -> groupsOnHost[host].set(number(numbers, group)));
        return stores;
    }

    private void set(int host, int dimension, Amount amount) {
        total[host][dimension] = amount.total();
        free[host][dimension] = amount.free();
    }

    private static int number(Map<String, Integer> numbers, String group) {
        return numbers.computeIfAbsent(group, name -> numbers.size());
    }

    /** Null where the route needs a file system that the host does not have. */
    private static long[] spaceOf(Route route, List<String> stores) {
        if (route.space().isEmpty()) {
            return NO_SPACE;
        }
        if (!stores.containsAll(route.space().keySet())) {
            return null;
        }
        return stores.stream()
                .mapToLong(store -> route.space().getOrDefault(store, 0L))
                .toArray();
    }

    private boolean isPermitted(int guest, int host) {
        Guest what = guests.get(guest);
        return routes[guest][host].isOpen()
                && space[guest][host] != null
                && (what.pins().isEmpty()
                        || what.pins().contains(hosts.get(host).name()))
                && fits(guest, host, free[host], groupsOnHost[host]);
    }

    /** Whether a guest could go to a host if it were the only one that moves. */
    boolean permits(int guest, int host) {
        return permitted[guest].get(host);
    }

    BitSet permitted(int guest) {
        return permitted[guest];
    }

    Route route(int guest, int host) {
        return routes[guest][host];
    }

    int[] groups(int guest) {
        return groups[guest];
    }

    BitSet groupsOn(int host) {
        return (BitSet) groupsOnHost[host].clone();
    }

    long[] free(int host) {
        return free[host].clone();
    }

    long total(int host, int dimension) {
        return total[host][dimension];
    }

    int dimensions(int host) {
        return total[host].length;
    }

    long need(int guest, int host, int dimension) {
        if (dimension == MEMORY) {
            return guests.get(guest).memoryBytes();
        }
        if (dimension == CPUS) {
            return guests.get(guest).cpus();
        }
        long[] needed = space[guest][host];
        return needed == null || needed.length == 0 ? 0 : needed[dimension - FIRST_STORE];
    }

    /** Whether what is left of a host suffices. A need of nothing is met even where too much has been promised. */
    boolean fits(int guest, int host, long[] left, BitSet groupsThere) {
        for (int dimension = 0; dimension < left.length; dimension++) {
            long need = need(guest, host, dimension);
            if (need > 0 && need > left[dimension]) {
                return false;
            }
        }
        for (int group : groups[guest]) {
            if (groupsThere.get(group)) {
                return false;
            }
        }
        return true;
    }

    /** How much of a host is used of memory or of CPUs, whichever is more, when that much is left of each. */
    double utilisation(int host, long memoryLeft, long cpusLeft) {
        return Math.max(used(total[host][MEMORY], memoryLeft), used(total[host][CPUS], cpusLeft));
    }

    private static double used(long total, long left) {
        return total == 0 ? 0 : 1 - left / (double) total;
    }
}
