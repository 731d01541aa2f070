package io.jenkins.plugins.libvirtmigration.jenkins.steps;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.FreeStyleProject;
import io.jenkins.plugins.libvirtmigration.jenkins.freestyle.EvacuateHostBuilder;
import io.jenkins.plugins.libvirtmigration.jenkins.freestyle.LiveMigrateBuilder;
import java.util.List;
import org.jenkinsci.plugins.workflow.cps.SnippetizerTester;
import org.jenkinsci.plugins.workflow.steps.StepConfigTester;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** The steps through their forms and through the Snippet Generator, the short form first. */
@WithJenkins
class StepsRoundTripJenkinsTest {

    @Test
    void aStepIsShortWhereDefaultsWillDo(JenkinsRule jenkins) throws Exception {
        SnippetizerTester snippets = new SnippetizerTester(jenkins);
        snippets.assertRoundTrip(
                new LiveMigrateStep("web-1", "kvm-01", "kvm-02"),
                "liveMigrate from: 'kvm-01', to: 'kvm-02', vm: 'web-1'");
        snippets.assertRoundTrip(new AssertHostEmptyStep("kvm-01"), "assertHostEmpty 'kvm-01'");
        snippets.assertRoundTrip(new ReturnVmsStep(), "returnVms()");
        snippets.assertRoundTrip(new PrepareHypervisorStep("kvm-01"), "prepareHypervisor 'kvm-01'");
        EvacuateHostStep evacuation = new EvacuateHostStep("kvm-01");
        evacuation.setTo(List.of("kvm-02", "kvm-03"));
        evacuation.setMaxDowntime("1s");
        evacuation.setOnSlowDowntime("unstable");
        snippets.assertRoundTrip(
                evacuation,
                "evacuateHost host: 'kvm-01', maxDowntime: '1s', onSlowDowntime: 'unstable', to: ['kvm-02', 'kvm-03']");
        WithEvacuatedHostStep around = new WithEvacuatedHostStep("kvm-01");
        around.setToLabel("production");
        snippets.assertRoundTrip(
                around, "withEvacuatedHost(host: 'kvm-01', toLabel: 'production') {\n    // some block\n}");
    }

    @Test
    void theFormKeepsWhatItWasGiven(JenkinsRule jenkins) throws Exception {
        StepConfigTester forms = new StepConfigTester(jenkins);
        EvacuateHostStep evacuation = new EvacuateHostStep("kvm-01");
        evacuation.setTo(List.of("kvm-02", "kvm-03"));
        evacuation.setProbes(List.of("web-1=10.0.0.7"));
        evacuation.setParallel(2);
        evacuation.setPostcopy(true);
        evacuation.setGoal("pack");
        evacuation.setTries(1);
        EvacuateHostStep kept = forms.configRoundTrip(evacuation);
        jenkins.assertEqualDataBoundBeans(evacuation, kept);
        PrepareHypervisorStep preparation = new PrepareHypervisorStep("kvm-01");
        preparation.setPeers(List.of("kvm-02"));
        preparation.setFailOnFindings(false);
        jenkins.assertEqualDataBoundBeans(preparation, forms.configRoundTrip(preparation));
        LiveMigrateStep fresh = new LiveMigrateStep("web-1", "kvm-01", "kvm-02");
        jenkins.assertEqualDataBoundBeans(fresh, forms.configRoundTrip(fresh));
    }

    @Test
    void aFreestyleJobKeepsItsBuilders(JenkinsRule jenkins) throws Exception {
        FreeStyleProject project = jenkins.createFreeStyleProject();
        LiveMigrateStep move = new LiveMigrateStep("$VM", "$FROM", "kvm-02");
        move.setBandwidth("100MiB/s");
        EvacuateHostStep evacuation = new EvacuateHostStep("kvm-01");
        evacuation.setToLabel("production");
        EvacuateHostBuilder drill = new EvacuateHostBuilder(evacuation);
        drill.setBringHome(true);
        project.getBuildersList().add(new LiveMigrateBuilder(move));
        project.getBuildersList().add(drill);
        jenkins.configRoundtrip(project);
        FreeStyleProject kept = jenkins.jenkins.getItemByFullName(project.getFullName(), FreeStyleProject.class);
        jenkins.assertEqualDataBoundBeans(
                move, kept.getBuildersList().get(LiveMigrateBuilder.class).getMove());
        EvacuateHostBuilder keptDrill = kept.getBuildersList().get(EvacuateHostBuilder.class);
        assertThat(keptDrill.isBringHome()).isTrue();
        jenkins.assertEqualDataBoundBeans(evacuation, keptDrill.getEvacuation());
    }
}
