package io.jenkins.plugins.libvirtmigration.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.libvirtmigration.check.Check;
import io.jenkins.plugins.libvirtmigration.check.CheckStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.w3c.dom.Element;

class ReportPageTest {
    private static final Instant START = Instant.parse("2026-03-02T01:30:00Z");
    private static final Map<String, Report> SAMPLES = SampleReports.all();

    @TempDir
    private Path directory;

    static Stream<Report> samples() {
        return SAMPLES.values().stream();
    }

    @Test
    void isWrittenBesideTheReport() throws IOException {
        ReportPage.write(directory.resolve("new"), SAMPLES.get("block"));
        String page = Files.readString(directory.resolve("new/index.html"));
        assertThat(page).startsWith("<!DOCTYPE html>").contains("<html lang=\"en\">", "<meta charset=\"utf-8\"");
        try (Stream<Path> files = Files.list(directory.resolve("new"))) {
            assertThat(files).hasSize(1);
        }
    }

    @ParameterizedTest
    @MethodSource("samples")
    void loadsNothingAndRunsNothing(Report report) {
        String html = ReportPage.html(report);
        PageTree page = PageTree.of(html);
        assertThat(html).doesNotContain("http://", "https://", "//cdn", "@import", "javascript:");
        assertThat(page.elements(
                        element -> List.of("script", "link", "iframe", "object", "img", "form", "base", "embed")
                                .contains(element.getTagName())))
                .isEmpty();
        for (Element element : page.elements()) {
            for (int i = 0; i < element.getAttributes().getLength(); i++) {
                assertThat(element.getAttributes().item(i).getNodeName()).doesNotStartWithIgnoringCase("on");
            }
        }
        assertThat(page.elements("a"))
                .allSatisfy(link -> assertThat(link.getAttribute("href")).startsWith("#"));
        assertThat(page.elements("meta")).anySatisfy(meta -> {
            assertThat(meta.getAttribute("http-equiv")).isEqualTo("Content-Security-Policy");
            assertThat(meta.getAttribute("content"))
                    .isEqualTo("default-src 'none'; style-src 'unsafe-inline'; img-src data:");
        });
        // What an XML writer would escape there, a browser would not read back.
        assertThat(page.texts("style")).singleElement().asString().doesNotContain("<", ">", "&");
    }

    @ParameterizedTest
    @MethodSource("samples")
    void canBeReadAloud(Report report) {
        PageTree page = PageTree.of(report);
        assertThat(page.elements("h1")).hasSize(1);
        assertThat(page.elements("main")).hasSize(1);
        assertThat(page.elements("header")).hasSize(1);
        assertThat(page.elements("footer")).hasSize(1);
        int level = 0;
        for (Element heading : page.elements(element -> element.getTagName().matches("h[1-6]"))) {
            int own = heading.getTagName().charAt(1) - '0';
            assertThat(own).as(PageTree.text(heading)).isBetween(1, level + 1);
            assertThat(PageTree.text(heading)).isNotBlank();
            level = own;
        }
        assertThat(page.elements("table")).allSatisfy(table -> {
            assertThat(table.getElementsByTagName("caption").getLength()).isEqualTo(1);
        });
        assertThat(page.elements("th"))
                .allSatisfy(th -> assertThat(th.getAttribute("scope")).isIn("col", "row"));
    }

    @ParameterizedTest
    @MethodSource("samples")
    void namesEveryPictureAndHasItsFiguresInATable(Report report) {
        PageTree page = PageTree.of(report);
        List<String> ids = page.elements(element -> element.hasAttribute("id")).stream()
                .map(element -> element.getAttribute("id"))
                .toList();
        assertThat(ids).doesNotHaveDuplicates();
        assertThat(page.elements("svg")).allSatisfy(picture -> {
            assertThat(picture.getAttribute("role")).isEqualTo("img");
            assertThat(ids).contains(picture.getAttribute("aria-labelledby").split(" "));
            assertThat(PageTree.text(picture.getFirstChild()))
                    .isEqualTo(((Element) picture.getParentNode()).getAttribute("aria-label"));
            assertThat(PageTree.text(picture.getElementsByTagName("desc").item(0)))
                    .isNotBlank();
        });
        long drawn = report.migrations().stream()
                .filter(move -> move.samples().size() > 1)
                .count();
        // Of several moves also which was when.
        assertThat(page.elements("svg"))
                .hasSize((int) drawn + (report.migrations().size() > 1 ? 1 : 0));
        assertThat(page.texts("caption").stream().filter("Readings while the move ran"::equals))
                .hasSize((int) drawn);
        assertThat(page.elements(element -> element.hasAttribute("href")))
                .allSatisfy(link ->
                        assertThat(ids).contains(link.getAttribute("href").substring(1)));
    }

