package io.jenkins.plugins.libvirtmigration.report;

import static io.jenkins.plugins.libvirtmigration.report.Moves.START;
import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.libvirtmigration.check.Check;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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

/** How a page is built: it loads nothing, each picture has its words, and no name breaks it. */
class ReportPageFormTest {
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
