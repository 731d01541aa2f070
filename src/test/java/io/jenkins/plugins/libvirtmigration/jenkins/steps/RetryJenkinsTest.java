package io.jenkins.plugins.libvirtmigration.jenkins.steps;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Result;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** A Pipeline that names the condition: the symbol is found, and only an unreachable host is tried again. */
@WithJenkins
class RetryJenkinsTest {

    @Test
    void triesAgainWhereAHostDoesNotAnswer(JenkinsRule jenkins) throws Exception {
        assertThat(triesOf("io.jenkins.plugins.libvirtmigration.host.HypervisorUnreachableException", jenkins))
                .isEqualTo(3);
    }

    @Test
    void leavesOtherErrorsAlone(JenkinsRule jenkins) throws Exception {
        assertThat(triesOf("java.io.IOException", jenkins)).isEqualTo(1);
    }

    private static int triesOf(String error, JenkinsRule jenkins) throws Exception {
        WorkflowJob job = jenkins.createProject(WorkflowJob.class);
        job.setDefinition(new CpsFlowDefinition(
                "retry(count: 3, conditions: [hypervisorUnreachable()]) { echo 'one try'; throw new " + error
                        + "('kvm-01 is silent', null) }",
                false));
        WorkflowRun run = jenkins.assertBuildStatus(Result.FAILURE, job.scheduleBuild2(0));
        return JenkinsRule.getLog(run).split("one try", -1).length - 1;
    }
}
