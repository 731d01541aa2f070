package io.jenkins.plugins.libvirtmigration.bench;

import io.jenkins.plugins.libvirtmigration.host.HypervisorAddress;
import io.jenkins.plugins.libvirtmigration.hypervisor.HypervisorAccess;
import io.jenkins.plugins.libvirtmigration.hypervisor.HypervisorLink;
import io.jenkins.plugins.libvirtmigration.migration.AbortSignal;
import io.jenkins.plugins.libvirtmigration.migration.LiveMigration;
import io.jenkins.plugins.libvirtmigration.migration.MigrationListener;
import io.jenkins.plugins.libvirtmigration.report.Outcome;
import io.jenkins.plugins.libvirtmigration.request.Control;
import io.jenkins.plugins.libvirtmigration.request.MigrationRequest;
import io.jenkins.plugins.libvirtmigration.request.Transport;
import io.jenkins.plugins.libvirtmigration.ssh.HostKeys;
import io.jenkins.plugins.libvirtmigration.ssh.SshIdentity;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;

/**
 * Moves one guest back and forth, in turn with the engine (connecting, pre-flight, move, proof, closing: from the call
 * to the proven end) and with {@code virsh migrate --live} over qemu+ssh (from the start of the process to its end,
 * which proves nothing). Prints each pair, medians and the ratio.
 *
 * <p>Arguments: identity, known_hosts, guest, pairs, and who drives: managed (as virsh does) or auto. It runs on the lab's control side.
 */
public final class MoveBenchmark {
    private static final long VIRSH_BOUND_SECONDS = 120;
    private static final PrintStream OUT = System.out;

    private final HypervisorAccess access;
    private final MigrationRequest request;

    private MoveBenchmark(HypervisorAccess access, String guest, Control control) {
        this.access = access;
        this.request = request(guest, control);
    }

    private static MigrationRequest request(String guest, Control control) {
        MigrationRequest plain = MigrationRequest.of(guest);
        Transport transport = new Transport(
                control, false, OptionalInt.empty(), Optional.empty(), Optional.empty(), Optional.empty());
        return new MigrationRequest(
                guest,
                true,
                plain.storage(),
                false,
                transport,
                plain.convergence(),
                plain.patience(),
                Optional.empty(),
                false);
    }

    public static void main(String[] arguments) throws IOException, InterruptedException {
        char[] key = Files.readString(Path.of(arguments[0])).toCharArray();
        HostKeys hosts = HostKeys.knownHosts(Files.readString(Path.of(arguments[1])), arguments[1]);
        Control control = Control.valueOf(arguments[4].toUpperCase(Locale.ROOT));
        MoveBenchmark benchmark = new MoveBenchmark(
                new HypervisorAccess(SshIdentity.of("root", key, null), hosts), arguments[2], control);
        benchmark.run(Integer.parseInt(arguments[3]));
    }

    private void run(int pairs) throws IOException, InterruptedException {
        List<Double> engine = new ArrayList<>();
        List<Double> virsh = new ArrayList<>();
        List<Double> ratios = new ArrayList<>();
        OUT.println("pair  engine s  virsh s  ratio");
        for (int pair = 0; pair <= pairs; pair++) {
            double ours = seconds(this::moveWithEngine);
            double theirs = seconds(this::moveWithVirsh);
            if (pair == 0) {
                continue; // Warm-up: classes are loaded, caches are filled.
            }
            engine.add(ours);
            virsh.add(theirs);
            ratios.add(ours / theirs);
            OUT.printf(Locale.ROOT, "%4d  %8.3f  %7.3f  %5.2f%n", pair, ours, theirs, ours / theirs);
        }
        OUT.printf(
                Locale.ROOT,
                "median engine %.3f s, virsh %.3f s, ratio of pairs %.2f (%.2f to %.2f)%n",
                median(engine),
                median(virsh),
                median(ratios),
                ratios.stream().mapToDouble(Double::doubleValue).min().orElseThrow(),
                ratios.stream().mapToDouble(Double::doubleValue).max().orElseThrow());
        OUT.println("memory of this process: " + peakMemory());
    }

    private interface Step {
        void run() throws IOException, InterruptedException;
    }

    private static double seconds(Step step) throws IOException, InterruptedException {
        long start = System.nanoTime();
        step.run();
        return (System.nanoTime() - start) / 1e9;
    }

    private void moveWithEngine() {
        try (HypervisorLink source = link("h1");
                HypervisorLink destination = link("h2")) {
            LiveMigration migration =
                    new LiveMigration(source, destination, MigrationListener.SILENT, new AbortSignal());
            var record = migration.run(request).record();
            if (record.outcome() != Outcome.SUCCEEDED || !"h2".equals(record.runsOn())) {
                throw new IllegalStateException("Not moved: " + record.reason());
            }
        }
    }

    private HypervisorLink link(String host) {
        return new HypervisorLink(host, () -> access.open(HypervisorAddress.parse(host)));
    }

    /** The way back, so that each pair begins with the guest on h1. */
    private void moveWithVirsh() throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        "virsh",
                        "-c",
                        "qemu+ssh://root@h2/system",
                        "migrate",
                        "--live",
                        "--persistent",
                        "--undefinesource",
                        request.vm(),
                        "qemu+ssh://root@h1/system")
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (!process.waitFor(VIRSH_BOUND_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
            throw new IllegalStateException("virsh did not move the guest: " + output);
        }
    }

    private static double median(List<Double> values) {
        double[] sorted = values.stream().mapToDouble(Double::doubleValue).toArray();
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    /** The most that was resident, and what is now (Linux, /proc/self/status). */
    private static String peakMemory() throws IOException {
        return Files.readAllLines(Path.of("/proc/self/status")).stream()
                .filter(line -> line.startsWith("VmHWM") || line.startsWith("VmRSS"))
                .map(line -> line.replaceAll("\\s+", " "))
                .reduce((a, b) -> a + ", " + b)
                .orElse("unknown");
    }
}
