package io.jenkins.plugins.libvirtmigration.evacuation.plan;

import java.util.Comparator;
import java.util.stream.IntStream;

/** In which order guests are given their places: those with the fewest hosts to choose from first, then the largest. */
final class Order {
    private Order() {}

    /**
     * Choosing first where there is least choice is the "fail first" principle of constraint search (Haralick and
     * Elliott, Artificial Intelligence 14, 1980). Only guests with few choices profit: among the rest, size decides.
     */
    static int[] hardestFirst(Problem problem, Weights weights) {
        int few = Math.max(1, problem.hosts.size() / 4);
        return sorted(
                problem,
                Comparator.<Integer>comparingInt(guest ->
                                Math.min(few + 1, problem.permitted(guest).cardinality()))
                        .thenComparing(Comparator.comparingDouble((Integer guest) -> weights.size(guest))
                                .reversed()));
    }

    /** Classic decreasing order of first fit and best fit. */
    static int[] largestFirst(Problem problem, Weights weights) {
        return sorted(
                problem,
                Comparator.comparingDouble((Integer guest) -> weights.size(guest))
                        .reversed());
    }

    private static int[] sorted(Problem problem, Comparator<Integer> order) {
        return IntStream.range(0, problem.guests.size())
                .boxed()
                .sorted(order.thenComparing(Comparator.naturalOrder()))
                .mapToInt(Integer::intValue)
                .toArray();
    }
}