    @Test
    void saysOnTopWhereTheGuestRunsAndHowLongItWasSilent() {
        PageTree page = PageTree.of(SAMPLES.get("block"));
        assertThat(page.texts("h1")).containsExactly("web-1 runs on kvm-02. It was silent for at most 131 ms.");
        assertThat(page.texts("title")).first().isEqualTo("web-1 runs on kvm-02. It was silent for at most 131 ms.");
        assertThat(page.text()).contains("2 March 2026, 01:30:00 UTC");
    }

    @Test
    void showsEveryMeasureOfTheDowntimeWithItsMeaning() {
        List<List<String>> rows = PageTree.of(SAMPLES.get("block")).table("Every measure of the downtime");
        assertThat(rows)
                .extracting(row -> row.get(0) + ": " + row.get(1))
                .containsExactly(
                        "Measure: Figure",
                        "Longest gap between replies: 131 ms",
                        "Slowest reply: 1.0 s",
                        "Questions without a reply: 0",
                        "libvirt: 85 ms",
                        "libvirt, clocks compared: 84 ms");
        assertThat(rows.get(1).get(2)).startsWith("Asked 10.0.0.7 by connecting to TCP port 443 every 100 ms");
    }

    @Test
    void showsFactsDisksEventsAndExactFigures() {
        Report report = SAMPLES.get("block");
        MigrationRecord move = report.migrations().get(0);
        PageTree page = PageTree.of(report);
        assertThat(page.table("What was done with each disk, and why"))
                .contains(
                        List.of(
                                "vda",
                                "copied",
                                "only kvm-01 has this local image",
                                "/var/lib/libvirt/images/web-1.qcow2",
                                "10.0 GiB"),
                        List.of("vdb", "shared", "both hosts reach the same server", "nbd:store-1/logs", "5.0 GiB"));
        assertThat(page.texts("li"))
                .hasSize(3)
                .last()
                .asString()
                .endsWith("kvm-02 runs the guest; kvm-01 no longer does.");
        assertThat(page.elements(element -> element.getAttribute("title").equals("10,737,418,240 bytes")))
                .isNotEmpty();
        assertThat(page.text())
                .contains(move.uuid(), "block: disks were copied", "the daemon of the source (peer-to-peer)");
        assertThat(page.table("Readings while the move ran"))
                .hasSize(move.samples().size() + 1);
    }

    @Test
    void saysWhyAMoveFailedAndWhatToDo() {
        PageTree page = PageTree.of(SAMPLES.get("failed"));
        assertThat(page.texts("h1"))
                .first()
                .asString()
                .startsWith("The move of build-cache to kvm-02 failed: it still runs on kvm-01.");
        assertThat(page.text()).contains("Why, and what to do", "Allow --auto-converge or --postcopy");
        assertThat(page.text()).contains("Note: ping allows this user no more than one question in 200 ms");
    }

    @Test
    void listsFailedChecksFirstWithTheirRemedy() {
        PageTree page = PageTree.of(SAMPLES.get("refused"));
        assertThat(page.text()).contains("2 failed, 1 with a warning, 4 passed.");
        List<List<String>> rows = page.table("Checks that want attention, or changed something");
        assertThat(rows).extracting(row -> row.get(1)).containsExactly("Status", "✕ failed", "✕ failed", "! warning");
        assertThat(rows.get(2))
                .containsExactly(
                        "migration-ports",
                        "✕ failed",
                        "kvm-01 with kvm-02",
                        "10.1.0.12:49152 does not answer",
                        "the ports 49152 to 49215 of kvm-02 can be reached from kvm-01",
                        "Open them in the firewall of kvm-02: firewall-cmd --add-port=49152-49215/tcp.");
        assertThat(page.table("Checks that passed")).hasSize(5);
    }

