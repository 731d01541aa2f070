package io.jenkins.plugins.libvirtmigration.libvirt;

import com.sun.jna.Native;
import com.sun.jna.Pointer;
import com.sun.jna.ptr.PointerByReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.libvirt.jna.ConnectionPointer;
import org.libvirt.jna.DomainPointer;

/** virConnectGetAllDomainStats: every domain in one call. */
final class DomainRecords {
    /** STATE | BALLOON | VCPU | INTERFACE | BLOCK of virDomainStatsTypes. */
    private static final int GROUPS = 1 | 1 << 2 | 1 << 3 | 1 << 4 | 1 << 5;

    /** Figures that a busy domain cannot give at once are left out instead of waited for (libvirt 4.5). */
    private static final int NO_WAIT = 1 << 29;

    private static final int INVALID_ARGUMENT = 8;

    private DomainRecords() {}

    static List<DomainFigures> read(NativeConnection connection) {
        try {
            return connection.call((libvirt, pointer) -> read(connection, libvirt, pointer, NO_WAIT));
        } catch (LibvirtCallException e) {
            if (e.code() != INVALID_ARGUMENT) {
                throw e;
            }
            return connection.call((libvirt, pointer) -> read(connection, libvirt, pointer, 0));
        }
    }

    private static List<DomainFigures> read(
            NativeConnection connection, LibvirtNative libvirt, ConnectionPointer pointer, int flags) {
        PointerByReference records = new PointerByReference();
        int count = connection.checked(libvirt.virConnectGetAllDomainStats(pointer, GROUPS, records, flags));
        try {
            List<DomainFigures> domains = new ArrayList<>(count);
            for (int i = 0; i < count; i++) {
                domains.add(record(libvirt, records.getValue().getPointer((long) i * Native.POINTER_SIZE)));
            }
            return domains;
        } finally {
            libvirt.virDomainStatsRecordListFree(records.getValue());
        }
    }

    /** A virDomainStatsRecord: the domain, its parameters, their number. */
    private static DomainFigures record(LibvirtNative libvirt, Pointer record) {
        DomainPointer domain = new DomainPointer(record.getPointer(0));
        Map<String, Object> figures =
                TypedParameters.read(record.getPointer(Native.POINTER_SIZE), record.getInt(2L * Native.POINTER_SIZE));
        return new DomainFigures(
                libvirt.virDomainGetName(domain),
                DaemonDomain.uuid(libvirt, domain),
                DomainState.of(number(figures, "state.state"), number(figures, "state.reason")),
                figures);
    }

    private static int number(Map<String, Object> figures, String field) {
        return figures.get(field) instanceof Long number ? number.intValue() : 0;
    }
}
