package io.jenkins.plugins.libvirtmigration.jenkins.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.libvirtmigration.check.Check;
import io.jenkins.plugins.libvirtmigration.jenkins.request.Thresholds;
import io.jenkins.plugins.libvirtmigration.report.MigrationRecord;
import io.jenkins.plugins.libvirtmigration.report.Outcome;
import io.jenkins.plugins.libvirtmigration.report.Report;
import io.jenkins.plugins.libvirtmigration.report.ReportException;
import io.jenkins.plugins.libvirtmigration.report.ReportFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StepReportTest {
    @TempDir
    Path folder;

    private FolderHome home;
    private StepReport step;

    @BeforeEach
    void aStep() {
        home = new FolderHome(folder);
        step = home.action().begin("12", "evacuate", "kvm-01");
    }

    private static final Report TWO_MOVES = Made.evacuation(
            Made.move("web-1", Outcome.SUCCEEDED, 85L, 300L), Made.move("web-2", Outcome.FAILED, null, null));

    private List<String> files() throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> folder.relativize(file).toString())
                    .sorted()
                    .toList();
        }
    }

    @Test
    void keepsTheReportInAFileOfItsOwn() throws IOException {
        assertThat(step.stored()).isEmpty();
        step.store(ReportFile.json(TWO_MOVES));
        assertThat(files()).containsExactly("12/report.json");
        assertThat(ReportFile.parse(step.stored().orElseThrow(), "it")).isEqualTo(TWO_MOVES);
        assertThat(step.report()).contains(TWO_MOVES);
    }

    @Test
    void makesThePageWhenItIsOver() throws IOException {
        step.store(ReportFile.json(TWO_MOVES));
        step.finish(Outcome.FAILED);
        assertThat(files()).containsExactly("12/index.html", "12/junit.xml", "12/report.json");
        assertThat(step.getOutcome()).isEqualTo("failed");
        assertThat(step.getDurationMillis()).isNotNegative();
        String before = Files.readString(folder.resolve("12/index.html"));
        step.store(ReportFile.json(Made.evacuation(Made.move("later", Outcome.SUCCEEDED, 1L, 1L))));
        assertThat(Files.readString(folder.resolve("12/index.html")))
                .contains("later")
                .isNotEqualTo(before);
    }

    private static final Judgement STRICT = Thresholds.of("84ms", "unstable", null, "59s");

    @Test
    void testsSayWhatWasNotGoodEnough() throws IOException {
        step.store(ReportFile.json(Made.evacuation(Made.move("web-1", Outcome.SUCCEEDED, 85L, 300L))));
        step.finish(Outcome.SUCCEEDED, STRICT, null);
        String tests = Files.readString(folder.resolve("12/junit.xml"));
        assertThat(tests)
                .contains("tests=\"2\" failures=\"2\"")
                .contains("web-1 stood still for 85 ms, longer than the maxDowntime of 84 ms.")
                .contains("max-duration (kvm-01): found 1 min 0 s, expected at most 59.0 s");
        assertThat(step.getOutcome()).isEqualTo("succeeded");
        assertThat(step.getStatus().getStyle()).isEqualTo("warning");
        assertThat(step.getComplaints()).hasSize(2);
        assertThat(step.report().orElseThrow().checks()).isEmpty();
    }

    @Test
    void whatIsStoredLaterIsJudgedTheSame() throws IOException {
        step.finish(Outcome.SUCCEEDED, STRICT, null);
        step.store(ReportFile.json(Made.evacuation(Made.move("web-1", Outcome.SUCCEEDED, 85L, null))));
        assertThat(Files.readString(folder.resolve("12/junit.xml"))).contains("maxDowntime of 84 ms");
    }

    @Test
    void keepsWhereGuestsWereToBeLeftByEveryOrder() {
        assertThat(step.getRefuges()).isEmpty();
        step.addRefuges(List.of("kvm-02", "kvm-03"));
        int saved = home.saved;
        step.addRefuges(List.of("kvm-03"));
        assertThat(home.saved).as("nothing new").isEqualTo(saved);
        step.addRefuges(List.of("kvm-04", "kvm-02"));
        assertThat(step.getRefuges()).containsExactly("kvm-02", "kvm-03", "kvm-04");
        assertThat(home.saved).isEqualTo(saved + 1);
    }

    @Test
    void keepsWhyItWasRefused() {
        step.finish(Outcome.FAILED, Judgement.NONE, "No agent\u202e is online.");
        assertThat(step.getComplaints()).containsExactly("No agent\u202e is online.");
        assertThat(step.getShownComplaints()).containsExactly("No agent[U+202E] is online.");
        assertThat(step.getStatus().getWord())
                .isEqualTo(StatusWord.of("failed", false).getWord());
    }

    @Test
    void complaintsAreBounded() {
        MigrationRecord[] moves = java.util.Collections.nCopies(200, Made.move("web-1", Outcome.SUCCEEDED, 85L, 300L))
                .toArray(MigrationRecord[]::new);
        step.store(ReportFile.json(Made.evacuation(moves)));
        step.finish(Outcome.SUCCEEDED, STRICT, "x".repeat(1_000));
        assertThat(step.getComplaints()).hasSize(50);
        assertThat(step.getComplaints().get(0)).hasSize(501);
    }

    @Test
    void aPageThatCannotBeWrittenFailsNothing() throws IOException {
        step.store(ReportFile.json(TWO_MOVES));
        Files.createDirectories(folder.resolve("12/index.html/in-the-way"));
        step.finish(Outcome.SUCCEEDED);
        assertThat(step.getOutcome()).isEqualTo("succeeded");
        assertThat(files()).contains("12/junit.xml", "12/report.json");
        assertThat(home.saved).isPositive();
    }

    @Test
    void aFaultInAJudgementLeavesThePage() throws IOException {
        Judgement faulty = new Judgement() {
            @Override
            public Optional<String> complaint(MigrationRecord move) {
                throw new IllegalStateException("a fault");
            }

            @Override
            public List<Check> checks(Report report) {
                return List.of();
            }

            @Override
            public List<String> complaints(Report report) {
                return List.of();
            }
        };
        step.store(ReportFile.json(TWO_MOVES));
        step.finish(Outcome.SUCCEEDED, faulty, null);
        assertThat(files()).containsExactly("12/index.html", "12/report.json");
    }

    @Test
    void theFirstOutcomeCounts() {
        step.finish(Outcome.ABORTED);
        step.finish(Outcome.SUCCEEDED);
        assertThat(step.getOutcome()).isEqualTo("aborted");
    }

    @Test
    void keepsTheFiguresOfTheSummary() {
        assertThat(step.getFigures().getLongestDowntimeMillis()).isNull();
        step.store(ReportFile.json(TWO_MOVES));
        StepFigures figures = step.getFigures();
        assertThat(figures.getMoved()).isEqualTo(1);
        assertThat(figures.getFailed()).isEqualTo(1);
        assertThat(figures.getSkipped()).isZero();
        assertThat(figures.getAll()).isEqualTo(2);
        assertThat(figures.getEmpty()).isTrue();
        assertThat(figures.getLongestDowntimeMillis()).isEqualTo(85);
        assertThat(figures.getLongestGapMillis()).isEqualTo(300);
        assertThat(figures.getTransferredBytes()).isEqualTo(2L << 30);
    }

    @Test
    void refusesWhatIsNotAReport() throws IOException {
        step.store(ReportFile.json(TWO_MOVES));
        List<String> others =
                List.of("", "null", "[]", "{}", "{\"version\":2}", "<html>", "{\"version\":1}", "[".repeat(5_000));
        for (String other : others) {
            assertThatThrownBy(() -> step.store(other))
                    .as(other)
                    .isInstanceOf(ReportException.class)
                    .hasMessageContaining("What the agent sent");
        }
        assertThat(step.report()).contains(TWO_MOVES);
        assertThat(files()).containsExactly("12/report.json");
    }

    @Test
    void refusesATextThatIsTooLong() {
        StepFiles small = new StepFiles(folder.resolve("12"), 1_000);
        assertThatThrownBy(() -> small.store(" ".repeat(1_001)))
                .isInstanceOf(ReportException.class)
                .hasMessageContaining("1001")
                .hasMessageContaining("1000");
        assertThat(small.json()).isEmpty();
    }

    @Test
    void keepsOnlyWhatItUnderstood() {
        String json = ReportFile.json(TWO_MOVES).replaceFirst("\\{", "{ \"password\" : \"hunter2\",");
        step.store(json);
        assertThat(step.stored().orElseThrow()).contains("web-1").doesNotContain("hunter2");
    }

    @Test
    void aDamagedFileDoesNotBreakThePage() throws IOException {
        Files.createDirectories(folder.resolve("12"));
        Files.writeString(folder.resolve("12/report.json"), "{ half of it");
        assertThat(step.report()).isEmpty();
    }

    @Test
    void whatIsHeardIsBoundedAndForgottenAtTheEnd() {
        GuestProgress guest = new GuestProgress("web-1", "u", "kvm-02", 100L, 40L, null, null, 5L, 1L, 2L, null);
        List<String> sentences =
                IntStream.range(0, 100).mapToObj(i -> "sentence " + i).toList();
        step.live(java.util.Collections.nCopies(10_000, guest), sentences);
        assertThat(step.heard().guests()).hasSize(500);
        assertThat(step.heard().sentences()).hasSize(20).endsWith("sentence 99");
        step.live(List.of(guest), List.of("😀".repeat(1_000)));
        assertThat(step.heard().sentences()).hasSize(20).endsWith("😀".repeat(500) + "…");
        assertThat(step.heard().guests()).hasSize(1);
        step.finish(Outcome.SUCCEEDED);
        assertThat(step.heard().guests()).isEmpty();
        step.live(List.of(guest), List.of("late"));
        assertThat(step.heard().sentences()).isEmpty();
    }

    /** The agent tells each sentence once; whoever looks at the page may come later. */
    @Test
    void whatWasHeardStaysUntilThereIsMore() {
        step.live(List.of(), List.of("first", "second"));
        step.live(List.of(), List.of());
        step.live(List.of(), List.of("third"));
        assertThat(step.heard().sentences()).containsExactly("first", "second", "third");
        for (int i = 0; i < 30; i++) {
            step.live(List.of(), List.of("more " + i));
        }
        assertThat(step.heard().sentences()).hasSize(20).startsWith("more 10").endsWith("more 29");
    }

    @Test
    void tellsHowFarAGuestIs() {
        assertThat(progress(100L, 40L, null, null)).isEqualTo(60);
        assertThat(progress(100L, 40L, 300L, 300L)).isEqualTo(15);
        assertThat(progress(100L, 0L, null, null)).isEqualTo(99);
        assertThat(progress(null, null, null, null)).isNull();
        assertThat(progress(Long.MAX_VALUE, 0L, Long.MAX_VALUE, Long.MAX_VALUE)).isEqualTo(50);
        assertThat(progress(100L, -900L, null, null)).isEqualTo(99);
    }

    private static Integer progress(Long memory, Long memoryLeft, Long disk, Long diskLeft) {
        return new GuestProgress("v", null, null, memory, memoryLeft, disk, diskLeft, null, null, null, null)
                .getPercent();
    }
}
