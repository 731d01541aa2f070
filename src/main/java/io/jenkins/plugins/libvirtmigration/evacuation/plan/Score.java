package io.jenkins.plugins.libvirtmigration.evacuation.plan;

import java.util.Comparator;

/**
 * How good a placement is; smaller is better, and what stands first decides.
 *
 * @param unplaced guests for which there is no place
 * @param goal idle hosts that are no longer idle, or the utilisation of the fullest host in steps of 5 %
 * @param copiedBytes of disks
 * @param longestQueue bytes into the destination that gets most of them: it is done last
 */
record Score(int unplaced, int goal, long copiedBytes, long longestQueue) implements Comparable<Score> {

    private static final Comparator<Score> ORDER = Comparator.comparingInt(Score::unplaced)
            .thenComparingInt(Score::goal)
            .thenComparingLong(Score::copiedBytes)
            .thenComparingLong(Score::longestQueue);

    static Score of(Assignment assignment, Goal goal) {
        Problem problem = assignment.problem;
        long copied = 0;
        for (int guest = 0; guest < problem.guests.size(); guest++) {
            if (assignment.isPlaced(guest)) {
                copied += problem.route(guest, assignment.hostOf(guest)).copiedBytes();
            }
        }
        int value = 0;
        long queue = 0;
        for (int host = 0; host < problem.hosts.size(); host++) {
            boolean opened = problem.hosts.get(host).idle() && assignment.isOpen(host);
            value = goal == Goal.PACK
                    ? value + (opened ? 1 : 0)
                    : Math.max(value, Construction.step(assignment.utilisation(host)));
            queue = Math.max(queue, assignment.incoming(host));
        }
        return new Score(problem.guests.size() - assignment.placed(), value, copied, queue);
    }

    @Override
    public int compareTo(Score other) {
        return ORDER.compare(this, other);
    }
}
