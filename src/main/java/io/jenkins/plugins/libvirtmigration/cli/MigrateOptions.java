package io.jenkins.plugins.libvirtmigration.cli;

import io.jenkins.plugins.libvirtmigration.request.Control;
import io.jenkins.plugins.libvirtmigration.request.Convergence;
import io.jenkins.plugins.libvirtmigration.request.DowntimeSchedule;
import io.jenkins.plugins.libvirtmigration.request.MigrationRequest;
import io.jenkins.plugins.libvirtmigration.request.Patience;
import io.jenkins.plugins.libvirtmigration.request.ProbeRequest;
import io.jenkins.plugins.libvirtmigration.request.StorageMode;
import io.jenkins.plugins.libvirtmigration.request.TimeoutAction;
import io.jenkins.plugins.libvirtmigration.request.Transport;
import io.jenkins.plugins.libvirtmigration.unit.Bandwidth;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import picocli.CommandLine.Option;

/** How guests are moved: the options that every command which moves guests has. */
final class MigrateOptions {

    @Option(
            names = "--storage",
            paramLabel = "auto|shared|block",
            defaultValue = "auto",
            description = "auto judges each disk: shared ones stay, the others are copied. shared refuses to copy."
                    + " block copies what is not shared. Default: auto.")
    private StorageMode storage;

    @Option(
            names = "--incremental",
            description = "Copy only the top image of each copied disk; its base is on the destination already.")
    private boolean incremental;

    @Option(
            names = "--non-live",
            description = "Pause the guest while it is copied: surely ends, however fast it dirties its memory.")
    private boolean nonLive;

    @Option(
            names = "--control",
            paramLabel = "auto|managed|peer-to-peer",
            defaultValue = "auto",
            description = "Who drives: this process (managed; the source cancels if it dies), or the source's daemon"
                    + " (peer-to-peer; survives this process). Default: peer-to-peer where the source can reach the"
                    + " destination with authentication, else managed.")
    private Control control;

    @Option(
            names = "--bandwidth",
            paramLabel = "RATE",
            description = "At most this rate, with its unit: 100MiB/s, 1Gbit/s. Default: no limit.")
    private Bandwidth bandwidth;

    @Option(
            names = "--max-downtime",
            paramLabel = "TIME",
            defaultValue = "500ms",
            description = "The longest pause that the switch-over may take. Default: 500ms.")
    private Duration maxDowntime;

    @Option(
            names = "--downtime-schedule",
            paramLabel = "NAME",
            defaultValue = "nova",
            description = "How the permitted pause grows: nova (even steps over time), ovirt-minimal-downtime,"
                    + " ovirt-suspend-if-needed, ovirt-very-large (by pass over the memory; their own maxima),"
                    + " doubling (Proxmox VE), fixed (the maximum at once). Default: nova.")
    private DowntimeSchedule schedule;

    @Option(
            names = "--timeout",
            paramLabel = "TIME",
            description = "Not converged after this time: see --on-timeout. The smaller of this and"
                    + " --timeout-per-gib counts.")
    private Duration timeout;

    @Option(
            names = "--timeout-per-gib",
            paramLabel = "TIME",
            defaultValue = "800s",
            description = "The same for each GiB of memory and copied disk. Default: 800s.")
    private Duration timeoutPerGibibyte;

    @Option(
            names = "--on-timeout",
            paramLabel = "abort|pause|postcopy",
            defaultValue = "abort",
            description =
                    "abort: the guest stays. pause: it is paused until the rest is copied. postcopy: it goes on at"
                            + " the destination and fetches the rest; if the link dies then, the guest is lost."
                            + " Default: abort.")
    private TimeoutAction onTimeout;

    @Option(
            names = "--stall-timeout",
            paramLabel = "TIME",
            defaultValue = "150s",
            description = "Abort when not a byte was carried, or what remains reached no new low, for this time."
                    + " Default: 150s; 0s: never.")
    private Duration stallTimeout;

    @Option(names = "--auto-converge", description = "Slow the guest's CPUs down step by step until it converges.")
    private boolean autoConverge;

    @Option(
            names = "--postcopy",
            description = "Start post-copy when two passes did not suffice. If the link dies then, the guest is lost.")
    private boolean postcopy;

    @Option(names = "--tls", description = "Encrypt memory and disks on their way, with the hosts' certificates.")
    private boolean tls;

    @Option(
            names = "--parallel-connections",
            paramLabel = "N",
            description = "Carry the memory over N connections at once (multifd).")
    private Integer parallelConnections;

    @Option(
            names = "--compression",
            paramLabel = "METHOD",
            description = "xbzrle or mt; with --parallel-connections zlib or zstd.")
    private String compression;

    @Option(
            names = "--migration-address",
            paramLabel = "ADDRESS",
            description = "The destination's address in the network for migrations. Default: the one SSH uses.")
    private String migrationAddress;

    @Option(
            names = "--probe",
            paramLabel = "VM=ADDRESS",
            description = "Ask this guest from outside while it moves, by ping, or by TCP with ADDRESS:PORT, and report"
                    + " how long it was silent. Repeatable.")
    private List<ProbeOption> probes = List.of();

    @Option(
            names = "--probe-interval",
            paramLabel = "TIME",
            defaultValue = "100ms",
            description = "How often a probed guest is asked. Default: 100ms.")
    private Duration probeInterval;

    @Option(
            names = "--allow-unsafe",
            description = "Consent to what libvirt calls unsafe: a cache mode, or storage that it does not know to be"
                    + " shared.")
    private boolean allowUnsafe;

    /** @throws IllegalArgumentException naming an option whose value cannot be meant */
    MigrationRequest request(String vm) {
        positive("--max-downtime", maxDowntime);
        positive("--timeout-per-gib", timeoutPerGibibyte);
        positive("--probe-interval", probeInterval);
        if (timeout != null) {
            positive("--timeout", timeout);
        }
        return new MigrationRequest(
                vm,
                !nonLive,
                storage,
                incremental,
                new Transport(
                        control,
                        tls,
                        parallelConnections == null ? OptionalInt.empty() : OptionalInt.of(parallelConnections),
                        Optional.ofNullable(compression),
                        Optional.ofNullable(bandwidth),
                        Optional.ofNullable(migrationAddress)),
                new Convergence(maxDowntime, schedule, autoConverge, postcopy),
                new Patience(timeoutPerGibibyte, Optional.ofNullable(timeout), onTimeout, stallTimeout),
                probe(vm),
                allowUnsafe);
    }

    /** Whether any guest is asked from outside. */
    boolean probes() {
        return !probes.isEmpty();
    }

    private Optional<ProbeRequest> probe(String vm) {
        return probes.stream()
                .filter(probe -> probe.vm().equals(vm))
                .map(probe -> probe.request(probeInterval))
                .findFirst();
    }

    private static void positive(String option, Duration value) {
        if (value.isZero()) {
            throw new IllegalArgumentException(option + " is 0: give a time longer than that, for example 500ms.");
        }
    }
}
