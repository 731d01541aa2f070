package io.jenkins.plugins.libvirtmigration.evacuation.plan;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Finds the placement: multi-dimensional (vector) bin packing with hosts of different sizes, conflicts and forbidden
 * pairs, which is NP-hard. First the construction that suits the goal, then the others, each with repair; where all leave
 * a guest without a place, a complete search within bounds; then local search for the goal.
 *
 * @param assignment of guests to hosts
 * @param proven whether no placement exists that places more guests; always true if all are placed
 */
record Placement(Assignment assignment, boolean proven) {
    /** Guests up to which every possibility is tried, as far as the steps suffice. */
    private static final int SMALL = 100;

    private static final long STEPS = 20_000_000;

    /** In a large problem: hosts around a guest without a place, and guests on them, that are placed anew. */
    private static final int NEIGHBOURS = 5;

    private static final int NEIGHBOURING_GUESTS = 30;
    private static final long NEIGHBOURHOOD_STEPS = 200_000;
    private static final int NEIGHBOURHOODS = 100;

    static Placement find(Problem problem, Goal goal) {
        Weights weights = new Weights(problem);
        Assignment best = null;
        for (Construction construction : constructions(goal)) {
            if (best != null && best.isComplete() && construction == Construction.WORST_FIT) {
                break;
            }
            Assignment next = construction.build(problem, weights);
            new Repair(next).run(Order.largestFirst(problem, weights));
            if (best == null || Score.of(next, goal).compareTo(Score.of(best, goal)) < 0) {
                best = next;
            }
            if (best.isComplete() && goal == Goal.SPREAD) {
                break;
            }
        }
        Placement placement = new Placement(best, best.isComplete());
        if (!best.isComplete()) {
            placement = problem.guests.size() <= SMALL ? placement.searched() : placement.searchedAround();
        }
        return new Placement(improved(placement.assignment, goal, weights), placement.proven);
    }

    private static Construction[] constructions(Goal goal) {
        return goal == Goal.SPREAD
                ? new Construction[] {Construction.WORST_FIT, Construction.DOT_PRODUCT, Construction.BEST_FIT}
                : new Construction[] {Construction.DOT_PRODUCT, Construction.BEST_FIT, Construction.WORST_FIT};
    }

    private static Assignment improved(Assignment assignment, Goal goal, Weights weights) {
        Assignment better = assignment.copy();
        if (goal == Goal.SPREAD) {
            new Evenness(better).improve();
        } else {
            better = new Consolidation(better, weights).improve();
        }
        return Score.of(better, goal).compareTo(Score.of(assignment, goal)) <= 0 ? better : assignment;
    }

    /** The whole problem again, each time with one guest more that may stay without a place. */
    private Placement searched() {
        Problem problem = assignment.problem;
        int hopeless = (int) IntStream.range(0, problem.guests.size())
                .filter(guest -> problem.permitted(guest).isEmpty())
                .count();
        List<Integer> all = IntStream.range(0, problem.guests.size()).boxed().toList();
        long steps = STEPS;
        for (int stay = hopeless; stay < problem.guests.size() - assignment.placed(); stay++) {
            Search search = new Search(new Assignment(problem), all, steps);
            switch (search.run(stay)) {
                case FOUND:
                    return new Placement(search.found(), true);
                case UNKNOWN:
                    return this;
                default:
                    steps = search.stepsLeft();
            }
        }
        return new Placement(assignment, true);
    }

    /** For each guest without a place: the guests on a few hosts are placed anew together with it. */
    private Placement searchedAround() {
        Problem problem = assignment.problem;
        Assignment current = assignment;
        int tried = 0;
        boolean proven = true;
        for (int guest = 0; guest < problem.guests.size(); guest++) {
            if (current.isPlaced(guest) || problem.permitted(guest).isEmpty()) {
                continue;
            }
            proven = false;
            if (tried++ < NEIGHBOURHOODS) {
                Assignment around = current.copy();
                List<Integer> open = new ArrayList<>(neighbours(current, guest));
                open.forEach(around::remove);
                open.add(guest);
                Search search = new Search(around, open, NEIGHBOURHOOD_STEPS);
                if (search.run(0) == Search.End.FOUND) {
                    current = search.found();
                }
            }
        }
        return new Placement(current, proven || current.isComplete());
    }

    private static List<Integer> neighbours(Assignment current, int guest) {
        return current.problem.permitted(guest).stream()
                .boxed()
                .sorted(Comparator.<Integer>comparingDouble(current::utilisation)
                        .thenComparing(Comparator.naturalOrder()))
                .limit(NEIGHBOURS)
                .flatMap(host -> current.guestsOn(host).stream().boxed())
                .limit(NEIGHBOURING_GUESTS)
                .toList();
    }
}
