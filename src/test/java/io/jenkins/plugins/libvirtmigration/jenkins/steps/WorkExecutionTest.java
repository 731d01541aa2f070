package io.jenkins.plugins.libvirtmigration.jenkins.steps;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.AbortException;
import io.jenkins.plugins.libvirtmigration.host.HypervisorUnreachableException;
import io.jenkins.plugins.libvirtmigration.jenkins.agent.AbortWork;
import io.jenkins.plugins.libvirtmigration.jenkins.agent.Answers;
import io.jenkins.plugins.libvirtmigration.jenkins.agent.BeginWork;
import io.jenkins.plugins.libvirtmigration.jenkins.agent.WorkFailure;
import io.jenkins.plugins.libvirtmigration.jenkins.report.Made;
import io.jenkins.plugins.libvirtmigration.jenkins.report.StepReport;
import io.jenkins.plugins.libvirtmigration.jenkins.result.MigrationResult;
import io.jenkins.plugins.libvirtmigration.report.MigrationRecord;
import io.jenkins.plugins.libvirtmigration.report.Outcome;
import io.jenkins.plugins.libvirtmigration.report.Report;
import io.jenkins.plugins.libvirtmigration.report.ReportFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The course of a step, by that of liveMigrate. */
class WorkExecutionTest {
    private static final MigrationRecord MOVE = Made.move("web-1", Outcome.SUCCEEDED, 85L, null);

    @TempDir
    Path folder;

    private final LiveMigrateStep step = new LiveMigrateStep("web-1", "kvm-01", "kvm-02");
    private FakeSite site;
    private WorkExecution execution;

    @BeforeEach
    void aStep() {
        site = new FakeSite(folder);
        execution = new LiveMigrateExecution(null, step);
        execution.at(site);
    }

    private static Report report(MigrationRecord move) {
        return new Report(
                Report.VERSION,
                Report.Kind.MIGRATE,
                move.startedAt(),
                move.startedAt().plusSeconds(60),
                move.outcome(),
                "kvm-01",
                null,
                List.of(move),
                List.of());
    }

    private void begun() {
        assertThat(execution.start()).isFalse();
        site.step();
        assertThat(site.agents.all(BeginWork.class)).hasSize(1);
    }

    private StepReport kept() {
        return site.build.find("7");
    }

    @Test
    void pipelinesThreadOnlyHandsOver() {
        execution.start();
        assertThat(site.agents.questions).isEmpty();
        assertThat(site.build.getSteps()).isEmpty();
        assertThat(execution.getStatus()).isEqualTo("not begun");
        site.step();
        assertThat(site.checkpoints).as("before the agent hears of it").isEqualTo(1);
        assertThat(execution.getStatus()).isEqualTo("migrate web-1: kvm-01 → kvm-02 on the agent linux-1");
    }

    @Test
    void aMoveThatIsProvenIsTheResult() {
        begun();
        site.reports(report(MOVE));
        assertThat(site.results).singleElement().isInstanceOf(MigrationResult.class);
        assertThat(site.failures).isEmpty();
        assertThat(site.tasks).as("nothing is looked at any more").isEmpty();
        assertThat(kept().getOutcome()).isEqualTo("succeeded");
        assertThat(site.published).containsExactly("7");
        assertThat(site.log())
                .contains("[libvirt] web-1 runs on kvm-02; it stood still for 85 ms, the move took 12.0 s.");
    }

    @Test
    void whatGoesOnIsLookedAtAgain() {
        begun();
        site.agents.answer(Answers.underWay(1, "half of it"));
        site.step();
        assertThat(execution.getStatus()).endsWith("; half of it");
        assertThat(site.tasks).hasSize(1);
        assertThat(site.results).isEmpty();
    }

    @Test
    void aThresholdMakesTheStageUnstable() {
        step.setMaxDowntime("50ms");
        step.setOnSlowDowntime("unstable");
        begun();
        site.reports(report(MOVE));
        assertThat(site.warnings).singleElement().asString().contains("stood still for 85 ms", "50 ms");
        assertThat(site.results).hasSize(1);
    }

    @Test
    void aThresholdMayFailTheStep() {
        step.setMaxDowntime("50ms");
        step.setOnSlowDowntime("fail");
        begun();
        site.reports(report(MOVE));
        assertThat(site.failure()).isInstanceOf(AbortException.class).hasMessageContaining("50 ms");
        assertThat(site.warnings).isEmpty();
    }

    @Test
    void aThresholdThatIsKeptSaysNothing() {
        step.setMaxDowntime("85ms");
        step.setOnSlowDowntime("fail");
        begun();
        site.reports(report(MOVE));
        assertThat(site.results).hasSize(1);
    }

    @Test
    void aBadValueEndsTheStepBeforeAnythingBegins() {
        step.setTimeout("30");
        execution.start();
        site.step();
        assertThat(site.failure()).isInstanceOf(AbortException.class).hasMessageContainingAll("timeout:", "\"30\"");
        assertThat(site.agents.questions).isEmpty();
        assertThat(kept().isUntouched()).isTrue();
    }

    @Test
    void aRefusalIsKeptAsOneThatTouchedNothing() {
        site.refusal = "The job may not use kvm-01.";
        execution.start();
        site.step();
        assertThat(site.failure()).isInstanceOf(AbortException.class).hasMessage("The job may not use kvm-01.");
        assertThat(kept().isUntouched()).isTrue();
        assertThat(kept().getOutcome()).isEqualTo("failed");
    }

