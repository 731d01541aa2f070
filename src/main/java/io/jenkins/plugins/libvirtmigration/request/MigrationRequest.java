package io.jenkins.plugins.libvirtmigration.request;

import io.jenkins.plugins.libvirtmigration.unit.Bandwidth;
import java.util.Optional;

/**
 * One move that somebody asked for.
 *
 * @param vm name or UUID on the source
 * @param live false: the guest is paused while it is copied
 * @param incremental copy only the top image; the base is on both hosts
 * @param allowUnsafe the user's consent to what libvirt calls unsafe (a cache mode, storage it does not know)
 */
public record MigrationRequest(
        String vm,
        boolean live,
        StorageMode storage,
        boolean incremental,
        Transport transport,
        Convergence convergence,
        Patience patience,
        Optional<ProbeRequest> probe,
        boolean allowUnsafe) {

    public static MigrationRequest of(String vm) {
        return new MigrationRequest(
                vm,
                true,
                StorageMode.AUTO,
                false,
                Transport.DEFAULT,
                Convergence.DEFAULT,
                Patience.DEFAULT,
                Optional.empty(),
                false);
    }

    /** The same for another guest, or for the same by another of its names. */
    public MigrationRequest withVm(String other) {
        return new MigrationRequest(
                other, live, storage, incremental, transport, convergence, patience, probe, allowUnsafe);
    }

    public MigrationRequest withBandwidth(Bandwidth rate) {
        return new MigrationRequest(
                vm,
                live,
                storage,
                incremental,
                transport.withBandwidth(rate),
                convergence,
                patience,
                probe,
                allowUnsafe);
    }
}
