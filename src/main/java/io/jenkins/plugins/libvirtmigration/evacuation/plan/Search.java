package io.jenkins.plugins.libvirtmigration.evacuation.plan;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;

/**
 * A complete search for a placement that leaves at most a given number of guests without a place: depth first, always
 * the guest with the fewest hosts that still fit (Haralick and Elliott, 1980), going back as soon as too many guests
 * have none. Hosts that are alike in every respect are tried once. Bounded by a number of steps, not by time, so that the
 * same question always gets the same answer.
 */
final class Search {
    /** What the search came to. */
    enum End {
        FOUND,
        /** Every possibility was tried: there is none. */
        IMPOSSIBLE,
        /** The steps were used up. */
        UNKNOWN
    }

    private final Assignment assignment;
    private final List<Integer> open;
    private final int[] twin;
    private long steps;
    private boolean exhausted;

    /**
     * @param start the guests that are placed in it stay where they are
     * @param open the guests to be placed: none of them is yet
     * @param steps how many times a guest may be compared with a host
     */
    Search(Assignment start, List<Integer> open, long steps) {
        assignment = start.copy();
        this.open = List.copyOf(open);
        this.steps = steps;
        twin = twins();
    }

    End run(int mayStay) {
        exhausted = false;
        if (descend(new ArrayList<>(open), mayStay)) {
            return End.FOUND;
        }
        return exhausted ? End.UNKNOWN : End.IMPOSSIBLE;
    }

    long stepsLeft() {
        return steps;
    }

    /** After {@link End#FOUND}. */
    Assignment found() {
        return assignment;
    }

    private boolean descend(List<Integer> todo, int mayStay) {
        List<Integer> left = new ArrayList<>(todo);
        int stay = mayStay;
        while (true) {
            Optional<Choice> choice = hardest(left);
            if (exhausted) {
                return false;
            }
            if (choice.isEmpty()) {
                return true;
            }
            int guest = choice.get().guest();
            left.remove(Integer.valueOf(guest));
            if (choice.get().hosts().isEmpty()) {
                if (stay-- == 0) {
                    return false;
                }
                continue;
            }
            for (int host : choice.get().hosts()) {
                assignment.place(guest, host);
                if (descend(left, stay)) {
                    return true;
                }
                assignment.remove(guest);
                if (exhausted) {
                    return false;
                }
            }
            // To leave a guest out that would fit can still be the way to place two others.
            if (stay-- == 0) {
                return false;
            }
        }
    }

    private record Choice(int guest, List<Integer> hosts) {}

    private Optional<Choice> hardest(List<Integer> guests) {
        Choice hardest = null;
        for (int guest : guests) {
            List<Integer> hosts = hostsFor(guest);
            if (exhausted) {
                return Optional.empty();
            }
            if (hardest == null || hosts.size() < hardest.hosts().size()) {
                hardest = new Choice(guest, hosts);
                if (hosts.isEmpty()) {
                    break;
                }
            }
        }
        return Optional.ofNullable(hardest);
    }

    private List<Integer> hostsFor(int guest) {
        List<Integer> hosts = new ArrayList<>();
        BitSet permitted = assignment.problem.permitted(guest);
        for (int host = permitted.nextSetBit(0); host >= 0; host = permitted.nextSetBit(host + 1)) {
            if (--steps < 0) {
                exhausted = true;
                return hosts;
            }
            if (assignment.fits(guest, host) && !isLikeAnEarlier(host, hosts)) {
                hosts.add(host);
            }
        }
        return hosts;
    }

    /** Whether the same guests may go to both hosts, and both have the same left. */
    private boolean isLikeAnEarlier(int host, List<Integer> hosts) {
        return hosts.stream()
                .anyMatch(other -> twin[other] == twin[host]
                        && Arrays.equals(assignment.free(other), assignment.free(host))
                        && assignment.groups(other).equals(assignment.groups(host)));
    }

    /** Numbers hosts so that those for which every open guest has the same permission and needs have the same number. */
    private int[] twins() {
        Problem problem = assignment.problem;
        int[] numbers = new int[problem.hosts.size()];
        for (int host = 0; host < numbers.length; host++) {
            numbers[host] = host;
            for (int earlier = 0; earlier < host; earlier++) {
                if (numbers[earlier] == earlier && alike(earlier, host)) {
                    numbers[host] = earlier;
                    break;
                }
            }
        }
        return numbers;
    }

    private boolean alike(int one, int other) {
        Problem problem = assignment.problem;
        if (problem.dimensions(one) != problem.dimensions(other)) {
            return false;
        }
        for (int guest : open) {
            if (problem.permits(guest, one) != problem.permits(guest, other)) {
                return false;
            }
            for (int dimension = Problem.FIRST_STORE; dimension < problem.dimensions(one); dimension++) {
                if (problem.need(guest, one, dimension) != problem.need(guest, other, dimension)) {
                    return false;
                }
            }
        }
        return true;
    }
}