    @Test
    void aSilentHostIsACauseForRetryAndARefusalIsNot() {
        begun();
        site.fails(WorkFailure.Kind.UNREACHABLE, "kvm-02 does not answer.");
        assertThat(site.failure()).hasCauseInstanceOf(HypervisorUnreachableException.class);

        aStep();
        site.node = "8";
        execution.start();
        site.step();
        site.fails(WorkFailure.Kind.REFUSED, "kvm-02 has another host key.");
        assertThat(site.failure()).hasNoCause();
    }

    /** The guest has moved, whether or not there is room for a page about it. */
    @Test
    void aPageThatCannotBeWrittenFailsNoMove() throws IOException {
        begun();
        Files.createDirectories(folder.resolve("7").resolve("index.html").resolve("in the way"));
        site.reports(report(MOVE));
        assertThat(site.results).hasSize(1);
        assertThat(site.failures).isEmpty();
        assertThat(kept().getOutcome()).isEqualTo("succeeded");
    }

    @Test
    void anErrorEndsTheStepInsteadOfLeavingItAlone() {
        site.fault = new StackOverflowError("deep");
        execution.start();
        site.step();
        assertThat(site.failure()).isSameAs(site.fault);
        assertThat(kept().getOutcome()).isEqualTo("failed");
        assertThat(site.tasks).isEmpty();
    }

    @Test
    void anAbortWaitsForTheProofOfWhereTheGuestIs() throws Exception {
        begun();
        Exception cause = new Exception("the button");
        execution.stop(cause);
        assertThat(site.failures).isEmpty();
        site.agents.answer(Answers.underWay(0));
        site.step();
        assertThat(site.agents.all(AbortWork.class)).isNotEmpty();
        site.reports(report(Made.move("web-1", Outcome.FAILED, null, null)
                .withOutcome(Outcome.ABORTED)
                .withReason("aborted")));
        assertThat(site.failure()).isSameAs(cause);
        assertThat(site.log()).contains("[libvirt] web-1 runs on kvm-01.");
        assertThat(kept().getOutcome()).isEqualTo("aborted");
    }

    /** A channel that hangs or a slow store holds the files up, and a Pipeline kills the step meanwhile. */
    @Test
    void whoAbortsIsToldWhereTheGuestsAreBeforeFilesAreHandedOn() throws Exception {
        begun();
        execution.stop(new Exception("the button"));
        List<String> said = new ArrayList<>();
        site.whenPublished = () -> said.addAll(site.log());
        site.answers(
                ReportFile.json(
                        report(Made.move("web-1", Outcome.FAILED, null, null).withOutcome(Outcome.ABORTED))),
                new WorkFailure(WorkFailure.Kind.UNREACHABLE, "kvm-02 does not answer."));
        assertThat(site.published).containsExactly("7 in a hurry");
        assertThat(said).endsWith("[libvirt] kvm-02 does not answer.", "[libvirt] web-1 runs on kvm-01.");
        assertThat(site.log()).as("and not once more").hasSameSizeAs(said);
    }

    /** The files are handed on for a while: who aborts then is heard as well. */
    @Test
    void anAbortThatComesWhileFilesAreHandedOnEndsTheStep() {
        begun();
        Exception cause = new Exception("the button");
        site.whenPublished = () -> execution.wantEnd(cause);
        site.reports(report(MOVE));
        assertThat(site.failure()).isSameAs(cause);
        assertThat(site.published).containsExactly("7");
        assertThat(site.log()).last().isEqualTo("[libvirt] web-1 runs on kvm-02.");
    }

    @Test
    void anAbortBeforeTheBeginningTouchesNothing() throws Exception {
        execution.start();
        Exception cause = new Exception("the button");
        execution.stop(cause);
        site.step();
        assertThat(site.failure()).isSameAs(cause);
        assertThat(site.agents.questions).isEmpty();
    }

    @Test
    void whereTheBuildIsOverNothingIsLookedAtAndNothingGoesOn() {
        begun();
        site.over = true;
        site.step();
        site.agents.answerAbort(false);
        site.step();
        assertThat(site.agents.all(AbortWork.class))
                .as("it may not have begun yet")
                .hasSize(2);
        site.agents.answerAbort(true);
        site.step();
        assertThat(site.tasks).isEmpty();
        assertThat(site.agents.all(AbortWork.class)).hasSize(2);
        assertThat(site.results).isEmpty();
    }

    @Test
    void goesOnAfterARestart() throws Exception {
        begun();
        execution = Restart.of(execution, site);
        execution.onResume();
        site.step();
        BeginWork again = site.agents.last(BeginWork.class);
        assertThat(again.resumed()).isTrue();
        assertThat(again.id()).isEqualTo(site.agents.all(BeginWork.class).get(0).id());
        site.reports(report(MOVE));
        assertThat(site.results).hasSize(1);
    }

    @Test
    void beginsAfterARestartWhatHadNotBegun() throws Exception {
        execution.start();
        site.tasks.clear();
        execution = Restart.of(execution, site);
        execution.onResume();
        site.step();
        assertThat(site.agents.last(BeginWork.class).resumed()).isFalse();
    }

    @Test
    void anAbortIsNotForgottenOverARestart() throws Exception {
        begun();
        execution.stop(new Exception("the button"));
        execution = Restart.of(execution, site);
        execution.onResume();
        site.step();
        assertThat(site.agents.last(BeginWork.class).aborted()).isTrue();
        site.reports(report(Made.move("web-1", Outcome.FAILED, null, null)));
        assertThat(site.failure()).hasMessage("the button");
    }
}
