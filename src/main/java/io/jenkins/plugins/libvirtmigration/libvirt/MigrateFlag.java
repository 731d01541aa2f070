package io.jenkins.plugins.libvirtmigration.libvirt;

import java.util.Set;

/** Flags of virDomainMigrate3 with libvirt's own values (virDomainMigrateFlags). */
public enum MigrateFlag {
    LIVE(1),
    PEER_TO_PEER(1 << 1),
    TUNNELLED(1 << 2),
    PERSIST_DESTINATION(1 << 3),
    UNDEFINE_SOURCE(1 << 4),
    PAUSED(1 << 5),
    NON_SHARED_DISK(1 << 6),
    NON_SHARED_INCREMENTAL(1 << 7),
    CHANGE_PROTECTION(1 << 8),
    UNSAFE(1 << 9),
    OFFLINE(1 << 10),
    COMPRESSED(1 << 11),
    ABORT_ON_ERROR(1 << 12),
    AUTO_CONVERGE(1 << 13),
    RDMA_PIN_ALL(1 << 14),
    POSTCOPY(1 << 15),
    TLS(1 << 16),
    PARALLEL(1 << 17),
    NON_SHARED_SYNCHRONOUS_WRITES(1 << 18),
    POSTCOPY_RESUME(1 << 19),
    ZEROCOPY(1 << 20);

    private final int bit;

    MigrateFlag(int bit) {
        this.bit = bit;
    }

    public static int bits(Set<MigrateFlag> flags) {
        return flags.stream().mapToInt(flag -> flag.bit).reduce(0, (a, b) -> a | b);
    }
}
