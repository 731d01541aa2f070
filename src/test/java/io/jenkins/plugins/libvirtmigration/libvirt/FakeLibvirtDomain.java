package io.jenkins.plugins.libvirtmigration.libvirt;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;

/** A domain in memory; what is done to it is kept in {@link #calls}, and a migration runs {@link #migration}. */
public final class FakeLibvirtDomain implements LibvirtDomain {
    private static final int PAUSED_BY_USER = 1;

    public String name;
    public UUID uuid;
    public volatile DomainState state = new DomainState(DomainState.State.RUNNING, 1);
    public boolean persistent = true;
    public boolean autostart;
    /** Null: libvirt cannot tell. */
    public String xml;

    public String migratableXml;
    public String inactiveXml;
    public int snapshots;
    public boolean managedSave;
    /** By target or by path. */
    public final Map<String, BlockInfo> blocks = Collections.synchronizedMap(new LinkedHashMap<>());

    /** By namespace. */
    public final Map<String, String> notes = Collections.synchronizedMap(new LinkedHashMap<>());

    public final Map<String, Object> figures = Collections.synchronizedMap(new LinkedHashMap<>());
    public JobStatistics job = JobStatistics.none();
    public JobStatistics completedJob;
    public Optional<String> agentAnswer = Optional.empty();
    public OptionalLong maxSpeed = OptionalLong.empty();
    public Migration migration = (destination, uri, parameters, flags) -> {};
    public Runnable onAbort = () -> {};
    public Runnable onShutDown = this::powerOff;
    public Runnable onUndefine = () -> {};
    public RuntimeException startFailure;
    public RuntimeException suspendFailure;
    /** Its QEMU hangs: the daemon waits for it when it is asked for the job. */
    public Runnable onJobAsked = () -> {};
    /** Before any question that a daemon would have to answer. */
    public Runnable onAsked = () -> {};
    /** Its host knows it no longer: who still holds a handle is told so at the next question. */
    public volatile boolean gone;

    public final List<String> calls = new CopyOnWriteArrayList<>();

    /** What a migration does to the hosts of a test: the destination for a managed one, the URI for peer-to-peer. */
    @FunctionalInterface
    public interface Migration {
        void run(LibvirtConnection destination, String uri, List<LibvirtParameter> parameters, Set<MigrateFlag> flags);
    }

    public FakeLibvirtDomain(String name, UUID uuid, String xml) {
        this.name = name;
        this.uuid = uuid;
        this.xml = xml;
        this.migratableXml = xml;
        this.inactiveXml = xml;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public UUID uuid() {
        return uuid;
    }

    private void asked() {
        onAsked.run();
        if (gone) {
            throw new LibvirtCallException(
                    LibvirtCallException.NO_DOMAIN, "Domain not found: no domain with matching uuid '" + uuid + "'");
        }
    }

    @Override
    public DomainState state() {
        asked();
        return state;
    }

    @Override
    public boolean isPersistent() {
        asked();
        return persistent;
    }

    @Override
    public boolean autostart() {
        asked();
        return autostart;
    }

    @Override
    public void setAutostart(boolean autostart) {
        this.autostart = autostart;
        calls.add("setAutostart " + autostart);
    }

    @Override
    public String xml() {
        asked();
        if (xml == null) {
            throw new LibvirtCallException(1, "internal error: no definition");
        }
        return xml;
    }

    @Override
    public String migratableXml() {
        return migratableXml;
    }

    @Override
    public String inactiveXml() {
        return inactiveXml;
    }

    @Override
    public Optional<String> note(String namespace) {
        asked();
        return Optional.ofNullable(notes.get(namespace));
    }

    @Override
    public void setNote(String namespace, String prefix, String element) {
        calls.add("setNote");
        notes.put(namespace, element);
    }

    @Override
    public void removeNote(String namespace) {
        calls.add("removeNote");
        notes.remove(namespace);
    }

    @Override
    public int snapshots() {
        return snapshots;
    }

    @Override
    public boolean hasManagedSave() {
        return managedSave;
    }

    @Override
    public BlockInfo blockInfo(String diskTargetOrPath) {
        BlockInfo info = blocks.get(diskTargetOrPath);
        if (info == null) {
            throw new LibvirtCallException(8, "invalid argument: invalid path " + diskTargetOrPath);
        }
        return info;
    }

    @Override
    public JobStatistics jobStatistics() {
        asked();
        onJobAsked.run();
        return job;
    }

    @Override
    public Optional<JobStatistics> completedJobStatistics() {
        return Optional.ofNullable(completedJob);
    }

    @Override
    public void migrate(LibvirtConnection destination, List<LibvirtParameter> parameters, Set<MigrateFlag> flags) {
        calls.add("migrate");
        migration.run(destination, null, parameters, flags);
    }

    @Override
    public void migrateToUri(String destinationUri, List<LibvirtParameter> parameters, Set<MigrateFlag> flags) {
        calls.add("migrateToUri " + destinationUri);
        migration.run(null, destinationUri, parameters, flags);
    }

    @Override
    public void abortJob() {
        calls.add("abortJob");
        onAbort.run();
    }

    @Override
    public void startPostcopy() {
        calls.add("startPostcopy");
    }

    @Override
    public void setMaxDowntime(long millis) {
        calls.add("setMaxDowntime " + millis);
    }

    @Override
    public void setMaxSpeed(long mebibytesPerSecond) {
        calls.add("setMaxSpeed " + mebibytesPerSecond);
    }

    @Override
    public OptionalLong maxSpeed() {
        return maxSpeed;
    }

    @Override
    public void suspend() {
        calls.add("suspend");
        state = new DomainState(DomainState.State.PAUSED, PAUSED_BY_USER);
        if (suspendFailure != null) {
            throw suspendFailure;
        }
    }

    @Override
    public void resume() {
        asked();
        calls.add("resume");
        state = new DomainState(DomainState.State.RUNNING, 1);
    }

    @Override
    public void start() {
        calls.add("start");
        if (startFailure != null) {
            throw startFailure;
        }
        state = new DomainState(DomainState.State.RUNNING, 1);
    }

    @Override
    public void shutDown() {
        calls.add("shutDown");
        onShutDown.run();
    }

    @Override
    public void undefine() {
        calls.add("undefine");
        persistent = false;
        onUndefine.run();
    }

    /** What an obedient guest does. */
    public void powerOff() {
        state = new DomainState(DomainState.State.SHUT_OFF, 1);
    }

    @Override
    public Optional<String> agentCommand(String json, int timeoutSeconds) {
        calls.add("agentCommand " + json);
        return agentAnswer;
    }

    @Override
    public void close() {
        calls.add("close");
    }
}
