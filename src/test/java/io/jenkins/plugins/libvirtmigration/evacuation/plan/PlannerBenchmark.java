package io.jenkins.plugins.libvirtmigration.evacuation.plan;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

/**
 * Prints how long the planner takes and how far its plan is from a lower bound that no plan can beat:
 * {@code java -cp ... PlannerBenchmark}. A quarter of the guests copy disks, a tenth are in groups, a twentieth of the
 * pairs is closed, and the guests fill 85 % of the scarcer of memory and CPUs.
 */
final class PlannerBenchmark {
    private static final int ROUNDS = 3;
    private static final int[] MEMORY = {1, 2, 4, 8, 16, 32, 64};

    private PlannerBenchmark() {}

    public static void main(String[] arguments) {
        System.out.println("guests  hosts  goal    placed  plan s  goal reached  lower bound  time/bound  heap MiB");
        for (int guests : new int[] {100, 1_000, 5_000, 20_000}) {
            for (Goal goal : Goal.values()) {
                run(guests, Math.max(4, guests / 25), goal);
            }
        }
    }

    private static void run(int size, int hostCount, Goal goal) {
        Random random = new Random(size);
        List<Guest> guests = guests(size, random);
        List<HostCapacity> hosts = hosts(guests, hostCount);
        Route.Table routes = (guest, host) -> route(guest, host);
        Limits limits = new Limits(8, 2, 8, 2);
        long best = Long.MAX_VALUE;
        Plan plan = null;
        for (int round = 0; round < ROUNDS; round++) {
            long start = System.nanoTime();
            plan = new Planner(goal, limits, Optional.empty()).plan("source", guests, hosts, routes);
            best = Math.min(best, System.nanoTime() - start);
        }
        Runtime memory = Runtime.getRuntime();
        System.out.printf(
                Locale.ROOT,
                "%6d  %5d  %-6s  %6d  %6.2f  %12s  %11s  %10.3f  %8d%n",
                size,
                hostCount,
                goal.name().toLowerCase(Locale.ROOT),
                plan.moves().size(),
                best / 1e9,
                goal == Goal.PACK ? hostCount - plan.stayIdle().size() + " hosts" : percent(fullest(plan, hosts)),
                goal == Goal.PACK ? fewest(guests, hosts) + " hosts" : percent(mean(guests, hosts)),
                plan.expected().toMillis() / (double) shortest(plan, limits).toMillis(),
                (memory.totalMemory() - memory.freeMemory()) >> 20);
    }

    private static List<Guest> guests(int size, Random random) {
        List<Guest> guests = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            int gibibytes = MEMORY[Math.min(random.nextInt(MEMORY.length), random.nextInt(MEMORY.length))];
            Guest guest = Cases.guest("vm-" + i, gibibytes, 1 + random.nextInt(1 + gibibytes));
            guests.add(random.nextInt(10) == 0 ? Cases.inGroup(guest, "g" + random.nextInt(size / 20 + 1)) : guest);
        }
        return guests;
    }

    /** Equal hosts, all idle, that the guests fill to 85 % of what is scarcer. */
    private static List<HostCapacity> hosts(List<Guest> guests, int count) {
        double memory = guests.stream().mapToLong(Guest::memoryBytes).sum() / 0.85 / count;
        double cpus = guests.stream().mapToLong(Guest::cpus).sum() / 0.80 / count;
        List<HostCapacity> hosts = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            hosts.add(new HostCapacity(
                    "host-" + i,
                    Amount.of((long) memory),
                    Amount.of((long) cpus + 1),
                    Map.of("images", Amount.of(2000 * Cases.GIB)),
                    Set.of(),
                    true));
        }
        return hosts;
    }

    private static Route route(Guest guest, HostCapacity host) {
        int pair = Math.floorMod(guest.name().hashCode() * 31 + host.name().hashCode() * 17, 20);
        if (pair == 0) {
            return Route.closed(List.of("its CPU is not known there"));
        }
        boolean copies = Math.floorMod(guest.name().hashCode(), 4) == 0;
        return copies ? Route.copying("images", 20 * Cases.GIB) : Route.OPEN;
    }

    private static double fullest(Plan plan, List<HostCapacity> hosts) {
        double fullest = 0;
        for (HostCapacity host : hosts) {
            List<PlannedMove> there = plan.moves().stream()
                    .filter(move -> move.destination().equals(host.name()))
                    .toList();
            fullest = Math.max(
                    fullest,
                    Math.max(
                            there.stream()
                                            .mapToLong(move -> move.guest().memoryBytes())
                                            .sum()
                                    / (double) host.memory().total(),
                            there.stream()
                                            .mapToLong(move -> move.guest().cpus())
                                            .sum()
                                    / (double) host.cpus().total()));
        }
        return fullest;
    }

    /** No placement has a fullest host below the mean. */
    private static double mean(List<Guest> guests, List<HostCapacity> hosts) {
        return Math.max(
                guests.stream().mapToLong(Guest::memoryBytes).sum()
                        / (double) hosts.stream()
                                .mapToLong(host -> host.memory().total())
                                .sum(),
                guests.stream().mapToLong(Guest::cpus).sum()
                        / (double) hosts.stream()
                                .mapToLong(host -> host.cpus().total())
                                .sum());
    }

    private static long fewest(List<Guest> guests, List<HostCapacity> hosts) {
        return (long) Math.ceil(mean(guests, hosts) * hosts.size());
    }

    private static Duration shortest(Plan plan, Limits limits) {
        long sum = plan.moves().stream()
                .mapToLong(move -> move.expected().toMillis())
                .sum();
        long longest = plan.moves().stream()
                .mapToLong(move -> move.expected().toMillis())
                .max()
                .orElse(1);
        long copies = plan.moves().stream()
                .filter(move -> move.route().copiesDisks())
                .mapToLong(move -> move.expected().toMillis())
                .sum();
        return Duration.ofMillis(Math.max(
                longest, Math.max(sum / Math.min(limits.perSource(), limits.total()), copies / limits.blockPerHost())));
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.1f %%", share * 100);
    }
}
