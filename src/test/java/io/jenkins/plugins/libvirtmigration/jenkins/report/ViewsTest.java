package io.jenkins.plugins.libvirtmigration.jenkins.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.jenkins.plugins.libvirtmigration.check.Check;
import io.jenkins.plugins.libvirtmigration.report.Drawing;
import io.jenkins.plugins.libvirtmigration.report.MigrationRecord;
import io.jenkins.plugins.libvirtmigration.report.Outcome;
import io.jenkins.plugins.libvirtmigration.report.ReportFile;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the pages show, before their templates escape it. */
class ViewsTest {
    @TempDir
    Path folder;

    private final Locale before = Locale.getDefault();
    private FolderHome home;
    private MigrationsAction action;
    private StepReport step;

    @BeforeEach
    void aStep() {
        Locale.setDefault(Locale.ENGLISH);
        home = new FolderHome(folder);
        action = home.action();
        step = action.begin("12", "evacuate", "Evacuate kvm-01\u202e");
    }

    @AfterEach
    void asItWas() {
        Locale.setDefault(before);
    }

    private StepView view(MigrationRecord... moves) {
        step.store(ReportFile.json(Made.evacuation(moves)));
        return step.getView();
    }

    @Test
    void showsEveryMoveWithItsFigures() {
        StepView view = view(
                Made.move("web-1", Outcome.SUCCEEDED, 85L, 300L), Made.move(Made.EVIL, Outcome.FAILED, null, null));
        MoveView first = view.getMoves().get(0);
        assertThat(first.getVm()).isEqualTo("web-1");
        assertThat(first.getStatus().getWord()).isEqualTo("succeeded");
        assertThat(first.getStatus().getStyle()).isEqualTo("good");
        assertThat(first.getDowntime().getText()).isEqualTo("85 ms");
        assertThat(first.getDowntime().getSorted()).isEqualTo(85);
        assertThat(first.getGap().getText()).isEqualTo("300 ms");
        assertThat(first.getTransferred().getText()).isEqualTo("1.0 GiB");
        assertThat(first.getLost()).isEqualTo("2 of 50");
        assertThat(first.getReason()).isEmpty();
        MoveView second = view.getMoves().get(1);
        assertThat(second.getVm()).isEqualTo(Made.EVIL);
        assertThat(second.getStatus().getStyle()).isEqualTo("bad");
        assertThat(second.getDowntime().getText()).isEqualTo("not known");
        assertThat(second.getDowntime().getSorted()).isEqualTo(Long.MAX_VALUE);
        assertThat(second.getGap().getText()).isEqualTo("nobody asked");
        assertThat(second.getReason()).isEqualTo("The link was down. Mend it.");
        assertThat(view.getMovesLeftOut()).isZero();
    }

    @Test
    void stepsWithOneHostAreToldApart() {
        assertThat(List.of("prepare", "migrate", "evacuate", "plan", "return", "empty"))
                .extracting(kind -> StepTitle.of(kind, "kvm-01"))
                .doesNotHaveDuplicates()
                .allMatch(title -> title.contains("kvm-01"))
                .contains("Evacuation of kvm-01");
        assertThat(StepTitle.of("drill", "kvm-01")).isEqualTo("kvm-01");
        assertThat(StepTitle.of(null, "kvm-01")).isEqualTo("kvm-01");
    }

    @Test
    void nothingHidesInANameOrATitle() {
        assertThat(step.getShownTitle()).endsWith("Evacuate kvm-01[U+202E]");
        assertThat(view(Made.move("\u202eevil\nname\u0000", Outcome.SUCCEEDED, 1L, 1L))
                        .getMoves()
                        .get(0)
                        .getVm())
                .isEqualTo("[U+202E]evil␊name␀");
    }

    @Test
    void saysInAFewSentencesWhatItCameTo() {
        view(Made.move("a", Outcome.SUCCEEDED, 85L, 300L), Made.move("b", Outcome.SUCCEEDED, 90L, null));
        assertThat(step.getSummary())
                .isEqualTo("2 of 2 VMs moved. The host is empty. The longest silence seen from outside was 300 ms."
                        + " The longest pause, says libvirt, was 90 ms.");
        StepReport prepared = action.begin("13", "prepare", "Prepare");
        assertThat(prepared.getSummary()).isEmpty();
        prepared.store(ReportFile.json(Made.preparation(
                Outcome.FAILED,
                Check.passed("kvm-01", null, "a", "x", "x"),
                Check.failed("kvm-01", null, "b", "y", "x", "Do it."))));
        assertThat(prepared.getSummary()).isEqualTo("1 of 2 checks failed.");
    }

