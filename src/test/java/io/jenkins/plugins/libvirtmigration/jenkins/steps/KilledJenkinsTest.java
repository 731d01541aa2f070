package io.jenkins.plugins.libvirtmigration.jenkins.steps;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Node;
import hudson.model.Result;
import io.jenkins.plugins.libvirtmigration.jenkins.report.MigrationsAction;
import io.jenkins.plugins.libvirtmigration.jenkins.report.StepReport;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.RealJenkinsExtension;

/** Jenkins, a process of its own, is killed with -9 while a step waits for a host. */
class KilledJenkinsTest {
    @RegisterExtension
    final RealJenkinsExtension real = new RealJenkinsExtension();

    @Test
    void theStepAsksTheHostAnewAndTheBuildEnds() throws Throwable {
        try (SilentHost host = new SilentHost()) {
            real.startJenkins();
            real.runRemotely(KilledJenkinsTest::begin, host.port());
            host.awaitCall();
            real.stopJenkinsForcibly();
            host.close();
            real.startJenkins();
            real.runRemotely(KilledJenkinsTest::assertEnds);
        }
    }

    private static void begin(JenkinsRule jenkins, Integer port) throws Exception {
        ResumeJenkinsTest.jobThatAsks(port, jenkins).scheduleBuild2(0).waitForStart();
    }

    /** The harness' way to start an agent is unknown to a Jenkins that begins: the agent is given to it once more. */
    private static void assertEnds(JenkinsRule jenkins) throws Exception {
        Node lost = jenkins.jenkins.getNode("slave0");
        if (lost != null) {
            jenkins.jenkins.removeNode(lost);
        }
        jenkins.waitOnline(jenkins.createSlave("slave0", "kvm-admin", null));
        WorkflowRun run =
                jenkins.jenkins.getItemByFullName("ask", WorkflowJob.class).getLastBuild();
        jenkins.assertBuildStatus(Result.FAILURE, jenkins.waitForCompletion(run));
        assertThat(JenkinsRule.getLog(run))
                .contains("Resuming build", "Cannot connect to 127.0.0.1:", "Connection refused")
                .doesNotContain("\tat ");
        assertThat(run.getAction(MigrationsAction.class).getSteps()).hasSize(1).noneMatch(StepReport::isUnderWay);
    }
}
