package io.jenkins.plugins.libvirtmigration.jenkins.steps;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.AbortException;
import io.jenkins.plugins.libvirtmigration.jenkins.agent.AbortWork;
import io.jenkins.plugins.libvirtmigration.jenkins.agent.Answers;
import io.jenkins.plugins.libvirtmigration.jenkins.agent.BeginWork;
import io.jenkins.plugins.libvirtmigration.jenkins.agent.WorkFailure;
import io.jenkins.plugins.libvirtmigration.jenkins.request.WorkRequest;
import io.jenkins.plugins.libvirtmigration.jenkins.result.EvacuationResult;
import io.jenkins.plugins.libvirtmigration.report.Outcome;
import io.jenkins.plugins.libvirtmigration.report.Report;
import io.jenkins.plugins.libvirtmigration.report.ReportFile;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WithEvacuatedHostExecutionTest {
    private static final Exception BODY_FAILED = new Exception("exit code 1");
    private static final String HINT =
            "[libvirt] Not at home: web-1 is on kvm-02. Bring them home with returnVms" + " evacuation: '7'.";

    @TempDir
    Path folder;

    private final HypervisorUnreachableCondition unreachable = new HypervisorUnreachableCondition();
    private WithEvacuatedHostStep step;
    private FakeSite site;
    private WithEvacuatedHostExecution execution;

    @BeforeEach
    void aStep() {
        step = new WithEvacuatedHostStep("kvm-01");
        step.setTo(List.of("kvm-02", "kvm-03"));
        site = new FakeSite(folder);
        begin();
    }

    private void begin() {
        execution = new WithEvacuatedHostExecution(null, step);
        execution.at(site);
        execution.start();
        site.step();
    }

    private void emptied() {
        site.reports(Guests.emptied(Guests.moved("web-1", "kvm-02")));
        assertThat(site.callback).as("the body runs").isNotNull();
        assertThat(site.tasks).isEmpty();
    }

    private void bodySucceeds() {
        site.callback.onSuccess(null, null);
        site.step();
    }

    private void bodyFails(Throwable why) {
        site.callback.onFailure(null, why);
        site.step();
    }

    private List<String> kinds() {
        return site.made.stream().map(WorkRequest::kind).toList();
    }

    private void isHome() {
        site.reports(Guests.returned(Outcome.SUCCEEDED, Guests.home("web-1", Outcome.SUCCEEDED)));
    }

    @Test
    void emptiesRunsTheBodyAndBringsHome() {
        emptied();
        assertThat(execution.getStatus()).isEqualTo("kvm-01 is empty; the body runs");
        bodySucceeds();
        assertThat(kinds()).containsExactly("evacuate", "return");
        assertThat(site.log()).contains("[libvirt] On their way home to kvm-01: web-1 is on kvm-02.");
        isHome();
        assertThat(site.failures).isEmpty();
        assertThat(((EvacuationResult) site.results.get(0)).getId()).isEqualTo("7");
        assertThat(site.log()).last().isEqualTo("[libvirt] All guests are home on kvm-01.");
        assertThat(site.build.getSteps()).extracting("id").containsExactly("7", "7-return");
    }

    @Test
    void aHostThatWasEmptyAnywayNeedsNoWayHome() {
        site.reports(Guests.emptied());
        bodySucceeds();
        assertThat(kinds()).containsExactly("evacuate");
        assertThat(site.results).hasSize(1);
    }

    /** The second try of a retry finds an empty host: whom the first moved away is to come home all the same. */
    @Test
    void guestsOfAnEarlierTryComeHomeToo() {
        site.reports(Guests.notEmptied(Guests.moved("web-1", "kvm-02"), Guests.failed("web-2", "kvm-02", "kvm-01")));
        site.failures.clear();
        site.node = "9";
        begin();
        site.reports(Guests.emptied(Guests.moved("web-2", "kvm-03")));
        bodySucceeds();
        assertThat(site.log())
                .contains("[libvirt] On their way home to kvm-01: web-1 is on kvm-02, web-2 is on kvm-03.");
        site.reports(Guests.returned(
                Outcome.SUCCEEDED, Guests.home("web-1", Outcome.SUCCEEDED), Guests.home("web-2", Outcome.SUCCEEDED)));
        assertThat(site.results).hasSize(1);
    }

    @Test
    void withoutTheReportOfAnEarlierTryNobodySaysThatAllAreHome() {
        site.fails(WorkFailure.Kind.FAULT, "no report");
        site.failures.clear();
        site.node = "9";
        begin();
        emptied();
        bodySucceeds();
        isHome();
        assertThat(site.failure()).isInstanceOf(AbortException.class).hasMessageContaining("not all is known");
        assertThat(site.log()).noneMatch(line -> line.contains("All guests are home"));
        assertThat(site.log()).last().asString().contains("What the evacuation 7 moved is not known");
    }

    @Test
    void anEvacuationThatFailsInPartSaysWhoIsAway() {
        site.reports(Guests.notEmptied(Guests.moved("web-1", "kvm-02")));
        assertThat(site.failure()).isInstanceOf(AbortException.class);
        assertThat(site.callback).isNull();
        assertThat(site.log()).last().isEqualTo(HINT);
    }

    @Test
    void anEvacuationThatFailsInPartIsUndoneWhereThatIsWanted() {
        step.setReturnAfterFailure(true);
        site.fails(WorkFailure.Kind.UNREACHABLE, "kvm-01 does not answer.");
        assertThat(unreachable.test(site.failure(), null)).as("nobody is away").isTrue();

        site.failures.clear();
        site.node = "9";
        begin();
        site.answers(
                ReportFile.json(Guests.notEmptied(Guests.moved("web-1", "kvm-02"))),
                new WorkFailure(WorkFailure.Kind.UNREACHABLE, "kvm-02 does not answer."));
        site.step();
        assertThat(kinds()).last().isEqualTo("return");
        isHome();
        assertThat(site.failure()).hasMessage("kvm-02 does not answer.");
        assertThat(unreachable.test(site.failure(), null)).isTrue();
    }

    @Test
    void aThresholdBeforeTheBodySaysWhoIsAway() {
        step.setMaxDowntime("50ms");
        step.setOnSlowDowntime("fail");
        site.reports(Guests.emptied(Guests.moved("web-1", "kvm-02")));
        assertThat(site.failure()).hasMessageContaining("50 ms");
        assertThat(site.callback).isNull();
        assertThat(site.log()).last().isEqualTo(HINT);
    }

    @Test
    void withoutProofTheBodyDoesNotRun() {
        site.reports(Guests.report(Report.Kind.EVACUATE, Outcome.SUCCEEDED, null));
        assertThat(site.failure()).hasMessageContaining("not proven that kvm-01 is empty");
        assertThat(site.callback).isNull();
    }

    @Test
    void afterABodyThatFailedTheGuestsStay() {
        emptied();
        bodyFails(BODY_FAILED);
        assertThat(site.failure()).isSameAs(BODY_FAILED);
        assertThat(kinds()).containsExactly("evacuate");
        assertThat(site.log()).last().isEqualTo(HINT);
    }

    @Test
    void afterABodyThatFailedTheyComeHomeWhereThatIsWanted() {
        step.setReturnAfterFailure(true);
        emptied();
        bodyFails(BODY_FAILED);
        isHome();
        assertThat(site.failure()).isSameAs(BODY_FAILED);
    }

    @Test
    void aWayHomeThatFailsAfterTheBodyDidHidesNeither() {
        step.setReturnAfterFailure(true);
        emptied();
        Exception why = new Exception("exit code 1");
        bodyFails(why);
        site.fails(WorkFailure.Kind.UNREACHABLE, "kvm-01 does not answer.");
        assertThat(site.failure()).isSameAs(why);
        assertThat(why.getSuppressed()).singleElement().asString().contains("kvm-01 does not answer.");
        assertThat(unreachable.test(why, null)).as("the body would run again").isFalse();
        assertThat(site.log()).last().isEqualTo(HINT);
    }

    /** Else retry would patch and reboot a host twice. */
    @Test
    void aWayHomeThatFailsIsNoReasonToRunTheBodyAgain() {
        emptied();
        bodySucceeds();
        site.fails(WorkFailure.Kind.UNREACHABLE, "kvm-01 does not answer.");
        assertThat(site.failure()).hasMessageContainingAll("kvm-01 does not answer.", "body would run again");
        assertThat(unreachable.test(site.failure(), null)).isFalse();
        assertThat(site.log()).last().isEqualTo(HINT);
    }

    /** Whoever presses the button wants less to happen, not more. */
    @Test
    void anInterruptionOfTheBodyBeginsNoMoves() {
        step.setReturnAfterFailure(true);
        emptied();
        site.interruption = new Exception("the button");
        bodyFails(site.interruption);
        assertThat(site.failure()).isSameAs(site.interruption);
        assertThat(kinds()).containsExactly("evacuate");
        assertThat(site.log()).last().isEqualTo(HINT);
    }

    @Test
    void anAbortWhileTheBodyRunsIsTheBodys() throws Exception {
        step.setReturnAfterFailure(true);
        emptied();
        Exception cause = new Exception("the button");
        execution.stop(cause);
        assertThat(site.body.cancelled).containsExactly(cause);
        bodyFails(cause);
        assertThat(site.failure()).isSameAs(cause);
        assertThat(site.log()).last().isEqualTo(HINT);
    }

    @Test
    void anAbortOfTheEvacuationSaysWhoIsAway() throws Exception {
        step.setReturnAfterFailure(true);
        Exception cause = new Exception("the button");
        execution.stop(cause);
        site.reports(Guests.report(Report.Kind.EVACUATE, Outcome.ABORTED, false, Guests.moved("web-1", "kvm-02")));
        assertThat(site.failure()).isSameAs(cause);
        assertThat(site.log()).last().isEqualTo(HINT);
    }

    @Test
    void anAbortThatComesWithTheLastAnswerKeepsTheBodyFromRunning() throws Exception {
        Exception cause = new Exception("the button");
        site.agents.answer(Answers.done(ReportFile.json(Guests.emptied(Guests.moved("web-1", "kvm-02"))), null, null));
        execution.stop(cause);
        site.step();
        assertThat(site.callback).isNull();
        assertThat(site.failure()).isSameAs(cause);
    }

    @Test
    void anAbortAtTheMomentInWhichTheBodyBeginsReachesIt() {
        Exception cause = new Exception("the button");
        site.whenBodyBegins = () -> {
            try {
                execution.stop(cause);
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        };
        emptied();
        assertThat(site.body.cancelled).containsExactly(cause);
    }

    @Test
    void anAbortOfTheWayHomeIsPassedOn() throws Exception {
        emptied();
        bodySucceeds();
        Exception cause = new Exception("the button");
        execution.stop(cause);
        site.agents.answer(Answers.underWay(0));
        site.step();
        assertThat(site.agents.all(AbortWork.class)).isNotEmpty();
        site.reports(Guests.returned(Outcome.ABORTED, Guests.home("web-1", Outcome.ABORTED)));
        assertThat(site.failure()).isSameAs(cause);
        assertThat(site.log()).last().isEqualTo(HINT);
    }

    @Test
    void theBodyGoesOnByItselfAfterARestart() throws Exception {
        emptied();
        execution = Restart.of(execution, site);
        execution.onResume();
        assertThat(site.tasks).isEmpty();
    }

    /** What Pipeline had not begun it does not keep, and nobody else would begin it. */
    @Test
    void aBodyThatHadNotBegunBeginsAfterARestart() throws Exception {
        site.killedBeforeBodyBegins = true;
        emptied();
        assertThat(execution.getStatus()).isEqualTo("kvm-01 is empty; the body runs");
        execution = Restart.of(execution, site);
        site.callback = null;
        site.killedBeforeBodyBegins = false;
        execution.onResume();
        site.step();
        assertThat(site.callback).as("the body runs").isNotNull();
        bodySucceeds();
        isHome();
        assertThat(site.results).hasSize(1);
        assertThat(kinds()).containsExactly("evacuate", "return");
    }

    @Test
    void noBodyBeginsAfterARestartWhereSomebodyWantedTheEnd() throws Exception {
        site.killedBeforeBodyBegins = true;
        emptied();
        execution.stop(new Exception("the button"));
        execution = Restart.of(execution, site);
        site.callback = null;
        execution.onResume();
        site.step();
        assertThat(site.callback).isNull();
        assertThat(site.failure()).hasMessage("the button");
        assertThat(site.log()).last().isEqualTo(HINT);
    }

    /** Killed after the body and before the way home: it begins then, and the evacuation not again. */
    @Test
    void theWayHomeBeginsAfterARestart() throws Exception {
        emptied();
        site.callback.onSuccess(null, null);
        execution = Restart.of(execution, site);
        execution.onResume();
        site.step();
        assertThat(kinds()).containsExactly("evacuate", "return");
        assertThat(site.agents.last(BeginWork.class).resumed()).isFalse();
        isHome();
        assertThat(site.results).hasSize(1);
    }

    @Test
    void theWayHomeGoesOnAfterARestart() throws Exception {
        emptied();
        bodySucceeds();
        execution = Restart.of(execution, site);
        execution.onResume();
        site.step();
        assertThat(site.agents.last(BeginWork.class).resumed()).isTrue();
        isHome();
        assertThat(site.results).hasSize(1);
    }

    /** A build's record of a step is written often: it need not hold what the report's file has. */
    @Test
    void noReportIsKeptTwice() throws Exception {
        emptied();
        bodySucceeds();
        boolean kept = Restart.bytes(execution).contains("\"migrations\"");
        assertThat(kept)
                .as("the text of a report is in the record of the build")
                .isFalse();
    }
}