    @Test
    void showsAnEvacuationAsATableWithAWayToEachMove() {
        Report report = SAMPLES.get("evacuation");
        PageTree page = PageTree.of(report);
        List<List<String>> rows = page.table("Every VM, where it runs, and how long it was silent");
        assertThat(rows).hasSize(9);
        assertThat(rows.get(1)).startsWith("web-1", "✓ succeeded", "kvm-02", "104 ms", "61 ms");
        assertThat(rows.get(7)).startsWith("gpu-1", "– skipped", "kvm-01", "not known", "not known");
        assertThat(page.texts("h1"))
                .first()
                .asString()
                .startsWith("kvm-01 is not empty. 6 of 8 VMs were moved. The longest silence seen from outside was");
        assertThat(page.elements("section"))
                .filteredOn(section -> section.getAttribute("class").equals("move"))
                .hasSize(8);
    }

    @Test
    void showsAPreparationAsAMatrix() {
        PageTree page = PageTree.of(SAMPLES.get("prepare"));
        List<List<String>> pairs = page.table("From host to host");
        assertThat(pairs.get(0))
                .containsExactly(
                        "Check",
                        "kvm-01 → kvm-02",
                        "kvm-01 → kvm-03",
                        "kvm-02 → kvm-01",
                        "kvm-02 → kvm-03",
                        "kvm-03 → kvm-01",
                        "kvm-03 → kvm-02");
        assertThat(pairs)
                .anySatisfy(row -> assertThat(row)
                        .containsExactly(
                                "cpu-compatible",
                                "✓ passed",
                                "✓ passed",
                                "✓ passed",
                                "✓ passed",
                                "✕ failed",
                                "✓ passed"));
        assertThat(page.table("On each host").get(0)).containsExactly("Check", "kvm-01", "kvm-02", "kvm-03");
    }

    @Test
    void tellsWhatIsToBeDoneByHostAndPairTheWorstFirst() {
        List<Check> checks = List.of(
                Check.passed("kvm-01", null, "fine", "found", "expected"),
                Check.warning("kvm-01", null, "so-so", "a warning", "none", "look at it"),
                new Check("kvm-01", null, "mended", CheckStatus.CHANGED, "was: old\ndone: /etc/x:\n+new", "new", null),
                Check.failed("kvm-02", "kvm-01", "broken", "<b>hostile</b>", "whole", "mend it"),
                Check.warning("kvm-02", "kvm-01", "odd", "a warning", "none", "look at it"));
        PageTree page = PageTree.of(
                new Report(1, Report.Kind.PREPARE, START, START, Outcome.FAILED, "kvm-01", null, List.of(), checks));

        assertThat(page.texts("h3")).containsExactly("kvm-02 → kvm-01", "kvm-01", "Every check at a glance");
        assertThat(page.elements("div").stream()
                        .filter(div -> div.getAttribute("class").equals("check"))
                        .map(PageTree::text))
                .containsExactly(
                        "✕ failed broken<b>hostile</b>To do: mend itExpected: whole",
                        "! warning odda warningTo do: look at itExpected: none",
                        "! warning so-soa warningTo do: look at itExpected: none",
                        "↻ changed mendedwas: old done: /etc/x: +newExpected: new");
        assertThat(page.table("On each host").stream().map(row -> row.get(0)))
                .containsExactly("Check", "so-so", "mended", "fine");
    }

    @Test
    void callsWhatIsNotKnownNotKnownAndNever0() {
        MigrationRecord move = MigrationRecordBuilder.builder()
                .vm("web-1")
                .source("kvm-01")
                .destination("kvm-02")
                .outcome(Outcome.SUCCEEDED)
                .runsOn("kvm-02")
                .build();
        Report report = new Report(1, Report.Kind.MIGRATE, START, null, null, null, null, List.of(move), List.of());
        PageTree page = PageTree.of(report);
        assertThat(page.texts("h1")).containsExactly("web-1 runs on kvm-02. How long it was silent is not known.");
        assertThat(page.texts("dd")).filteredOn("not known"::equals).hasSize(5);
        assertThat(page.texts("dd")).noneMatch(text -> text.matches("0.*"));
    }

