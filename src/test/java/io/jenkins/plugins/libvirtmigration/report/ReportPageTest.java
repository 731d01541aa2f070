package io.jenkins.plugins.libvirtmigration.report;

import static io.jenkins.plugins.libvirtmigration.report.Moves.START;
import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.libvirtmigration.check.Check;
import io.jenkins.plugins.libvirtmigration.check.CheckStatus;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a page tells of the moves and checks of a report. */
class ReportPageTest {
    private static final Map<String, Report> SAMPLES = SampleReports.all();

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
}
