package io.jenkins.plugins.libvirtmigration.libvirt;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;

/** A domain on one host. Errors as in {@link LibvirtConnection}. */
public interface LibvirtDomain extends AutoCloseable {

    String name();

    UUID uuid();

    DomainState state();

    boolean isPersistent();

    boolean autostart();

    void setAutostart(boolean autostart);

    /** The live XML of a running domain without its secrets. */
    String xml();

    /**
     * The XML that a migration may be given: the live one in the form that libvirt accepts, with its secrets
     * (XML_MIGRATABLE | XML_SECURE). A console password left out here would be missing at the destination. For memory
     * only: never into a file, a log or a report.
     */
    String migratableXml();

    /**
     * The definition used at the next start, with its secrets (XML_INACTIVE | XML_SECURE): a migration may be given it
     * as the destination's. For memory only.
     */
    String inactiveXml();

    /**
     * What a program keeps in the XML of the running domain (VIR_DOMAIN_METADATA_ELEMENT, AFFECT_LIVE), by its namespace.
     * It survives a restart of the daemon, and goes with the guest when it moves.
     */
    Optional<String> note(String namespace);

    /**
     * Keeps one element there instead of what that namespace had. libvirt waits for up to 30 s while another job changes
     * the domain, and refuses for as long as it migrates.
     *
     * @param prefix for the namespace, which libvirt writes into the element
     */
    void setNote(String namespace, String prefix, String element);

    /** Removes it; nothing happens where there is none. */
    void removeNote(String namespace);

    /** Number of snapshots: libvirt refuses to migrate a domain that has any. */
    int snapshots();

    boolean hasManagedSave();

    /** Capacity is the virtual size, allocation what is used of it, physical the size of the file; all in bytes. */
    BlockInfo blockInfo(String diskTargetOrPath);

    /** The job under way, {@link JobType#NONE} where there is none. */
    JobStatistics jobStatistics();

    /** Statistics of the last finished job, kept for the next reader (COMPLETED | KEEP_COMPLETED). */
    Optional<JobStatistics> completedJobStatistics();

    /**
     * Managed migration: this process carries the conversation between both daemons. Blocks until the end.
     *
     * @param destination a connection of its own to the destination
     */
    void migrate(LibvirtConnection destination, List<LibvirtParameter> parameters, Set<MigrateFlag> flags);

    /** Peer-to-peer migration: the source's daemon drives. Blocks until the end, but the end does not need us. */
    void migrateToUri(String destinationUri, List<LibvirtParameter> parameters, Set<MigrateFlag> flags);

    void abortJob();

    void startPostcopy();

    /** Changes the longest pause that the switch-over may take; only while a migration runs. */
    void setMaxDowntime(long millis);

    /** Changes the rate of memory and disks of a running migration. */
    void setMaxSpeed(long mebibytesPerSecond);

    /** MiB a second; empty where there is no limit. */
    OptionalLong maxSpeed();

    void suspend();

    void resume();

    /** Starts a domain that is powered off (virDomainCreate). */
    void start();

    /**
     * Asks the guest to shut down, by its agent or by ACPI; a guest may not listen. One with an agent keeps the call until it
     * is off, or until its agent was silent for a minute (VIR_DOMAIN_QEMU_AGENT_COMMAND_SHUTDOWN): it wants a connection of
     * its own. A call that fails may have reached the guest all the same.
     */
    void shutDown();

    /**
     * Takes the definition away; files of the guest (NVRAM, TPM) stay. A domain that runs goes on as a transient one; one
     * with snapshots or a saved state is refused by libvirt.
     */
    void undefine();

    /** A command for the guest agent, as JSON, and its answer; empty where the guest has none that answers in time. */
    Optional<String> agentCommand(String json, int timeoutSeconds);

    /** Frees the handle. Never throws. */
    @Override
    void close();

    /** Sizes of a disk in bytes (virDomainGetBlockInfo). */
    record BlockInfo(long capacity, long allocation, long physical) {}
}
