package io.jenkins.plugins.libvirtmigration.preflight;

import io.jenkins.plugins.libvirtmigration.check.Check;
import io.jenkins.plugins.libvirtmigration.check.Shown;
import io.jenkins.plugins.libvirtmigration.libvirt.LibvirtVersion;
import io.jenkins.plugins.libvirtmigration.request.MigrationRequest;
import io.jenkins.plugins.libvirtmigration.request.StorageMode;
import io.jenkins.plugins.libvirtmigration.request.TimeoutAction;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Options that libvirt or QEMU refuse together, or that this version does not have: libvirt says so one at a time, and
 * only when the migration has begun (qemuMigrationSrcBeginPhase, qemuMigrationParamsSetCompression; migrate_caps_check
 * in QEMU's migration/options.c).
 */
final class OptionsCheck implements PreflightCheck {
    private static final Set<String> BY_PAGE = Set.of("xbzrle", "mt");
    private static final Set<String> BY_CONNECTION = Set.of("zlib", "zstd");
    private static final LibvirtVersion MULTIFD_COMPRESSION = new LibvirtVersion(9_004_000);
    private static final LibvirtVersion MULTIFD_POSTCOPY = new LibvirtVersion(10_001_000);
    private static final LibvirtVersion NO_MORE_MT = new LibvirtVersion(9_001_000);

    @Override
    public String id() {
        return "options";
    }

    @Override
    public List<Check> examine(Situation situation) {
        List<Check> checks = new ArrayList<>();
        postcopy(situation, checks);
        compression(situation, checks);
        MigrationRequest request = situation.request();
        if (request.incremental() && request.storage() == StorageMode.SHARED) {
            refuse(
                    situation,
                    checks,
                    "an incremental copy with --storage shared, which copies nothing",
                    "Leave one of them out");
        }
        int connections = request.transport().parallelConnections().orElse(1);
        if (connections < 1 || connections > 255) {
            refuse(situation, checks, connections + " parallel connections", "Give a number from 1 to 255");
        }
        if (checks.isEmpty()) {
            checks.add(situation.between(id()).passed("no contradiction", "options that go together"));
        }
        return checks;
    }

    private void postcopy(Situation situation, List<Check> checks) {
        MigrationRequest request = situation.request();
        boolean wanted = request.convergence().postcopy() || request.patience().onTimeout() == TimeoutAction.POSTCOPY;
        if (!wanted) {
            return;
        }
        if (!request.live()) {
            refuse(
                    situation,
                    checks,
                    "post-copy with a guest that is paused while it is copied",
                    "Leave out post-copy, or move the guest live");
        }
        if (situation.guest().domain().state().isPaused()) {
            refuse(
                    situation,
                    checks,
                    "post-copy with a paused guest, which changes no memory",
                    "Leave out post-copy, or let the guest run first");
        }
        if (request.transport().parallelConnections().isPresent() && olderQemu(situation, MULTIFD_POSTCOPY)) {
            refuse(
                    situation,
                    checks,
                    "post-copy with parallel connections, which QEMU can do from 10.1",
                    "Leave out one of them");
        }
        if (request.transport().compression().filter("mt"::equals).isPresent()) {
            refuse(situation, checks, "post-copy with the compression mt", "Leave out one of them");
        }
        faultsOfTheKernel(situation).ifPresent(checks::add);
    }

    /** QEMU needs userfaultfd for post-copy; where only root may have it, a QEMU of another user gets none. */
    private Optional<Check> faultsOfTheKernel(Situation situation) {
        String file = "/proc/sys/vm/unprivileged_userfaultfd";
        boolean forRootOnly = Situation.run(situation.destination(), "cat", file)
                .output()
                .strip()
                .equals("0");
        return forRootOnly
                ? Optional.of(situation
                        .on(situation.destination(), "postcopy-possible")
                        .warning(
                                "vm.unprivileged_userfaultfd = 0",
                                "1, unless QEMU runs as root",
                                "Set it with sysctl -w vm.unprivileged_userfaultfd=1 on the destination"))
                : Optional.empty();
    }

    private void compression(Situation situation, List<Check> checks) {
        Optional<String> method = situation.request().transport().compression();
        boolean parallel = situation.request().transport().parallelConnections().isPresent();
        if (method.isEmpty()) {
            return;
        }
        String name = Shown.text(method.get());
        if (BY_PAGE.contains(method.get())) {
            if (parallel) {
                refuse(
                        situation,
                        checks,
                        "the compression " + name + " with parallel connections",
                        "Use zlib or zstd with them, or leave them out");
            }
            if (name.equals("mt") && !olderQemu(situation, NO_MORE_MT)) {
                refuse(
                        situation,
                        checks,
                        "the compression mt, which QEMU no longer has since 9.1",
                        "Use zstd with parallel connections");
            }
        } else if (BY_CONNECTION.contains(method.get())) {
            if (!parallel) {
                refuse(
                        situation,
                        checks,
                        "the compression " + name + " without parallel connections",
                        "Ask for parallel connections too");
            }
            if (olderLibvirt(situation)) {
                refuse(
                        situation,
                        checks,
                        "the compression " + name + ", which libvirt knows from 9.4",
                        "Leave it out, or update libvirt on both hosts");
            }
        } else {
            refuse(situation, checks, "the compression " + name, "Use xbzrle, mt, zlib or zstd");
        }
    }

    private static boolean olderLibvirt(Situation situation) {
        return situation.source().libvirt().libvirtVersion().compareTo(MULTIFD_COMPRESSION) < 0
                || situation.destination().libvirt().libvirtVersion().compareTo(MULTIFD_COMPRESSION) < 0;
    }

    private static boolean olderQemu(Situation situation, LibvirtVersion wanted) {
        return situation.source().libvirt().qemuVersion().compareTo(wanted) < 0
                || situation.destination().libvirt().qemuVersion().compareTo(wanted) < 0;
    }

    private void refuse(Situation situation, List<Check> checks, String found, String remedy) {
        checks.add(situation.between(id()).failed(found, "options that go together", remedy));
    }
}
