package io.jenkins.plugins.libvirtmigration.report;

import io.jenkins.plugins.libvirtmigration.check.Check;
import io.jenkins.plugins.libvirtmigration.check.CheckStatus;
import io.jenkins.plugins.libvirtmigration.report.MigrationRecord.DiskRecord;
import io.jenkins.plugins.libvirtmigration.report.MigrationRecord.Wait;
import io.jenkins.plugins.libvirtmigration.report.PlanRecord.PlannedGuest;
import io.jenkins.plugins.libvirtmigration.report.PlanRecord.PlannedObstacle;
import io.jenkins.plugins.libvirtmigration.report.ProbeRecord.Silence;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Made-up reports of every kind, for the tests and for looking at. Written into a directory by
 * {@code main}; docs/report.md says how to make pictures of them.
 */
final class SampleReports {
    private static final Instant START = Instant.parse("2026-03-02T01:30:00Z");
    private static final String UUID = "6695eb01-f6a4-8304-79aa-97f2502e193f";

    private SampleReports() {}

    public static void main(String[] arguments) {
        all().forEach((name, report) -> {
            Path directory = Path.of(arguments[0], name);
            ReportFile.write(directory, report);
            ReportPage.write(directory, report);
        });
    }

    static Map<String, Report> all() {
        Map<String, Report> all = new LinkedHashMap<>();
        all.put(
                "auto-converge",
                of(Report.Kind.MIGRATE, Outcome.SUCCEEDED, null, List.of(autoConverge()), preflight()));
        all.put("block", of(Report.Kind.MIGRATE, Outcome.SUCCEEDED, null, List.of(block()), preflight()));
        all.put("failed", of(Report.Kind.MIGRATE, Outcome.FAILED, null, List.of(failed()), preflight()));
        all.put("refused", of(Report.Kind.MIGRATE, Outcome.FAILED, null, List.of(refused()), refusals()));
        all.put(
                "evacuation",
                of(Report.Kind.EVACUATE, Outcome.FAILED, false, evacuation(), List.of())
                        .withPlan(plan()));
        all.put("prepare", of(Report.Kind.PREPARE, Outcome.FAILED, null, List.of(), fleet()));
        return all;
    }

    private static Report of(
            Report.Kind kind, Outcome outcome, Boolean empty, List<MigrationRecord> moves, List<Check> checks) {
        long millis = moves.stream()
                .mapToLong(move -> move.totalMillis() == null ? 1_200 : move.totalMillis())
                .sum();
        return new Report(1, kind, START, START.plusMillis(millis + 2_345), outcome, "kvm-01", empty, moves, checks);
    }

    /** A database that dirties memory faster than the link carries it, until it is slowed down. */
    private static MigrationRecord autoConverge() {
        SampleMove move = new SampleMove(8_192, 0, 112, 165);
        move.event("The migration from kvm-01 to kvm-02 starts (managed, 112 MiB/s at most).");
        move.run(75, 0);
        move.event("The switch-over may now take 150 ms.");
        move.run(12, 0);
        for (int percent : List.of(20, 30, 40, 50, 60, 70, 80)) {
            move.throttle(percent);
            move.run(9, 20);
        }
        move.run(60, 24);
        move.event("The guest is paused on kvm-01 for the switch-over.");
        move.event("kvm-02 runs the guest; kvm-01 no longer does.");
        long end = move.millis() + 610;
        ProbeRecord probe = new ProbeRecord(
                "10.0.0.21",
                null,
                100,
                end / 100,
                4L,
                503L,
                move.millis() + 10,
                29L,
                List.of(new Silence(move.millis() + 10, 503, false)),
                List.of());
        return MigrationRecordBuilder.builder()
                .vm("db-1")
                .uuid(UUID)
                .source("kvm-01")
                .destination("kvm-02")
                .storage("shared")
                .control("managed")
                .outcome(Outcome.SUCCEEDED)
                .runsOn("kvm-02")
                .startedAt(START)
                .totalMillis(end)
                .downtimeMillis(388L)
                .downtimeNetMillis(371L)
                .transferredBytes(move.carried())
                .memoryIterations(move.rounds())
                .probe(probe)
                .disks(List.of(
                        new DiskRecord(
                                "vda",
                                "/var/lib/libvirt/images/shared/db-1.qcow2",
                                "shared",
                                "both hosts mount gluster-1:/vms there, and see the same file",
                                42_949_672_960L),
                        new DiskRecord("sda", null, "ignored", "the drive is empty", null)))
                .samples(move.samples())
                .events(move.events())
                .build();
    }

