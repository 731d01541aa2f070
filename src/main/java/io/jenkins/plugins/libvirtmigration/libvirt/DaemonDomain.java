package io.jenkins.plugins.libvirtmigration.libvirt;

import com.sun.jna.NativeLong;
import com.sun.jna.ptr.IntByReference;
import com.sun.jna.ptr.NativeLongByReference;
import com.sun.jna.ptr.PointerByReference;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiFunction;
import org.libvirt.jna.CString;
import org.libvirt.jna.DomainPointer;
import org.libvirt.jna.virDomainBlockInfo;

/** A domain behind a {@link NativeConnection}, with a handle of its own. */
final class DaemonDomain implements LibvirtDomain {
    private static final int XML_SECURE = 1;
    private static final int XML_INACTIVE = 2;
    private static final int XML_MIGRATABLE = 8;
    private static final int METADATA_ELEMENT = 2;
    private static final int AFFECT_LIVE = 1;
    private static final int AGENT_UNRESPONSIVE = 86;
    private static final int INVALID_ARGUMENT = 8;

    /** VIR_DOMAIN_UNDEFINE_KEEP_NVRAM and VIR_DOMAIN_UNDEFINE_KEEP_TPM. */
    private static final int KEEP_NVRAM = 1 << 3;

    private static final int KEEP_TPM = 1 << 6;
    private static final int ARGUMENT_UNSUPPORTED = 74;
    private static final int NO_SUPPORT = 3;

    /** QEMU's largest rate, INT64_MAX bytes, in MiB: what libvirt gives where none was set. */
    private static final long UNLIMITED = Long.MAX_VALUE >> 20;

    private final NativeConnection connection;
    private final DomainPointer pointer;
    private final Gate gate;
    private final String name;
    private final UUID uuid;

    /** @param pointer is freed by this domain */
    DaemonDomain(NativeConnection connection, LibvirtNative libvirt, DomainPointer pointer) {
        this.connection = connection;
        this.pointer = pointer;
        this.gate = new Gate(() -> libvirt.virDomainFree(pointer));
        this.name = libvirt.virDomainGetName(pointer);
        this.uuid = uuid(libvirt, pointer);
        connection.adopt(gate);
    }

    static UUID uuid(LibvirtNative libvirt, DomainPointer pointer) {
        byte[] text = new byte[LibvirtNative.UUID_STRING_BYTES];
        libvirt.virDomainGetUUIDString(pointer, text);
        return UUID.fromString(new String(text, 0, text.length - 1, StandardCharsets.US_ASCII));
    }

    private <T> T call(BiFunction<LibvirtNative, DomainPointer, T> call) {
        return connection.call((libvirt, ignored) -> inside(libvirt, call));
    }

    private <T> T inside(LibvirtNative libvirt, BiFunction<LibvirtNative, DomainPointer, T> call) {
        if (!gate.enter()) {
            throw new IllegalStateException("The handle of domain " + name + " was closed.");
        }
        try {
            return call.apply(libvirt, pointer);
        } finally {
            gate.leave();
        }
    }

    /** A call whose only result is whether it worked. */
    private void perform(BiFunction<LibvirtNative, DomainPointer, Integer> call) {
        call((libvirt, domain) -> connection.checked(call.apply(libvirt, domain)));
    }

