package io.jenkins.plugins.libvirtmigration.libvirt;

import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * One connection to a host's libvirt daemon. Every call throws {@link LibvirtCallException} with libvirt's own words,
 * or {@link io.jenkins.plugins.libvirtmigration.host.HypervisorUnreachableException} when the connection is gone.
 */
public interface LibvirtConnection extends AutoCloseable {

    /** The host's UUID as libvirt has it (capabilities, host/uuid): two hosts that share one cannot migrate. */
    UUID hostUuid();

    String hostName();

    /** The daemon's version, not the client library's. */
    LibvirtVersion libvirtVersion();

    LibvirtVersion qemuVersion();

    String capabilities();

    /** Domain capabilities XML for a kind of guest (virConnectGetDomainCapabilities); arguments may be null. */
    String domainCapabilities(String emulator, String architecture, String machine, String virtType);

    /** virConnectCompareHypervisorCPU; never throws for a CPU that libvirt refuses: that is an answer. */
    CpuComparison compareCpu(String emulator, String architecture, String machine, String virtType, String cpuXml);

    HostMemory memory();

    /** By UUID if the text is one, else by name. The caller closes the domain. */
    Optional<LibvirtDomain> findDomain(String nameOrUuid);

    Optional<LibvirtDomain> findDomain(UUID uuid);

    /** Exactly by name, even where the name looks like a UUID. */
    Optional<LibvirtDomain> findDomainByName(String name);

    /**
     * Defines a domain, powered off (virDomainDefineXML). libvirt replaces a definition of the same UUID that is there:
     * see first that there is none.
     *
     * @param xml with its secrets, as {@link LibvirtDomain#inactiveXml} gives it
     */
    void define(String xml);

    /** Every domain, running or only defined, with its figures: one call to libvirt for all of them. */
    List<DomainFigures> allDomains();

    /** Whether a libvirt network of that name is active; empty where there is none. */
    Optional<Boolean> networkActive(String name);

    /** The directories and volumes that libvirt can see and make on that host. */
    HostStorage storage();

    /** False once the keep-alive went unanswered or the connection was closed. */
    boolean isAlive();

    /** Closes the connection; a call that blocks on it fails. Never throws. */
    @Override
    void close();
}
