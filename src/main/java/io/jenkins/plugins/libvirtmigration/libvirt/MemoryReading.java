package io.jenkins.plugins.libvirtmigration.libvirt;

import com.sun.jna.Memory;
import com.sun.jna.Pointer;
import com.sun.jna.ptr.IntByReference;
import java.util.HashMap;
import java.util.Map;

/** virNodeGetMemoryStats: an array of names of 80 bytes, each with an unsigned long long in KiB. */
final class MemoryReading {
    private static final int ALL_CELLS = -1;
    private static final int NAME_BYTES = 80;
    private static final int STRUCT_BYTES = NAME_BYTES + 8;
    private static final int KIB = 1024;

    private MemoryReading() {}

    static HostMemory read(NativeConnection connection) {
        Map<String, Long> kibibytes = connection.call((libvirt, pointer) -> {
            IntByReference count = new IntByReference();
            connection.checked(libvirt.virNodeGetMemoryStats(pointer, ALL_CELLS, null, count, 0));
            Memory array = new Memory((long) count.getValue() * STRUCT_BYTES);
            connection.checked(libvirt.virNodeGetMemoryStats(pointer, ALL_CELLS, array, count, 0));
            return figures(array, count.getValue());
        });
        return HostMemory.reckoned(
                bytes(kibibytes, "total"),
                bytes(kibibytes, "free"),
                bytes(kibibytes, "buffers"),
                bytes(kibibytes, "cached"));
    }

    private static Map<String, Long> figures(Pointer array, int count) {
        Map<String, Long> figures = new HashMap<>();
        for (int i = 0; i < count; i++) {
            Pointer figure = array.share((long) i * STRUCT_BYTES);
            figures.put(TypedParameters.name(figure), figure.getLong(NAME_BYTES));
        }
        return figures;
    }

    private static long bytes(Map<String, Long> kibibytes, String field) {
        return kibibytes.getOrDefault(field, 0L) * KIB;
    }
}
