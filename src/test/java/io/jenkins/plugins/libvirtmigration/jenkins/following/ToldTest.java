package io.jenkins.plugins.libvirtmigration.jenkins.following;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hudson.AbortException;
import io.jenkins.plugins.libvirtmigration.check.Check;
import io.jenkins.plugins.libvirtmigration.host.HypervisorUnreachableException;
import io.jenkins.plugins.libvirtmigration.jenkins.report.FolderHome;
import io.jenkins.plugins.libvirtmigration.jenkins.report.GuestProgress;
import io.jenkins.plugins.libvirtmigration.jenkins.report.Made;
import io.jenkins.plugins.libvirtmigration.jenkins.report.StepReport;
import io.jenkins.plugins.libvirtmigration.report.Outcome;
import io.jenkins.plugins.libvirtmigration.report.Report;
import io.jenkins.plugins.libvirtmigration.report.ReportFile;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a build is told: sentences, figures and the verdict. */
class ToldTest {
    private static final Report MOVED = Made.evacuation(Made.move("web-1", Outcome.SUCCEEDED, 85L, null));

    @TempDir
    Path folder;

    private final ByteArrayOutputStream log = new ByteArrayOutputStream();
    private final List<String> lines = new ArrayList<>();
    private long nanos;
    private final ProgressLines progress = new ProgressLines(lines::add, () -> nanos);
    private final AtomicInteger checkpoints = new AtomicInteger();
    private StepReport step;
    private BuildObserver observer;

    @BeforeEach
    void aBuild() {
        step = new FolderHome(folder).action().begin("12", "evacuate", "kvm-01");
        observer = new BuildObserver(
                new PrintStream(log, true, StandardCharsets.UTF_8), step, checkpoints::incrementAndGet);
    }

    private List<String> log() {
        return log.toString(StandardCharsets.UTF_8).lines().toList();
    }

    private static GuestProgress guest(String vm, Long total, Long remaining, Long rate, Long dirty, Long millisLeft) {
        return new GuestProgress(vm, null, "kvm-02", total, remaining, null, null, rate, dirty, null, millisLeft);
    }

    private void left(long percent) {
        progress.show(List.of(guest("web-1", 1_000L, percent * 10, null, null, null)));
    }

    @Test
    void noSentencePassesForAnotherLine() {
        observer.say("web\r\n[libvirt] web-1 was moved\u2028\u001b[2K");
        assertThat(log()).containsExactly("[libvirt] web\\u000D\\u000A[libvirt] web-1 was moved\\u2028\\u001B[2K");
        assertThat(observer.lastSentence()).doesNotContain("\n");
    }

    @Test
    void keepsWhatIsAReportAndSaysWhatIsNot() {
        observer.report(ReportFile.json(MOVED));
        observer.report("{\"version\": 1");
        assertThat(step.report()).contains(MOVED);
        assertThat(observer.kept()).isPresent();
        observer.plan("no plan");
        assertThat(log()).hasSize(2);
        assertThat(log().get(0)).contains("What the agent reports cannot be kept");
        assertThat(log().get(1)).contains("The plan cannot be kept");
        observer.refuges(List.of("kvm-02"));
        assertThat(step.getRefuges()).containsExactly("kvm-02");
        observer.checkpoint();
        assertThat(checkpoints).hasValue(1);
    }

    @Test
    void figuresBecomeLines() {
        observer.live(List.of(guest("web\n1", 2L << 30, 1L << 30, 1L << 20, null, 90_000L)), List.of());
        assertThat(log())
                .containsExactly("[libvirt] web\\u000A1: 50 %, 1.0 GiB remain, 1.0 MiB/s, about 1 min 30 s left.");
    }

    @Test
    void aLineForEachTenthAndNotForLess() {
        for (long remaining = 100; remaining >= 0; remaining -= 4) {
            left(remaining);
        }
        assertThat(lines).hasSize(11).first().asString().startsWith("web-1: 0 %");
        assertThat(lines.get(10)).startsWith("web-1: 100 %, 0 B remain");
    }

    @Test
    void aGuestThatDirtiesFasterDoesNotRepeatATenth() {
        left(40);
        left(70);
        left(45);
        left(40);
        assertThat(lines).hasSize(1);
        left(29);
        assertThat(lines).hasSize(2);
    }

