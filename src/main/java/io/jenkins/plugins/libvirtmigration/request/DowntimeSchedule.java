package io.jenkins.plugins.libvirtmigration.request;

/** Who raises the permitted downtime how: see the classes of the same names. */
public enum DowntimeSchedule {
    /** Linear steps over time (OpenStack Nova). */
    NOVA,
    /** By memory iteration: 100, 150, 200, 300, 400, 500 ms, then the timeout decides (oVirt, minimal downtime). */
    OVIRT_MINIMAL_DOWNTIME,
    /** By memory iteration, at the end 5,000 ms (oVirt, suspend workload if needed). */
    OVIRT_SUSPEND_IF_NEEDED,
    /** By memory iteration, 300 to 1,500 ms, then 5,000 (oVirt, very large VMs). */
    OVIRT_VERY_LARGE,
    /** Doubled each time that the remainder has stopped shrinking (Proxmox VE). */
    DOUBLING,
    /** The maximum from the start. */
    FIXED
}
