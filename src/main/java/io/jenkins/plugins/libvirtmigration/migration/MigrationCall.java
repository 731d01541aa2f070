package io.jenkins.plugins.libvirtmigration.migration;

import io.jenkins.plugins.libvirtmigration.libvirt.LibvirtParameter;
import io.jenkins.plugins.libvirtmigration.libvirt.MigrateFlag;
import io.jenkins.plugins.libvirtmigration.preflight.PreflightResult;
import io.jenkins.plugins.libvirtmigration.request.MigrationRequest;
import io.jenkins.plugins.libvirtmigration.request.TimeoutAction;
import io.jenkins.plugins.libvirtmigration.request.Transport;
import io.jenkins.plugins.libvirtmigration.storage.DiskVerdict;
import io.jenkins.plugins.libvirtmigration.storage.StoragePlan;
import io.jenkins.plugins.libvirtmigration.unit.Bandwidth;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The flags and parameters of one call to libvirt.
 *
 * @param peerUri where the source's daemon reaches the destination's; empty for managed control
 */
record MigrationCall(Optional<String> peerUri, List<LibvirtParameter> parameters, Set<MigrateFlag> flags) {

    /**
     * @param persistent whether the domain is defined on the source: it is then defined on the destination and no
     *     longer on the source; a transient one stays transient
     * @param preflight how the destination is reached, and what differs there
     * @param note of this move, which the guest carries over even where the destination is given an XML of its own
     */
    static MigrationCall of(MigrationRequest request, boolean persistent, PreflightResult preflight, MoveNote note) {
        StoragePlan storage = preflight.storage().orElseThrow();
        return new MigrationCall(
                preflight.peerUri(),
                parameters(request, storage, preflight, note),
                flags(request, persistent, storage, preflight.peerUri().isPresent()));
    }

    private static Set<MigrateFlag> flags(
            MigrationRequest request, boolean persistent, StoragePlan storage, boolean byPeer) {
        Transport transport = request.transport();
        Set<MigrateFlag> flags = EnumSet.of(MigrateFlag.ABORT_ON_ERROR);
        put(flags, MigrateFlag.LIVE, request.live());
        put(flags, MigrateFlag.PEER_TO_PEER, byPeer);
        put(flags, MigrateFlag.CHANGE_PROTECTION, !byPeer);
        put(flags, MigrateFlag.PERSIST_DESTINATION, persistent);
        put(flags, MigrateFlag.UNDEFINE_SOURCE, persistent);
        if (storage.copiesDisks()) {
            flags.add(storage.incremental() ? MigrateFlag.NON_SHARED_INCREMENTAL : MigrateFlag.NON_SHARED_DISK);
        }
        put(flags, MigrateFlag.UNSAFE, request.allowUnsafe());
        put(flags, MigrateFlag.COMPRESSED, transport.compression().isPresent());
        put(flags, MigrateFlag.AUTO_CONVERGE, request.convergence().autoConverge());
        put(flags, MigrateFlag.POSTCOPY, permitsPostcopy(request));
        put(flags, MigrateFlag.TLS, transport.tls());
        put(flags, MigrateFlag.PARALLEL, transport.parallelConnections().isPresent());
        return flags;
    }

    static boolean permitsPostcopy(MigrationRequest request) {
        return request.live()
                && (request.convergence().postcopy() || request.patience().onTimeout() == TimeoutAction.POSTCOPY);
    }

    private static void put(Set<MigrateFlag> flags, MigrateFlag flag, boolean wanted) {
        if (wanted) {
            flags.add(flag);
        }
    }

    private static List<LibvirtParameter> parameters(
            MigrationRequest request, StoragePlan storage, PreflightResult preflight, MoveNote note) {
        Transport transport = request.transport();
        List<LibvirtParameter> parameters = new ArrayList<>();
        parameters.add(new LibvirtParameter("migrate_uri", preflight.dataUri()));
        transport
                .bandwidth()
                .map(Bandwidth::mebibytesPerSecond)
                .ifPresent(rate -> parameters.add(new LibvirtParameter("bandwidth", rate)));
        for (DiskVerdict disk : storage.copied()) {
            parameters.add(new LibvirtParameter("migrate_disks", disk.disk().target()));
        }
        transport
                .parallelConnections()
                .ifPresent(count -> parameters.add(new LibvirtParameter("parallel.connections", count)));
        transport.compression().ifPresent(method -> parameters.add(new LibvirtParameter("compression", method)));
        preflight
                .destinationXml()
                .map(note::into)
                .ifPresent(xml -> parameters.add(new LibvirtParameter("destination_xml", xml)));
        preflight.persistentXml().ifPresent(xml -> parameters.add(new LibvirtParameter("persistent_xml", xml)));
        return parameters;
    }
}
