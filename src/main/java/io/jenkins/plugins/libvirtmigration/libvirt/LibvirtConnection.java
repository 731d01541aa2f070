package io.jenkins.plugins.libvirtmigration.libvirt;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;

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
     * Asks a domain, and closes its handle. Empty where there is none, or where it is gone before it has answered: a guest
     * leaves a host at any moment, by a move that ends, a shutdown, or an administrator's hand.
     *
     * @param question of this domain alone, with an answer that is never null
     */
    default <T> Optional<T> ask(UUID uuid, Function<LibvirtDomain, T> question) {
        Optional<LibvirtDomain> found = findDomain(uuid);
        if (found.isEmpty()) {
            return Optional.empty();
        }
        try (LibvirtDomain domain = found.get()) {
            return Optional.of(question.apply(domain));
        } catch (LibvirtCallException e) {
            if (e.code() == LibvirtCallException.NO_DOMAIN) {
                return Optional.empty();
            }
            throw e;
        }
    }

    /** As {@link #ask}, where nothing is answered; whether the domain was there until all was done. */
    default boolean tell(UUID uuid, Consumer<LibvirtDomain> action) {
        return ask(uuid, domain -> {
                    action.accept(domain);
                    return true;
                })
                .orElse(false);
    }

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