    @Test
    void aGuestThatHardlyGetsOnIsToldOfEveryTenSeconds() {
        left(40);
        nanos += 9_900_000_000L;
        left(39);
        assertThat(lines).hasSize(1);
        nanos += 200_000_000L;
        left(38);
        assertThat(lines).hasSize(2).last().asString().startsWith("web-1: 62 %");
    }

    @Test
    void aGuestThatIsMovedAgainBeginsAnew() {
        left(40);
        progress.show(List.of());
        left(90);
        assertThat(lines).hasSize(2);
    }

    @Test
    void whatIsDirtiedIsToldWhereNoEndIsInSight() {
        progress.show(List.of(guest("web-1", 1_024L, 512L, 1_024L, 2_048L, null)));
        assertThat(lines).containsExactly("web-1: 50 %, 512 B remain, 1.0 KiB/s, dirtied at 2.0 KiB/s.");
    }

    /** An agent may send whatever it likes. */
    @Test
    void figuresThatMakeNoSenseBreakNothing() {
        Long huge = Long.MAX_VALUE;
        progress.show(List.of(
                guest("none", null, null, null, null, null),
                guest("negative", -5L, -7L, -1L, -1L, -1L),
                guest("more", 10L, 20L, -1L, null, null),
                new GuestProgress("huge", null, null, huge, huge, huge, huge, huge, huge, huge, huge)));
        assertThat(lines).hasSize(2);
        assertThat(lines.get(0)).startsWith("more: 0 %, 20 B remain, 0 B/s");
        assertThat(lines.get(1)).startsWith("huge: 0 %, 8.0 EiB remain");
    }

    @Test
    void aSuccessIsItsReport() throws Exception {
        assertThat(Verdict.require(WorkEnd.reported(), Optional.of(MOVED))).isEqualTo(MOVED);
    }

    @Test
    void aFailureSaysOfEachGuestWhyAndWhere() {
        Report failed = with(
                Outcome.FAILED,
                Made.evacuation(
                        Made.move("web-1", Outcome.SUCCEEDED, 85L, null),
                        Made.move("web\n2", Outcome.FAILED, null, null)));
        assertThatThrownBy(() -> Verdict.require(WorkEnd.reported(), Optional.of(failed)))
                .isInstanceOf(AbortException.class)
                .hasNoCause()
                .hasMessageContaining("web\\u000A2 was not moved: The link was down. Mend it.")
                .hasMessageContaining("runs on kvm-01")
                .message()
                .doesNotContain("web-1", "\n");
    }

    @Test
    void aFailedCheckIsToldWithItsRemedy() {
        Report failed = Made.preparation(
                Outcome.FAILED, Check.failed("kvm-01", null, "ssh-login", "refused", "a login", "Mend the key."));
        assertThatThrownBy(() -> Verdict.require(WorkEnd.reported(), Optional.of(failed)))
                .hasMessageContaining("refused")
                .hasMessageContaining("Mend the key.");
    }

    @Test
    void aSilentHostIsACauseForRetry() {
        WorkEnd end = new WorkEnd(WorkEnd.Kind.UNREACHABLE, "kvm-01 does\nnot answer.");
        assertThatThrownBy(() -> Verdict.require(end, Optional.of(MOVED)))
                .isInstanceOf(AbortException.class)
                .hasMessage("kvm-01 does\\u000Anot answer.")
                .hasCauseInstanceOf(HypervisorUnreachableException.class);
    }

    @Test
    void withoutAReportThatIsSaid() {
        assertThatThrownBy(() -> Verdict.require(WorkEnd.reported(), Optional.empty()))
                .hasMessageContaining("no report that could be read");
        assertThatThrownBy(() -> Verdict.require(WorkEnd.reported(), Optional.of(with(Outcome.ABORTED, MOVED))))
                .hasMessageContaining("It did not succeed");
    }

    private static Report with(Outcome outcome, Report report) {
        return new Report(
                Report.VERSION,
                report.kind(),
                report.startedAt(),
                report.finishedAt(),
                outcome,
                report.host(),
                report.empty(),
                report.migrations(),
                report.checks());
    }
}