    private static MigrationRecord block() {
        SampleMove move = new SampleMove(2_048, 10_240, 210, 14);
        move.event("The migration from kvm-01 to kvm-02 starts (peer-to-peer).");
        move.event("An empty image of 10.0 GiB was made on kvm-02 for vda.");
        move.run(200, 24);
        move.event("kvm-02 runs the guest; kvm-01 no longer does.");
        long end = move.millis() + 290;
        ProbeRecord probe = new ProbeRecord(
                "10.0.0.7", 443, 100, end / 100, 0L, 131L, move.millis() + 40, 1_014L, List.of(), List.of());
        return MigrationRecordBuilder.builder()
                .vm("web-1")
                .uuid(UUID)
                .source("kvm-01")
                .destination("kvm-02")
                .storage("block")
                .control("peer-to-peer")
                .outcome(Outcome.SUCCEEDED)
                .runsOn("kvm-02")
                .startedAt(START)
                .totalMillis(end)
                .downtimeMillis(85L)
                .downtimeNetMillis(84L)
                .transferredBytes(move.carried())
                .memoryIterations(move.rounds())
                .probe(probe)
                .disks(List.of(
                        new DiskRecord(
                                "vda",
                                "/var/lib/libvirt/images/web-1.qcow2",
                                "copied",
                                "only kvm-01 has this local image",
                                10_737_418_240L),
                        new DiskRecord(
                                "vdb",
                                "nbd:store-1/logs",
                                "shared",
                                "both hosts reach the same server",
                                5_368_709_120L)))
                .samples(move.samples())
                .events(move.events())
                .build();
    }

    private static MigrationRecord failed() {
        SampleMove move = new SampleMove(4_096, 0, 98, 120);
        move.event("The migration from kvm-01 to kvm-02 starts (managed).");
        move.run(90, 0);
        move.event("Nothing has become less for 150 s: the migration is aborted.");
        ProbeRecord probe = new ProbeRecord(
                "10.0.0.31",
                null,
                200,
                450L,
                0L,
                214L,
                31_200L,
                3L,
                List.of(),
                List.of("ping allows this user no more than one question in 200 ms: asked at that interval instead of"
                        + " every 100 ms. A TCP port can be probed at the interval that was wanted."));
        return MigrationRecordBuilder.builder()
                .vm("build-cache")
                .uuid(UUID)
                .source("kvm-01")
                .destination("kvm-02")
                .storage("shared")
                .control("managed")
                .outcome(Outcome.FAILED)
                .reason("The guest dirties 120 MiB/s, the link carries 98 MiB/s: for 150 s nothing became less, and the"
                        + " migration was aborted. Allow --auto-converge or --postcopy, raise --max-downtime above"
                        + " 500ms, or move it when it is less busy.")
                .runsOn("kvm-01")
                .startedAt(START)
                .totalMillis(90_400L)
                .transferredBytes(move.carried())
                .memoryIterations(move.rounds())
                .probe(probe)
                .samples(move.samples())
                .events(move.events())
                .build();
    }

