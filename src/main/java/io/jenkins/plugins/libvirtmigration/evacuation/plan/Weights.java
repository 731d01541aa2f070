package io.jenkins.plugins.libvirtmigration.evacuation.plan;

/**
 * How scarce each thing is: what all guests need of it, over what all hosts have free. Vector bin packing needs such
 * weights to compare gigabytes with CPUs; demand over capacity is the choice that Panigrahy, Talwar, Uyeda and Wieder
 * found good ("Heuristics for Vector Bin Packing", Microsoft Research, 2011), and Gabay and Zaourar carried over to
 * hosts of different sizes ("Vector bin packing with heterogeneous bins", Annals of Operations Research 242, 2016).
 */
final class Weights {
    private final Problem problem;
    private final double[] scarcity = new double[Problem.FIRST_STORE];
    private final double[] meanTotal = new double[Problem.FIRST_STORE];

    Weights(Problem problem) {
        this.problem = problem;
        for (int dimension = 0; dimension < Problem.FIRST_STORE; dimension++) {
            double demand = 0;
            for (Guest guest : problem.guests) {
                demand += dimension == Problem.MEMORY ? guest.memoryBytes() : guest.cpus();
            }
            double free = 0;
            double total = 0;
            for (int host = 0; host < problem.hosts.size(); host++) {
                free += Math.max(0, problem.free(host)[dimension]);
                total += problem.total(host, dimension);
            }
            scarcity[dimension] = free == 0 ? 1 : demand / free;
            meanTotal[dimension] = Math.max(1, total / Math.max(1, problem.hosts.size()));
        }
    }

    /** One number for how hard a guest is to place, in units of a mean host. */
    double size(int guest) {
        Guest what = problem.guests.get(guest);
        return scarcity[Problem.MEMORY] * what.memoryBytes() / meanTotal[Problem.MEMORY]
                + scarcity[Problem.CPUS] * what.cpus() / meanTotal[Problem.CPUS];
    }

    /**
     * The dot product of what a guest needs and what a host has left, each as a share of the host: large where the guest
     * takes most of what the host has most of. A file system has no scarcity of its own, since each host has others.
     */
    double match(Assignment assignment, int guest, int host) {
        double sum = 0;
        long[] free = assignment.free(host);
        for (int dimension = 0; dimension < free.length; dimension++) {
            double total = Math.max(1, problem.total(host, dimension));
            double weight = dimension < Problem.FIRST_STORE ? scarcity[dimension] : 1;
            sum += weight * (problem.need(guest, host, dimension) / total) * (free[dimension] / total);
        }
        return sum;
    }
}