    private boolean ask(BiFunction<LibvirtNative, DomainPointer, Integer> call) {
        return call((libvirt, domain) -> connection.checked(call.apply(libvirt, domain)) > 0);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public UUID uuid() {
        return uuid;
    }

    @Override
    public DomainState state() {
        IntByReference state = new IntByReference();
        IntByReference reason = new IntByReference();
        perform((libvirt, domain) -> libvirt.virDomainGetState(domain, state, reason, 0));
        return DomainState.of(state.getValue(), reason.getValue());
    }

    @Override
    public boolean isPersistent() {
        return ask(LibvirtNative::virDomainIsPersistent);
    }

    @Override
    public boolean autostart() {
        IntByReference value = new IntByReference();
        perform((libvirt, domain) -> libvirt.virDomainGetAutostart(domain, value));
        return value.getValue() != 0;
    }

    @Override
    public void setAutostart(boolean autostart) {
        perform((libvirt, domain) -> libvirt.virDomainSetAutostart(domain, autostart ? 1 : 0));
    }

    @Override
    public String xml() {
        return xml(0);
    }

    @Override
    public String migratableXml() {
        return xml(XML_MIGRATABLE | XML_SECURE);
    }

    @Override
    public String inactiveXml() {
        return xml(XML_INACTIVE | XML_SECURE);
    }

    private String xml(int flags) {
        return call((libvirt, domain) ->
                connection.checked(libvirt.virDomainGetXMLDesc(domain, flags)).toString());
    }

    @Override
    public Optional<String> note(String namespace) {
        try {
            return Optional.of(call((libvirt, domain) -> connection
                    .checked(libvirt.virDomainGetMetadata(domain, METADATA_ELEMENT, namespace, AFFECT_LIVE))
                    .toString()));
        } catch (LibvirtCallException e) {
            if (e.code() == LibvirtCallException.NO_DOMAIN_METADATA) {
                return Optional.empty();
            }
            throw e;
        }
    }

    @Override
    public void setNote(String namespace, String prefix, String element) {
        perform((libvirt, domain) ->
                libvirt.virDomainSetMetadata(domain, METADATA_ELEMENT, element, prefix, namespace, AFFECT_LIVE));
    }

    @Override
    public void removeNote(String namespace) {
        if (note(namespace).isPresent()) {
            perform((libvirt, domain) ->
                    libvirt.virDomainSetMetadata(domain, METADATA_ELEMENT, null, null, namespace, AFFECT_LIVE));
        }
    }

    @Override
    public int snapshots() {
        return call((libvirt, domain) -> connection.checked(libvirt.virDomainSnapshotNum(domain, 0)));
    }

    @Override
    public boolean hasManagedSave() {
        return ask((libvirt, domain) -> libvirt.virDomainHasManagedSaveImage(domain, 0));
    }

    @Override
    public BlockInfo blockInfo(String diskTargetOrPath) {
        virDomainBlockInfo info = new virDomainBlockInfo();
        perform((libvirt, domain) -> libvirt.virDomainGetBlockInfo(domain, diskTargetOrPath, info, 0));
        return new BlockInfo(info.capacity, info.allocation, info.physical);
    }

    @Override
    public JobStatistics jobStatistics() {
        return JobReading.running(this);
    }

    @Override
    public Optional<JobStatistics> completedJobStatistics() {
        return JobReading.completed(this);
    }

    JobStatistics jobStatistics(int flags) {
        return call((libvirt, domain) -> {
            IntByReference type = new IntByReference();
            PointerByReference parameters = new PointerByReference();
            IntByReference count = new IntByReference();
            connection.checked(libvirt.virDomainGetJobStats(domain, type, parameters, count, flags));
            try {
                return JobReading.of(type.getValue(), TypedParameters.read(parameters.getValue(), count.getValue()));
            } finally {
                libvirt.virTypedParamsFree(parameters.getValue(), count.getValue());
            }
        });
    }

    @Override
    public void migrate(LibvirtConnection destination, List<LibvirtParameter> parameters, Set<MigrateFlag> flags) {
        NativeConnection target = ((DaemonConnection) destination).nativeConnection();
        connection.callForAsLongAsItTakes((libvirt, mine) ->
                target.callForAsLongAsItTakes((ignored, there) -> inside(libvirt, (same, domain) -> {
                    try (TypedParameters typed = TypedParameters.of(libvirt, parameters)) {
                        DomainPointer moved = libvirt.virDomainMigrate3(
                                domain, there, typed.pointer(), typed.count(), MigrateFlag.bits(flags));
                        if (moved == null) {
                            throw failure(target);
                        }
                        return libvirt.virDomainFree(moved);
                    }
                })));
    }

    /** A failed managed migration may be the fault of either connection. */
    private RuntimeException failure(NativeConnection target) {
        LibvirtCallException error = connection.lastError();
        RuntimeException here = connection.explain(error);
        return here == error ? target.explain(error) : here;
    }

    @Override
    public void migrateToUri(String destinationUri, List<LibvirtParameter> parameters, Set<MigrateFlag> flags) {
        connection.callForAsLongAsItTakes((libvirt, mine) -> inside(libvirt, (same, domain) -> {
            try (TypedParameters typed = TypedParameters.of(libvirt, parameters)) {
                return connection.checked(libvirt.virDomainMigrateToURI3(
                        domain, destinationUri, typed.pointer(), typed.count(), MigrateFlag.bits(flags)));
            }
        }));
    }

    @Override
    public void abortJob() {
        perform(LibvirtNative::virDomainAbortJob);
    }

    @Override
    public void startPostcopy() {
        perform((libvirt, domain) -> libvirt.virDomainMigrateStartPostCopy(domain, 0));
    }

    @Override
    public void setMaxDowntime(long millis) {
        perform((libvirt, domain) -> libvirt.virDomainMigrateSetMaxDowntime(domain, millis, 0));
    }

    @Override
    public void setMaxSpeed(long mebibytesPerSecond) {
        perform((libvirt, domain) ->
                libvirt.virDomainMigrateSetMaxSpeed(domain, new NativeLong(mebibytesPerSecond, true), 0));
    }

    @Override
    public OptionalLong maxSpeed() {
        NativeLongByReference speed = new NativeLongByReference();
        perform((libvirt, domain) -> libvirt.virDomainMigrateGetMaxSpeed(domain, speed, 0));
        long mebibytes = speed.getValue().longValue();
        return mebibytes == UNLIMITED ? OptionalLong.empty() : OptionalLong.of(mebibytes);
    }

    @Override
    public void suspend() {
        perform(LibvirtNative::virDomainSuspend);
    }

    @Override
    public void resume() {
        perform(LibvirtNative::virDomainResume);
    }

    @Override
    public void start() {
        connection.callWithPatience((libvirt, mine) ->
                inside(libvirt, (same, domain) -> connection.checked(libvirt.virDomainCreate(domain))));
    }

    @Override
    public void shutDown() {
        connection.callWithPatience((libvirt, mine) ->
                inside(libvirt, (same, domain) -> connection.checked(libvirt.virDomainShutdown(domain))));
    }

    @Override
    public void undefine() {
        perform((libvirt, domain) -> {
            int done = libvirt.virDomainUndefineFlags(domain, KEEP_NVRAM | KEEP_TPM);
            // A libvirt older than 8.9 does not know the second flag, and leaves the TPM's state alone.
            return done < 0 && connection.lastError().code() == INVALID_ARGUMENT
                    ? libvirt.virDomainUndefineFlags(domain, KEEP_NVRAM)
                    : done;
        });
    }

    @Override
    public Optional<String> agentCommand(String json, int timeoutSeconds) {
        try {
            return Optional.of(call((libvirt, domain) -> {
                CString answer = LibvirtLibrary.qemu().virDomainQemuAgentCommand(domain, json, timeoutSeconds, 0);
                return connection.checked(answer).toString();
            }));
        } catch (LibvirtCallException e) {
            if (Set.of(AGENT_UNRESPONSIVE, ARGUMENT_UNSUPPORTED, NO_SUPPORT).contains(e.code())) {
                return Optional.empty();
            }
            throw e;
        }
    }

    @Override
    public void close() {
        connection.disown(gate);
        gate.close();
    }

    @Override
    public String toString() {
        return name + " (" + uuid + ") on " + connection.host();
    }
}