    private static MigrationRecord refused() {
        return MigrationRecordBuilder.builder()
                .vm("gpu-1")
                .uuid(UUID)
                .source("kvm-01")
                .destination("kvm-02")
                .outcome(Outcome.FAILED)
                .reason("2 of 9 checks failed, so nothing was moved. They are listed below, each with its remedy.")
                .runsOn("kvm-01")
                .startedAt(START)
                .build();
    }

    private static List<MigrationRecord> evacuation() {
        List<MigrationRecord> moves = new ArrayList<>();
        String[] names = {"web-1", "web-2", "db-1", "mail", "ldap-1", "build-cache", "gpu-1", "dev-<b>legacy</b>"};
        for (int i = 0; i < names.length; i++) {
            moves.add(evacuated(names[i], i));
        }
        return moves;
    }

    private static PlanRecord plan() {
        List<PlannedGuest> guests = new ArrayList<>();
        List<PlannedObstacle> obstacles = new ArrayList<>();
        for (MigrationRecord move : evacuation()) {
            boolean stays = move.outcome() == Outcome.SKIPPED;
            guests.add(new PlannedGuest(
                    move.vm(),
                    UUID + move.vm(),
                    stays ? null : move.destination(),
                    stays ? move.reason() : null,
                    stays ? null : 0L,
                    stays ? null : 15_000L));
            if (stays) {
                for (String host : List.of("kvm-02", "kvm-03")) {
                    obstacles.add(new PlannedObstacle(
                            UUID + move.vm(), host, "route", "hostdev pci 0000:3b:00.0 is a device of kvm-01"));
                }
            }
        }
        obstacles.add(new PlannedObstacle(UUID + "db-1", "kvm-03", "memory", "needs 3.4 GiB of memory, 2.1 GiB free"));
        return new PlanRecord(
                "spread", List.of("kvm-02", "kvm-03"), guests, obstacles, 0, 14L << 30, 90_000L, 250_000_000L);
    }

    private static MigrationRecord evacuated(String name, int place) {
        boolean skipped = name.equals("gpu-1");
        boolean failed = name.equals("build-cache");
        SampleMove move = new SampleMove(skipped ? 0 : 1_024L * (1 + place % 3), 0, 105, failed ? 130 : 8L + place);
        String to = place % 2 == 0 ? "kvm-02" : "kvm-03";
        move.event("The migration from kvm-01 to " + to + " starts (managed).");
        move.run(failed ? 60 : 400, failed ? 0 : 12);
        long end = move.millis() + 350 + 17L * place;
        ProbeRecord probe = place == 4
                ? new ProbeRecord(
                        "10.0.0.4",
                        null,
                        100,
                        180L,
                        null,
                        null,
                        null,
                        null,
                        List.of(),
                        List.of("10.0.0.4 did not answer to ping before the move began, so its silence cannot be"
                                + " measured from here. Check the address, and that a firewall lets this machine's"
                                + " questions through."))
                : new ProbeRecord(
                        "10.0.0." + place,
                        null,
                        100,
                        end / 100,
                        place % 3L,
                        104L + 19L * place,
                        move.millis(),
                        12L,
                        List.of(),
                        List.of());
        Outcome outcome = skipped ? Outcome.SKIPPED : failed ? Outcome.ABORTED : Outcome.SUCCEEDED;
        String reason = skipped
                ? "hostdev pci 0000:3b:00.0 is a device of kvm-01 and cannot move. Detach it, or shut the VM down."
                : failed ? "The time of 1 min was up before it converged. Give it more with --timeout." : null;
        boolean moved = outcome == Outcome.SUCCEEDED;
        return MigrationRecordBuilder.builder()
                .vm(name)
                .uuid(UUID)
                .source("kvm-01")
                .destination(to)
                .storage(skipped ? null : "shared")
                .control(skipped ? null : "managed")
                .outcome(outcome)
                .reason(reason)
                .runsOn(moved ? to : "kvm-01")
                .startedAt(skipped ? null : START.plusSeconds(place / 2 * 32L))
                .totalMillis(skipped ? null : end)
                .downtimeMillis(moved ? 61L + 7 * place : null)
                .downtimeNetMillis(moved ? 60L + 7 * place : null)
                .transferredBytes(skipped ? null : move.carried())
                .memoryIterations(skipped ? null : move.rounds())
                .probe(skipped ? null : probe)
                .samples(move.samples())
                .events(move.events())
                .manner("live")
                .waited(
                        place < 2 || skipped
                                ? null
                                : new Wait(place / 2 * 32_000L, "as many moves were under way as permitted"))
                .build();
    }

