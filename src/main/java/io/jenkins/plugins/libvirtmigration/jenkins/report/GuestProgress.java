package io.jenkins.plugins.libvirtmigration.jenkins.report;

import java.io.Serializable;
import java.util.Objects;

/**
 * How far the move of one guest is. The agent makes and sends it; what it says is text of somebody else. Figures that
 * are not known are null; sizes are bytes, rates bytes a second.
 */
public final class GuestProgress implements Serializable {
    private static final long serialVersionUID = 1;

    private final String vm;
    private final String uuid;
    private final String destination;
    private final Long memoryTotal;
    private final Long memoryRemaining;
    private final Long diskTotal;
    private final Long diskRemaining;
    private final Long bytesPerSecond;
    private final Long dirtyBytesPerSecond;
    private final Long iteration;
    private final Long millisLeft;

    /**
     * @param dirtyBytesPerSecond what the guest writes anew meanwhile
     * @param iteration the round through the guest's memory
     * @param millisLeft an estimate; null while the guest dirties faster than the link carries
     */
    public GuestProgress(
            String vm,
            String uuid,
            String destination,
            Long memoryTotal,
            Long memoryRemaining,
            Long diskTotal,
            Long diskRemaining,
            Long bytesPerSecond,
            Long dirtyBytesPerSecond,
            Long iteration,
            Long millisLeft) {
        this.vm = Objects.requireNonNull(vm, "vm");
        this.uuid = uuid;
        this.destination = destination;
        this.memoryTotal = memoryTotal;
        this.memoryRemaining = memoryRemaining;
        this.diskTotal = diskTotal;
        this.diskRemaining = diskRemaining;
        this.bytesPerSecond = bytesPerSecond;
        this.dirtyBytesPerSecond = dirtyBytesPerSecond;
        this.iteration = iteration;
        this.millisLeft = millisLeft;
    }

    public String getVm() {
        return vm;
    }

    public String getUuid() {
        return uuid;
    }

    public String getDestination() {
        return destination;
    }

    public Long getMemoryTotal() {
        return memoryTotal;
    }

    public Long getMemoryRemaining() {
        return memoryRemaining;
    }

    public Long getDiskTotal() {
        return diskTotal;
    }

    public Long getDiskRemaining() {
        return diskRemaining;
    }

    public Long getBytesPerSecond() {
        return bytesPerSecond;
    }

    public Long getDirtyBytesPerSecond() {
        return dirtyBytesPerSecond;
    }

    public Long getIteration() {
        return iteration;
    }

    public Long getMillisLeft() {
        return millisLeft;
    }

    /** Of memory and disks together, 0 to 99, since only the proof at the end makes it whole; null if not known. */
    public Integer getPercent() {
        double total = known(memoryTotal) + known(diskTotal);
        double remaining = known(memoryRemaining) + known(diskRemaining);
        if (total <= 0 || memoryRemaining == null && diskRemaining == null) {
            return null;
        }
        return (int) Math.max(0, Math.min(99, 100 * (total - remaining) / total));
    }

    private static double known(Long figure) {
        return figure == null ? 0 : figure;
    }
}
