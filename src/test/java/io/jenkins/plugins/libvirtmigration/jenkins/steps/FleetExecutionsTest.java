package io.jenkins.plugins.libvirtmigration.jenkins.steps;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.AbortException;
import io.jenkins.plugins.libvirtmigration.check.Check;
import io.jenkins.plugins.libvirtmigration.host.HypervisorUnreachableException;
import io.jenkins.plugins.libvirtmigration.jenkins.agent.WorkFailure;
import io.jenkins.plugins.libvirtmigration.jenkins.report.Made;
import io.jenkins.plugins.libvirtmigration.jenkins.report.StepReport;
import io.jenkins.plugins.libvirtmigration.jenkins.result.EvacuationResult;
import io.jenkins.plugins.libvirtmigration.jenkins.result.PreparationResult;
import io.jenkins.plugins.libvirtmigration.report.Outcome;
import io.jenkins.plugins.libvirtmigration.report.Report;
import io.jenkins.plugins.libvirtmigration.report.ReportFile;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The other steps: evacuateHost, returnVms, assertHostEmpty, prepareHypervisor. */
class FleetExecutionsTest {
    private static final String HOME = "[libvirt] All guests are home on kvm-01.";

    @TempDir
    Path folder;

    private FakeSite site;

    @BeforeEach
    void aBuild() {
        site = new FakeSite(folder);
    }

    private void begin(WorkExecution execution) {
        execution.at(site);
        execution.start();
        site.step();
    }

    private EvacuateHostStep evacuation() {
        EvacuateHostStep step = new EvacuateHostStep("kvm-01");
        step.setTo(List.of("kvm-02"));
        return step;
    }

    private StepReport evacuated(String id, Report report) {
        StepReport step = site.build.begin(id, "evacuate", "kvm-01");
        if (report != null) {
            step.store(ReportFile.json(report));
        }
        return step;
    }

    private void bringHome(String evacuation) {
        ReturnVmsStep step = new ReturnVmsStep();
        step.setEvacuation(evacuation);
        begin(new ReturnVmsExecution(null, step));
    }

    private EvacuationResult result() {
        assertThat(site.failures).isEmpty();
        return (EvacuationResult) site.results.get(0);
    }

    @Test
    void anEvacuationThatIsProvenIsTheResult() {
        begin(new EvacuateHostExecution(null, evacuation()));
        site.reports(Guests.emptied(Guests.moved("web-1", "kvm-02")));
        assertThat(result().isProvenEmpty()).isTrue();
    }

    @Test
    void anEvacuationThatFailsSaysWhoIsAwaySinceTheScriptGetsNoResult() {
        begin(new EvacuateHostExecution(null, evacuation()));
        site.reports(Guests.notEmptied(Guests.moved("web-1", "kvm-02")));
        assertThat(site.failure()).isInstanceOf(AbortException.class);
        assertThat(site.log()).last().asString().contains("web-1 is on kvm-02", "returnVms evacuation: '7'");
    }

    @Test
    void aPlanThatLeavesGuestsBehindIsAResult() {
        EvacuateHostStep step = evacuation();
        step.setDryRun(true);
        begin(new EvacuateHostExecution(null, step));
        site.reports(Guests.report(Report.Kind.EVACUATE, Outcome.FAILED, null));
        assertThat(result().isSucceeded()).isFalse();
    }

    @Test
    void guestsOfAllTriesAreBroughtHome() {
        evacuated("3", Guests.notEmptied(Guests.moved("web-1", "kvm-02")));
        evacuated("5", Guests.emptied(Guests.moved("web-2", "kvm-03")));
        bringHome("5");
        assertThat(site.made).singleElement().matches(request -> request.host().equals("kvm-01"));
        assertThat(Away.of(site.build.getSteps(), "kvm-01").sentence())
                .isEqualTo("web-1 is on kvm-02, web-2 is on kvm-03");
        site.reports(Guests.returned(
                Outcome.SUCCEEDED, Guests.home("web-1", Outcome.SUCCEEDED), Guests.home("web-2", Outcome.SUCCEEDED)));
        assertThat(result().isSucceeded()).isTrue();
        assertThat(site.log()).last().isEqualTo(HOME);
    }

