package io.jenkins.plugins.libvirtmigration.libvirt;

/** In the order of virDomainJobType. {@link #NONE} also appears just after a start: alone it proves nothing. */
public enum JobType {
    NONE,
    BOUNDED,
    UNBOUNDED,
    COMPLETED,
    FAILED,
    CANCELLED
}
