package io.jenkins.plugins.libvirtmigration.evacuation.plan;

import java.util.Collection;

/**
 * How many moves may be under way at once. More of them do not end sooner, since they share the link, but each then
 * takes longer to converge and has a longer downtime.
 *
 * @param perSource out of a host
 * @param perDestination into a host
 * @param total everywhere
 * @param blockPerHost out of or into a host while disks are copied, within the numbers above
 */
public record Limits(int perSource, int perDestination, int total, int blockPerHost) {
    /** Two out of and into a host as oVirt and KubeVirt have it, five in all (KubeVirt), and one that copies disks. */
    public static final Limits DEFAULT = new Limits(2, 2, 5, 1);

    public Limits {
        if (perSource < 1 || perDestination < 1 || total < 1 || blockPerHost < 1) {
            throw new IllegalArgumentException("Limits of " + perSource + " out, " + perDestination + " in, " + total
                    + " in all and " + blockPerHost + " copying: with a limit below 1 nothing would move.");
        }
    }

    /** Whether one more move may start beside those under way. */
    public boolean admit(Lane next, Collection<Lane> underWay) {
        int out = 0;
        int in = 0;
        int blockOut = 0;
        int blockIn = 0;
        for (Lane lane : underWay) {
            if (lane.source().equals(next.source())) {
                out++;
                blockOut += lane.block() ? 1 : 0;
            }
            if (lane.destination().equals(next.destination())) {
                in++;
                blockIn += lane.block() ? 1 : 0;
            }
        }
        return underWay.size() < total
                && out < perSource
                && in < perDestination
                && !(next.block() && (blockOut >= blockPerHost || blockIn >= blockPerHost));
    }

    /**
     * What a move occupies.
     *
     * @param block whether disks are copied
     */
    public record Lane(String source, String destination, boolean block) {}
}