    @Test
    void speaksGerman() {
        Locale.setDefault(Locale.GERMAN);
        view(Made.move("a", Outcome.SUCCEEDED, null, null));
        assertThat(step.getSummary()).isEqualTo("1 von 1 VMs verschoben. Der Host ist leer.");
        assertThat(StatusWord.of("exceeded", false).getWord()).isEqualTo("gelungen, aber über einem Schwellenwert");
        assertThat(StatusWord.of("changed", false).getWord()).isEqualTo("geändert");
    }

    @Test
    void putsChecksThatFailedFirst() {
        step.store(ReportFile.json(Made.preparation(
                Outcome.FAILED,
                Check.passed("kvm-01", null, "passed", "x", "x"),
                Check.warning("kvm-01", "kvm-02", "warned", "x", "y", "z"),
                Check.failed("kvm-01", null, "failed", "x", "y", "Do it."))));
        StepView view = step.getView();
        assertThat(view.getNotableChecks()).extracting(CheckView::getId).containsExactly("failed", "warned");
        assertThat(view.getNotableChecks().get(0).getRemedy()).isEqualTo("Do it.");
        assertThat(view.getNotableChecks().get(1).getHost()).isEqualTo("kvm-01 with kvm-02");
        assertThat(view.getPassedChecks()).extracting(CheckView::getId).containsExactly("passed");
    }

    @Test
    void aPageStaysBounded() {
        MigrationRecord[] moves = Collections.nCopies(1_200, Made.move("a", Outcome.SUCCEEDED, 1L, 1L))
                .toArray(MigrationRecord[]::new);
        StepView view = view(moves);
        assertThat(view.getMoves()).hasSize(1_000);
        assertThat(view.getMovesLeftOut()).isEqualTo(200);
    }

    @Test
    void picturesHaveIdsOfTheirOwn() {
        StepReport other = action.begin("13", "evacuate", "other");
        String json = ReportFile.json(
                Made.evacuation(Made.move("a", Outcome.SUCCEEDED, 1L, 1L), Made.move("b", Outcome.SUCCEEDED, 1L, 1L)));
        step.store(json);
        other.store(json);
        List<Drawing> both = List.of(
                step.getView().getPictures().get(0),
                other.getView().getPictures().get(0));
        assertThat(both).extracting(Drawing::id).doesNotHaveDuplicates();
    }

    @Test
    void aStepWithoutAReportHasAPageToo() {
        StepView view = step.getView();
        assertThat(view.isReported()).isFalse();
        assertThat(view.getMoves()).isEmpty();
        assertThat(view.getPictures()).isEmpty();
        assertThat(step.getStatus().getWord()).isEqualTo("under way");
        home.building = false;
        assertThat(step.getStatus().getWord()).isEqualTo("not known");
    }

    @Test
    void aMoveHasAPageForThoseWhoMayReadTheBuild() {
        view(Made.move("a", Outcome.SUCCEEDED, 1L, 1L));
        assertThat(step.getMove(0)).isNull();
        assertThat(step.getMove(2)).isNull();
        MoveView move = step.getMove(1);
        assertThat(move.getVm()).isEqualTo("a");
        assertThat(move.getTarget()).isSameAs(move);
        home.readable = false;
        assertThatThrownBy(move::getTarget).isInstanceOf(SecurityException.class);
        assertThatThrownBy(step::doLive).isInstanceOf(SecurityException.class);
        assertThatThrownBy(step::doReport).isInstanceOf(SecurityException.class);
        assertThatThrownBy(step::doTests).isInstanceOf(SecurityException.class);
        assertThatThrownBy(step::doPage).isInstanceOf(SecurityException.class);
    }

