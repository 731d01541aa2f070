package io.jenkins.plugins.libvirtmigration.libvirt;

import com.sun.jna.ptr.LongByReference;
import io.jenkins.plugins.libvirtmigration.domain.SafeXml;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.regex.Pattern;
import org.libvirt.jna.CString;
import org.libvirt.jna.ConnectionPointer;
import org.libvirt.jna.DomainPointer;
import org.libvirt.jna.NetworkPointer;

/** A host's libvirt, reached through a {@link NativeConnection}. */
final class DaemonConnection implements LibvirtConnection {
    private static final int CPU_INCOMPATIBLE = 91;
    private static final int NO_NETWORK = 43;

    /** Lets an incompatible CPU come as an error, which says which features are missing. */
    private static final int COMPARE_FAIL_INCOMPATIBLE = 1;

    private static final Pattern UUID_FORM = Pattern.compile("[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}");

    private final NativeConnection connection;

    DaemonConnection(NativeConnection connection) {
        this.connection = connection;
    }

    NativeConnection nativeConnection() {
        return connection;
    }

    @Override
    public UUID hostUuid() {
        String text = SafeXml.parse("The capabilities of " + connection.host(), "capabilities", capabilities())
                .text("host/uuid")
                .orElseThrow(() -> new LibvirtCallException(
                        0,
                        "libvirt on " + connection.host()
                                + " names no host UUID. Set host_uuid in /etc/libvirt/libvirtd.conf (or"
                                + " virtqemud.conf)."));
        return UUID.fromString(text);
    }

    @Override
    public String hostName() {
        return text(LibvirtNative::virConnectGetHostname);
    }

    @Override
    public LibvirtVersion libvirtVersion() {
        return version(LibvirtNative::virConnectGetLibVersion);
    }

    @Override
    public LibvirtVersion qemuVersion() {
        return version(LibvirtNative::virConnectGetVersion);
    }

    /** The form of virConnectGetVersion and its like. */
    @FunctionalInterface
    private interface VersionCall {
        int ask(LibvirtNative libvirt, ConnectionPointer connection, LongByReference version);
    }

    private LibvirtVersion version(VersionCall call) {
        LongByReference version = new LongByReference();
        connection.call((libvirt, pointer) -> connection.checked(call.ask(libvirt, pointer, version)));
        return new LibvirtVersion(version.getValue());
    }

    private String text(BiFunction<LibvirtNative, ConnectionPointer, CString> call) {
        return connection.call((libvirt, pointer) ->
                connection.checked(call.apply(libvirt, pointer)).toString());
    }

    @Override
    public String capabilities() {
        return text(LibvirtNative::virConnectGetCapabilities);
    }

    @Override
    public String domainCapabilities(String emulator, String architecture, String machine, String virtType) {
        return text((libvirt, pointer) ->
                libvirt.virConnectGetDomainCapabilities(pointer, emulator, architecture, machine, virtType, 0));
    }

    @Override
    public CpuComparison compareCpu(
            String emulator, String architecture, String machine, String virtType, String cpuXml) {
        try {
            int result =
                    connection.call((libvirt, pointer) -> connection.checked(libvirt.virConnectCompareHypervisorCPU(
                            pointer, emulator, architecture, machine, virtType, cpuXml, COMPARE_FAIL_INCOMPATIBLE)));
            return new CpuComparison(
                    switch (result) {
                        case 0 -> CpuComparison.Result.INCOMPATIBLE;
                        case 1 -> CpuComparison.Result.IDENTICAL;
                        case 2 -> CpuComparison.Result.SUPERSET;
                        default -> CpuComparison.Result.UNKNOWN;
                    },
                    "");
        } catch (LibvirtCallException e) {
            return new CpuComparison(
                    e.code() == CPU_INCOMPATIBLE ? CpuComparison.Result.INCOMPATIBLE : CpuComparison.Result.UNKNOWN,
                    e.getMessage());
        }
    }

    @Override
    public HostMemory memory() {
        return MemoryReading.read(connection);
    }

    @Override
    public Optional<LibvirtDomain> findDomain(String nameOrUuid) {
        if (UUID_FORM.matcher(nameOrUuid).matches()) {
            Optional<LibvirtDomain> found = findDomain(UUID.fromString(nameOrUuid));
            if (found.isPresent()) {
                return found;
            }
        }
        return findDomainByName(nameOrUuid);
    }

    @Override
    public Optional<LibvirtDomain> findDomain(UUID uuid) {
        return find((libvirt, pointer) -> libvirt.virDomainLookupByUUIDString(pointer, uuid.toString()));
    }

    @Override
    public Optional<LibvirtDomain> findDomainByName(String name) {
        if (name.isEmpty() || name.indexOf('\0') >= 0) {
            return Optional.empty(); // no domain has such a name, and C would read another one
        }
        return find((libvirt, pointer) -> libvirt.virDomainLookupByName(pointer, name));
    }

    private Optional<LibvirtDomain> find(BiFunction<LibvirtNative, ConnectionPointer, DomainPointer> lookup) {
        try {
            return Optional.of(connection.call((libvirt, pointer) ->
                    new DaemonDomain(connection, libvirt, connection.checked(lookup.apply(libvirt, pointer)))));
        } catch (LibvirtCallException e) {
            if (e.code() == LibvirtCallException.NO_DOMAIN) {
                return Optional.empty();
            }
            throw e;
        }
    }

    @Override
    public void define(String xml) {
        connection.call((libvirt, pointer) ->
                libvirt.virDomainFree(connection.checked(libvirt.virDomainDefineXML(pointer, xml))));
    }

    @Override
    public List<DomainFigures> allDomains() {
        return DomainRecords.read(connection);
    }

    @Override
    public Optional<Boolean> networkActive(String name) {
        try {
            return Optional.of(connection.call((libvirt, pointer) -> {
                NetworkPointer network = connection.checked(libvirt.virNetworkLookupByName(pointer, name));
                try {
                    return connection.checked(libvirt.virNetworkIsActive(network)) > 0;
                } finally {
                    libvirt.virNetworkFree(network);
                }
            }));
        } catch (LibvirtCallException e) {
            if (e.code() == NO_NETWORK) {
                return Optional.empty();
            }
            throw e;
        }
    }

    @Override
    public HostStorage storage() {
        return new PoolStorage(connection);
    }

    @Override
    public boolean isAlive() {
        return connection.isAlive();
    }

    @Override
    public void close() {
        connection.close();
    }
}
