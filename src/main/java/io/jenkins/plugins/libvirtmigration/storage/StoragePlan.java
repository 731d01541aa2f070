package io.jenkins.plugins.libvirtmigration.storage;

import java.util.List;

/** Every disk of a domain with its verdict. */
public record StoragePlan(List<DiskVerdict> disks, boolean incremental) {

    public StoragePlan {
        disks = List.copyOf(disks);
    }

    public List<DiskVerdict> copied() {
        return disks.stream()
                .filter(disk -> disk.verdict() == DiskVerdict.Verdict.COPIED)
                .toList();
    }

    public List<DiskVerdict> refused() {
        return disks.stream().filter(DiskVerdict::isRefused).toList();
    }

    /** Virtual size of all that is copied, in bytes. */
    public long copiedBytes() {
        return copied().stream()
                .mapToLong(disk -> disk.size().orElseThrow().capacity())
                .sum();
    }

    public boolean copiesDisks() {
        return !copied().isEmpty();
    }

    /** The word for the report: block if anything is copied, shared if not, none for a guest without disks. */
    public String kind() {
        if (copiesDisks()) {
            return "block";
        }
        boolean shared = disks.stream().anyMatch(disk -> disk.verdict() == DiskVerdict.Verdict.SHARED);
        return shared ? "shared" : "none";
    }
}
