package io.jenkins.plugins.libvirtmigration.request;

import io.jenkins.plugins.libvirtmigration.unit.Bandwidth;
import java.util.Optional;
import java.util.Set;

/**
 * One move that somebody asked for.
 *
 * @param vm name or UUID on the source
 * @param live false: the guest is paused while it is copied
 * @param incremental copy only the top image; the base is on both hosts
 * @param allowUnsafe the user's consent to what libvirt calls unsafe (a cache mode, storage it does not know)
 * @param leftImages paths on the destination where an earlier move of this guest left its old images, with consent to write
 *     over them where they prove to be nobody else's
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
        boolean allowUnsafe,
        Set<String> leftImages) {

    public MigrationRequest {
        leftImages = Set.copyOf(leftImages);
    }

    /** Of a guest that has no old images on the destination. */
    public MigrationRequest(
            String vm,
            boolean live,
            StorageMode storage,
            boolean incremental,
            Transport transport,
            Convergence convergence,
            Patience patience,
            Optional<ProbeRequest> probe,
            boolean allowUnsafe) {
        this(vm, live, storage, incremental, transport, convergence, patience, probe, allowUnsafe, Set.of());
    }

    public MigrationRequest withLeftImages(Set<String> paths) {
        return new MigrationRequest(
                vm, live, storage, incremental, transport, convergence, patience, probe, allowUnsafe, paths);
    }

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
                other, live, storage, incremental, transport, convergence, patience, probe, allowUnsafe, leftImages);
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
                allowUnsafe,
                leftImages);
    }
}
