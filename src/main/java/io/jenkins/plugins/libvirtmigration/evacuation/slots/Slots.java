package io.jenkins.plugins.libvirtmigration.evacuation.slots;

import io.jenkins.plugins.libvirtmigration.evacuation.plan.Limits.Lane;
import java.util.Optional;

/** Places for moves, shared by all who move guests on this machine. */
public interface Slots {

    /**
     * A place for a move, or empty if others have all of them now. The caller closes it when the move is over.
     *
     * @param bytes of the destination's memory that the guest will take: promised to it for as long as the place is held
     */
    Optional<Slot> take(Lane lane, long bytes);

    /** Bytes of a host's memory that are promised to guests which others on this machine move to it now. */
    long promised(String destination);

    /** The right to empty or refill a host, which one process at a time has; empty if another has it. */
    Optional<Slot> takeHost(String host);

    /** Given back when closed, and by the operating system when the process dies. */
    interface Slot extends AutoCloseable {
        /** Never throws. */
        @Override
        void close();
    }
}
