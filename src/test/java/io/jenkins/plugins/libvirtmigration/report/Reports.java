package io.jenkins.plugins.libvirtmigration.report;

import io.jenkins.plugins.libvirtmigration.check.Check;
import io.jenkins.plugins.libvirtmigration.check.CheckStatus;
import io.jenkins.plugins.libvirtmigration.report.MigrationRecord.DiskRecord;
import io.jenkins.plugins.libvirtmigration.report.MigrationRecord.Event;
import io.jenkins.plugins.libvirtmigration.report.MigrationRecord.Sample;
import io.jenkins.plugins.libvirtmigration.report.MigrationRecord.Wait;
import io.jenkins.plugins.libvirtmigration.report.PlanRecord.PlannedGuest;
import io.jenkins.plugins.libvirtmigration.report.PlanRecord.PlannedObstacle;
import java.time.Instant;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/** Reports of every shape, hostile ones among them. */
final class Reports {
    private Reports() {}

    static Arbitrary<Report> any() {
        return Combinators.combine(withoutPlan(), plans().injectNull(0.5)).as(Report::withPlan);
    }

    private static Arbitrary<PlanRecord> plans() {
        Arbitrary<String> present = texts().filter(text -> text != null);
        Arbitrary<PlannedGuest> guests = Combinators.combine(texts(), texts(), texts(), texts(), figures(), figures())
                .as(PlannedGuest::new);
        Arbitrary<PlannedObstacle> obstacles =
                Combinators.combine(texts(), texts(), texts(), texts()).as(PlannedObstacle::new);
        return Combinators.combine(
                        texts(),
                        present.list().ofMaxSize(3),
                        guests.list().ofMaxSize(3),
                        obstacles.list().ofMaxSize(3),
                        Arbitraries.longs(),
                        figures(),
                        figures(),
                        figures())
                .as(PlanRecord::new);
    }

    private static Arbitrary<Report> withoutPlan() {
        Arbitrary<Report.Kind> kinds = Arbitraries.of(Report.Kind.class);
        return Combinators.combine(
                        kinds,
                        instants(),
                        instants().injectNull(0.2),
                        outcomes(),
                        texts(),
                        flags(),
                        migrations().list().ofMaxSize(4),
                        checks().list().ofMaxSize(4))
                .as((kind, started, finished, outcome, host, empty, migrations, checks) ->
                        new Report(Report.VERSION, kind, started, finished, outcome, host, empty, migrations, checks));
    }

    /** Any text that UTF-8 can hold: no half of a surrogate pair. */
    static Arbitrary<String> texts() {
        Arbitrary<String> any = Arbitraries.strings()
                .ofMaxLength(12)
                .filter(text -> text.codePoints().noneMatch(c -> c >= 0xD800 && c < 0xE000));
        Arbitrary<String> hostile = Arbitraries.of(
                "<script>alert(1)</script>",
                "web-1\"><img src=x onerror=alert(1)>",
                "$(reboot)",
                "a\nb\u0000c\u001b[2J",
                "\u202egnp.exe",
                "]]>",
                "&lt;",
                "-rf",
                "\\u0022",
                "\uFFFE\uFFFF",
                "😀");
        return Arbitraries.oneOf(any, hostile).injectNull(0.1);
    }

    static Arbitrary<Long> figures() {
        return Arbitraries.longs().injectNull(0.3);
    }

    private static Arbitrary<Instant> instants() {
        return Arbitraries.longs().between(0, 4_102_444_800_000L).map(Instant::ofEpochMilli);
    }

    private static Arbitrary<Outcome> outcomes() {
        return Arbitraries.of(Outcome.class).injectNull(0.1);
    }

    private static Arbitrary<Boolean> flags() {
        return Arbitraries.of(true, false).injectNull(0.5);
    }

    private static Arbitrary<Check> checks() {
        Arbitrary<String> present = texts().filter(text -> text != null);
        Arbitrary<CheckStatus> statuses = Arbitraries.of(CheckStatus.class);
        return Combinators.combine(present, texts(), present, statuses, texts(), texts(), texts())
                .as(Check::new);
    }

    private static Arbitrary<MigrationRecord> migrations() {
        return Combinators.combine(
                        texts().list().ofSize(9),
                        outcomes(),
                        figures().list().ofSize(5),
                        instants(),
                        probes(),
                        disks().list().ofMaxSize(3),
                        samples().list().ofMaxSize(5),
                        events().list().ofMaxSize(3))
                .as((texts, outcome, figures, started, probe, disks, samples, events) ->
                        MigrationRecordBuilder.builder()
                                .vm(texts.get(0))
                                .uuid(texts.get(1))
                                .source(texts.get(2))
                                .destination(texts.get(3))
                                .storage(texts.get(4))
                                .control(texts.get(5))
                                .outcome(outcome)
                                .reason(texts.get(6))
                                .runsOn(texts.get(7))
                                .startedAt(started)
                                .totalMillis(figures.get(0))
                                .downtimeMillis(figures.get(1))
                                .downtimeNetMillis(figures.get(2))
                                .transferredBytes(figures.get(3))
                                .memoryIterations(figures.get(4))
                                .probe(probe)
                                .disks(disks)
                                .samples(samples)
                                .events(events)
                                .manner(texts.get(8))
                                .waited(figures.get(0) == null ? null : new Wait(figures.get(0), texts.get(7)))
                                .build());
    }

    private static Arbitrary<ProbeRecord> probes() {
        Arbitrary<ProbeRecord.Silence> silences = Combinators.combine(
                        Arbitraries.longs(), Arbitraries.longs(), Arbitraries.of(true, false))
                .as(ProbeRecord.Silence::new);
        Arbitrary<Integer> ports = Arbitraries.integers().between(1, 65535).injectNull(0.5);
        return Combinators.combine(
                        texts(),
                        ports,
                        Arbitraries.longs(),
                        figures().list().ofSize(5),
                        silences.list().ofMaxSize(3),
                        texts().filter(text -> text != null).list().ofMaxSize(2))
                .as((address, port, interval, figures, silence, warnings) -> new ProbeRecord(
                        address,
                        port,
                        interval,
                        figures.get(0),
                        figures.get(1),
                        figures.get(2),
                        figures.get(3),
                        figures.get(4),
                        silence,
                        warnings))
                .injectNull(0.3);
    }

    private static Arbitrary<DiskRecord> disks() {
        return Combinators.combine(texts(), texts(), texts(), texts(), figures())
                .as(DiskRecord::new);
    }

    static Arbitrary<Sample> samples() {
        return Combinators.combine(Arbitraries.longs(), figures().list().ofSize(8))
                .as((at, f) ->
                        new Sample(at, f.get(0), f.get(1), f.get(2), f.get(3), f.get(4), f.get(5), f.get(6), f.get(7)));
    }

    private static Arbitrary<Event> events() {
        return Combinators.combine(Arbitraries.longs(), texts()).as(Event::new);
    }
}