    private static List<Check> preflight() {
        return List.of(
                Check.passed("kvm-01", null, "vm-running", "running", "a running VM"),
                Check.passed("kvm-01", "kvm-02", "different-hosts", "two host UUIDs", "two hosts"),
                Check.passed("kvm-01", "kvm-02", "cpu-compatible", "superset", "every feature that the guest uses"),
                Check.passed("kvm-02", null, "memory-fits", "41.2 GiB free", "8.0 GiB and a reserve"),
                Check.warning(
                        "kvm-01",
                        "kvm-02",
                        "qemu-version",
                        "QEMU 8.2.2 and 9.0.1",
                        "the same or newer",
                        "The way back to kvm-01 may be closed for guests that are started on kvm-02."));
    }

    private static List<Check> refusals() {
        List<Check> checks = new ArrayList<>(preflight());
        checks.add(Check.failed(
                "kvm-01",
                null,
                "devices-can-move",
                "hostdev pci 0000:3b:00.0",
                "no device of the host",
                "Detach the device (virsh detach-device gpu-1), or move the VM while it is shut off."));
        checks.add(Check.failed(
                "kvm-01",
                "kvm-02",
                "migration-ports",
                "10.1.0.12:49152 does not answer",
                "the ports 49152 to 49215 of kvm-02 can be reached from kvm-01",
                "Open them in the firewall of kvm-02: firewall-cmd --add-port=49152-49215/tcp."));
        return checks;
    }

    private static List<Check> fleet() {
        List<Check> checks = new ArrayList<>();
        String[] hosts = {"kvm-01", "kvm-02", "kvm-03"};
        for (String host : hosts) {
            checks.add(Check.passed(host, null, "libvirt-version", "10.0.0", "6.0.0 or newer"));
            checks.add(Check.passed(host, null, "cpu-virtualization", "vmx", "vmx or svm"));
            checks.add(
                    host.equals("kvm-02")
                            ? new Check(
                                    host,
                                    null,
                                    "libvirt-listens",
                                    CheckStatus.CHANGED,
                                    "libvirtd.socket was disabled",
                                    "an active socket",
                                    null)
                            : Check.passed(host, null, "libvirt-listens", "an active socket", "an active socket"));
            for (String peer : hosts) {
                if (!peer.equals(host)) {
                    checks.add(Check.passed(host, peer, "name-resolves", "10.1.0.1" + peer.charAt(5), "one address"));
                    checks.add(
                            host.equals("kvm-03") && peer.equals("kvm-01")
                                    ? Check.failed(
                                            host,
                                            peer,
                                            "cpu-compatible",
                                            "kvm-01 lacks avx512f, avx512vl",
                                            "every feature of the CPU model that the guests of kvm-03 use",
                                            "Give guests that should move there the CPU model Skylake-Client.")
                                    : Check.passed(host, peer, "cpu-compatible", "superset", "every feature"));
                    checks.add(
                            host.equals("kvm-01")
                                    ? Check.warning(
                                            host,
                                            peer,
                                            "clock-difference",
                                            "1.8 s",
                                            "less than 1 s",
                                            "Let chrony run on both: libvirt's downtime compares their clocks.")
                                    : Check.passed(host, peer, "clock-difference", "0.02 s", "less than 1 s"));
                }
            }
        }
        return checks;
    }
}
