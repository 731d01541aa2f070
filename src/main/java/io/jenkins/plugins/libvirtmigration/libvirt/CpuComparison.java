package io.jenkins.plugins.libvirtmigration.libvirt;

/** The answer of virConnectCompareHypervisorCPU, with libvirt's words (the missing features) where it gave any. */
public record CpuComparison(Result result, String detail) {
    public enum Result {
        INCOMPATIBLE,
        IDENTICAL,
        SUPERSET,
        /** libvirt could not say: an error or a hypervisor that does not support the question. */
        UNKNOWN
    }

    public boolean isCompatible() {
        return result == Result.IDENTICAL || result == Result.SUPERSET;
    }
}