    @Test
    void afterAnEvacuationThatNeverBeganNobodyIsAway() {
        evacuated("5", null).refusedBeforeItBegan();
        bringHome(null);
        assertThat(result().getMoves()).isEmpty();
        assertThat(site.made).isEmpty();
        assertThat(site.log()).singleElement().asString().contains("No guest of kvm-01 is away");
    }

    /** No report is no proof: the agent may have been lost in the middle. */
    @Test
    void afterAnEvacuationWithoutAReportNobodySaysThatAllAreHome() {
        evacuated("5", null).finish(Outcome.FAILED);
        bringHome(null);
        assertThat(site.failure())
                .isInstanceOf(AbortException.class)
                .hasMessageContainingAll("the evacuation 5", "Look at the hosts");
    }

    @Test
    void whoIsKnownToBeAwayComesHomeFromAnEvacuationThatIsNotKnownToTheEnd() {
        evacuated(
                "5",
                Guests.report(
                        Report.Kind.EVACUATE,
                        null,
                        null,
                        Guests.moved("web-1", "kvm-02"),
                        Guests.underWay("web-2", "kvm-02")));
        bringHome("5");
        site.reports(Guests.returned(
                Outcome.SUCCEEDED, Guests.home("web-1", Outcome.SUCCEEDED), Guests.home("web-2", Outcome.SUCCEEDED)));
        assertThat(site.failure()).hasMessageContainingAll("not known to the end", "evacuation 5");
        assertThat(site.log()).doesNotContain(HOME);
    }

    @Test
    void anEvacuationThatThereIsNotIsNamed() {
        bringHome("5");
        assertThat(site.failure()).hasMessageContaining("this build has no evacuation 5");
    }

    @Test
    void theReturnOfAnotherBuildNeedsThatBuild() {
        bringHome("ops/drill#12");
        assertThat(site.failure()).hasMessageContaining("no build ops/drill#12");
    }

    @Test
    void anEmptyHostIsEmpty() {
        begin(new AssertHostEmptyExecution(null, new AssertHostEmptyStep("kvm-01")));
        site.reports(Made.preparation(Outcome.SUCCEEDED));
        assertThat(site.results).hasSize(1).containsOnlyNulls();
    }

    private static Report findings() {
        return Made.preparation(
                Outcome.FAILED, Check.failed("kvm-01", null, "ssh-login", "refused", "a login", "Mend the key."));
    }

    @Test
    void findingsFailAPreparation() {
        begin(new PrepareHypervisorExecution(null, new PrepareHypervisorStep("kvm-01")));
        site.reports(findings());
        assertThat(site.failure()).hasNoCause().hasMessageContaining("Mend the key.");
    }

    @Test
    void findingsMayBeAResult() {
        PrepareHypervisorStep step = new PrepareHypervisorStep("kvm-01");
        step.setFailOnFindings(false);
        begin(new PrepareHypervisorExecution(null, step));
        site.reports(findings());
        assertThat(((PreparationResult) site.results.get(0)).isPassed()).isFalse();
    }

    /** What could not be looked at is no finding. */
    @Test
    void aSilentHostFailsAPreparationInAnyCaseAndIsWorthARetry() {
        PrepareHypervisorStep step = new PrepareHypervisorStep("kvm-01");
        step.setFailOnFindings(false);
        begin(new PrepareHypervisorExecution(null, step));
        site.answers(ReportFile.json(findings()), new WorkFailure(WorkFailure.Kind.UNREACHABLE, "kvm-02 is silent."));
        assertThat(site.failure())
                .hasMessage("kvm-02 is silent.")
                .hasCauseInstanceOf(HypervisorUnreachableException.class);
    }
}