    @Test
    void warnsOfAGuestThatRunsButIsNotReached() {
        ProbeRecord probe = new ProbeRecord(
                "10.0.0.7",
                null,
                100,
                90L,
                60L,
                6_000L,
                3_000L,
                2L,
                List.of(new ProbeRecord.Silence(3_000, 6_000, true)),
                null);
        MigrationRecord move = MigrationRecordBuilder.builder()
                .vm("web-1")
                .source("kvm-01")
                .destination("kvm-02")
                .outcome(Outcome.SUCCEEDED)
                .runsOn("kvm-02")
                .totalMillis(9_000L)
                .downtimeMillis(85L)
                .probe(probe)
                .build();
        PageTree page = PageTree.of(
                new Report(1, Report.Kind.MIGRATE, START, null, null, null, null, List.of(move), List.of()));
        assertThat(page.text()).contains("Nobody reaches the guest", "look whether the bridge");
        assertThat(page.table("Every measure of the downtime").get(1).get(2))
                .endsWith("The last reply came before the end: the guest was still silent then.");
        assertThat(page.text()).doesNotContain("of not known");
    }

    @Test
    void showsHostileNamesAsText() {
        String evil = "</title><script>alert(1)</script>\"'><img src=x onerror=alert(2)>\u202e\u0000]]>&amp;${x}";
        MigrationRecord move = MigrationRecordBuilder.builder()
                .vm(evil)
                .uuid(evil)
                .source(evil)
                .destination(evil)
                .storage(evil)
                .control(evil)
                .outcome(Outcome.FAILED)
                .reason(evil)
                .runsOn(evil)
                .startedAt(START)
                .totalMillis(1L)
                .downtimeMillis(1L)
                .downtimeNetMillis(1L)
                .transferredBytes(1L)
                .memoryIterations(1L)
                .probe(new ProbeRecord(evil, null, 1, 1L, 1L, 1L, 1L, 1L, List.of(), List.of(evil)))
                .disks(List.of(new MigrationRecord.DiskRecord(evil, evil, evil, evil, 1L)))
                .events(List.of(new MigrationRecord.Event(1, evil)))
                .build();
        Check check = Check.failed(evil, evil, evil, evil, evil, evil);
        for (Report.Kind kind : Report.Kind.values()) {
            for (List<MigrationRecord> moves : List.of(List.of(move), List.of(move, move))) {
                String html = ReportPage.html(
                        new Report(1, kind, START, START, Outcome.FAILED, evil, false, moves, List.of(check)));
                PageTree page = PageTree.of(html);
                assertThat(page.elements("script")).isEmpty();
                assertThat(page.elements("img")).isEmpty();
                assertThat(html).doesNotContain("\u202e", "\u0000", "<script", "<img");
                assertThat(page.text()).contains("<script>alert(1)</script>", "[U+202E]␀]]>&amp;${x}");
            }
        }
    }

    @Property(tries = 150, edgeCases = EdgeCasesMode.NONE)
    void isWellFormedAndHarmlessWhateverIsReported(@ForAll("reports") Report report) {
        PageTree page = PageTree.of(report);
        assertThat(page.elements("script")).isEmpty();
        assertThat(page.elements("img")).isEmpty();
        assertThat(page.elements("h1")).hasSize(1);
        assertThat(page.elements("path"))
                .noneMatch(path -> path.getAttribute("d").matches(".*(NaN|Infinity).*"));
    }

    @Provide
    Arbitrary<Report> reports() {
        return Reports.any();
    }

    @Test
    void cutsAVeryLongNameButKeepsItWhole() {
        String name = "x".repeat(1_000);
        MigrationRecord move = MigrationRecordBuilder.builder()
                .vm(name)
                .source("kvm-01")
                .destination("kvm-02")
                .outcome(Outcome.SKIPPED)
                .build();
        PageTree page = PageTree.of(
                new Report(1, Report.Kind.MIGRATE, START, null, null, null, null, List.of(move), List.of()));
        assertThat(page.texts("h1").get(0)).hasSizeLessThan(120).contains("…");
        assertThat(page.elements("bdi"))
                .anyMatch(bdi -> bdi.getAttribute("title").equals(name));
    }
}
