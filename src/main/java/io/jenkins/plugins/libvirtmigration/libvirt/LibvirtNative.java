package io.jenkins.plugins.libvirtmigration.libvirt;

import com.sun.jna.NativeLong;
import com.sun.jna.Pointer;
import com.sun.jna.ptr.IntByReference;
import com.sun.jna.ptr.LongByReference;
import com.sun.jna.ptr.NativeLongByReference;
import com.sun.jna.ptr.PointerByReference;
import java.nio.ByteBuffer;
import org.libvirt.jna.CString;
import org.libvirt.jna.ConnectionPointer;
import org.libvirt.jna.DomainPointer;
import org.libvirt.jna.Libvirt;
import org.libvirt.jna.SizeT;
import org.libvirt.jna.StoragePoolPointer;
import org.libvirt.jna.StreamPointer;

/**
 * libvirt-java's mapping of libvirt, and what it lacks. Its classes above the mapping are not used: they keep the
 * handles to themselves, free them in finalizers, and decode names with the platform's character set.
 *
 * <p>The names and arguments are libvirt's (libvirt-domain.h, libvirt-host.h, libvirt-storage.h, virterror.h).
 */
interface LibvirtNative extends Libvirt {
    /** VIR_UUID_STRING_BUFLEN. */
    int UUID_STRING_BYTES = 37;

    int virGetLastErrorCode();

    String virGetLastErrorMessage();

    /** The handler is given as a native function: nothing of Java is called, and nothing can be collected. */
    void virSetErrorFunc(Pointer userData, Pointer handler);

    int virDomainGetState(DomainPointer domain, IntByReference state, IntByReference reason, int flags);

    DomainPointer virDomainMigrate3(
            DomainPointer domain, ConnectionPointer destination, Pointer parameters, int count, int flags);

    int virDomainMigrateToURI3(DomainPointer domain, String uri, Pointer parameters, int count, int flags);

    int virDomainMigrateStartPostCopy(DomainPointer domain, int flags);

    int virDomainMigrateSetMaxSpeed(DomainPointer domain, NativeLong mebibytesPerSecond, int flags);

    int virDomainMigrateGetMaxSpeed(DomainPointer domain, NativeLongByReference mebibytesPerSecond, int flags);

    CString virConnectGetDomainCapabilities(
            ConnectionPointer connection,
            String emulator,
            String architecture,
            String machine,
            String virtType,
            int flags);

    int virConnectCompareHypervisorCPU(
            ConnectionPointer connection,
            String emulator,
            String architecture,
            String machine,
            String virtType,
            String cpuXml,
            int flags);

    int virConnectGetAllDomainStats(ConnectionPointer connection, int groups, PointerByReference records, int flags);

    void virDomainStatsRecordListFree(Pointer records);

    int virNodeGetMemoryStats(ConnectionPointer connection, int cell, Pointer figures, IntByReference count, int flags);

    int virStreamRecvFlags(StreamPointer stream, ByteBuffer data, SizeT size, int flags);

    int virStreamRecvHole(StreamPointer stream, LongByReference length, int flags);

    int virStreamSendHole(StreamPointer stream, long length, int flags);

    StoragePoolPointer virStoragePoolLookupByTargetPath(ConnectionPointer connection, String path);

    int virTypedParamsAddInt(
            PointerByReference parameters, IntByReference count, IntByReference room, String name, int value);

    int virTypedParamsAddULLong(
            PointerByReference parameters, IntByReference count, IntByReference room, String name, long value);

    int virTypedParamsAddString(
            PointerByReference parameters, IntByReference count, IntByReference room, String name, String value);
}