    @Test
    void tellsThePageWhatIsGoingOn() throws Exception {
        step.live(
                List.of(new GuestProgress(
                        Made.EVIL, "u", "kvm-02", 4L << 30, 1L << 30, null, null, 5L << 20, null, 3L, 9_500L)),
                List.of("first", "second\u202e"));
        JsonNode live = new ObjectMapper().readTree(LiveJson.of(step));
        assertThat(live.get("underWay").booleanValue()).isTrue();
        assertThat(live.get("sentences").get(1).textValue()).isEqualTo("second[U+202E]");
        JsonNode guest = live.get("guests").get(0);
        assertThat(guest.get("vm").textValue()).isEqualTo(Made.EVIL);
        assertThat(guest.get("percent").intValue()).isEqualTo(75);
        assertThat(guest.get("memory").textValue()).isEqualTo("1.0 GiB of 4.0 GiB");
        assertThat(guest.get("disk").textValue()).isEqualTo("not known");
        assertThat(guest.get("rate").textValue()).isEqualTo("5.0 MiB/s");
        assertThat(guest.get("dirty").textValue()).isEqualTo("not known");
        assertThat(guest.get("left").textValue()).isEqualTo("9.5 s");
        step.finish(Outcome.SUCCEEDED);
        JsonNode over = new ObjectMapper().readTree(LiveJson.of(step));
        assertThat(over.get("underWay").booleanValue()).isFalse();
        assertThat(over.get("status").textValue()).isEqualTo("succeeded");
        assertThat(over.get("guests")).isEmpty();
    }

    @Test
    void addsUpTheStepsOfABuild() {
        step.store(ReportFile.json(Made.evacuation(
                Made.move("a", Outcome.SUCCEEDED, 85L, null), Made.move("b", Outcome.ABORTED, null, null))));
        step.finish(Outcome.FAILED);
        StepReport second = action.begin("13", "migrate", "x");
        second.store(ReportFile.json(Made.evacuation(Made.move("c", Outcome.SUCCEEDED, 300L, 410L))));
        second.finish(Outcome.SUCCEEDED);
        BuildFigures build = BuildFigures.of(7, 1_000, false, "FAILURE", action);
        assertThat(build.getMoved()).isEqualTo(2);
        assertThat(build.getNotMoved()).isEqualTo(1);
        assertThat(build.getLongestDowntimeMillis()).isEqualTo(300);
        assertThat(build.getGap()).isEqualTo("410 ms");
        assertThat(build.isFailed()).isTrue();
        assertThat(build.getStatus().getWord()).isEqualTo("failed");
        assertThat(build.point().label()).isEqualTo("#7");
        assertThat(build.getDurationMillis()).isEqualTo(step.getDurationMillis() + second.getDurationMillis());
        assertThat(BuildFigures.of(8, 1_000, true, null, action).isFailed()).isFalse();
    }

    /** A threshold, or what came after the moves. */
    @Test
    void aBuildIsAsGoodAsItsResult() {
        step.finish(Outcome.SUCCEEDED);
        assertThat(build("SUCCESS").isFailed()).isFalse();
        assertThat(build("SUCCESS").getStatus().getWord()).isEqualTo("succeeded");
        assertThat(build("UNSTABLE").getStatus().getWord()).isEqualTo("unstable");
        assertThat(build("FAILURE").getStatus().getWord()).isEqualTo("failed");
        assertThat(build("ABORTED").getStatus().getWord()).isEqualTo("aborted");
        assertThat(List.of("UNSTABLE", "FAILURE", "ABORTED"))
                .allSatisfy(result -> assertThat(build(result).point().failed()).isTrue());
        action.begin("13", "migrate", "refused").finish(Outcome.FAILED, Judgement.NONE, "No agent is online.");
        assertThat(build("UNSTABLE").getStatus().getWord()).isEqualTo("failed");
        assertThat(build("SUCCESS").isFailed()).isTrue();
    }

    private BuildFigures build(String result) {
        return BuildFigures.of(7, 1_000, false, result, action);
    }

    @Test
    void aBuildThatJenkinsDidNotSurviveHasFailed() {
        home.building = false;
        BuildFigures build = BuildFigures.of(7, 1_000, false, "FAILURE", action);
        assertThat(build.isFailed()).isTrue();
        assertThat(build.getDuration()).isEqualTo("not known");
    }
}
