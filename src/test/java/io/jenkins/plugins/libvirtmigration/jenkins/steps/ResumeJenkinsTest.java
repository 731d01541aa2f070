package io.jenkins.plugins.libvirtmigration.jenkins.steps;

import static org.assertj.core.api.Assertions.assertThat;

import com.cloudbees.jenkins.plugins.sshcredentials.impl.BasicSSHUserPrivateKey;
import com.cloudbees.jenkins.plugins.sshcredentials.impl.BasicSSHUserPrivateKey.DirectEntryPrivateKeySource;
import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.SystemCredentialsProvider;
import hudson.model.Label;
import hudson.model.Result;
import hudson.model.Slave;
import io.jenkins.plugins.libvirtmigration.jenkins.inventory.InventoryHost;
import io.jenkins.plugins.libvirtmigration.jenkins.inventory.LibvirtInventory;
import io.jenkins.plugins.libvirtmigration.jenkins.report.MigrationsAction;
import io.jenkins.plugins.libvirtmigration.jenkins.report.StepReport;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.JenkinsSessionExtension;

/** Jenkins is restarted while a step waits for a host: the step goes on, and ends as it would have. */
class ResumeJenkinsTest {
    @RegisterExtension
    final JenkinsSessionExtension session = new JenkinsSessionExtension();

    /** A job that asks the host at that port whether it is empty. */
    static WorkflowJob jobThatAsks(int port, JenkinsRule jenkins) throws Exception {
        SystemCredentialsProvider.getInstance()
                .getCredentials()
                .add(new BasicSSHUserPrivateKey(
                        CredentialsScope.GLOBAL, "kvm", "root", new DirectEntryPrivateKeySource(key()), "", ""));
        SystemCredentialsProvider.getInstance().save();
        InventoryHost host = new InventoryHost("kvm-01", "127.0.0.1");
        host.setPort(port);
        host.setCredentialsId("kvm");
        host.setHostKey("ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAABAgMEBQYHCAkKCwwNDg8QERITFBUWFxgZGhscHR4f");
        LibvirtInventory.get().setHosts(List.of(host));
        LibvirtInventory.get().setAgent("kvm-admin");
        jenkins.createOnlineSlave(Label.get("kvm-admin"));
        WorkflowJob job = jenkins.jenkins.createProject(WorkflowJob.class, "ask");
        job.setDefinition(new CpsFlowDefinition("assertHostEmpty 'kvm-01'", true));
        return job;
    }

    private static String key() throws NoSuchAlgorithmException {
        byte[] key = KeyPairGenerator.getInstance("RSA")
                .generateKeyPair()
                .getPrivate()
                .getEncoded();
        return "-----BEGIN PRIVATE KEY-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(key)
                + "\n-----END PRIVATE KEY-----\n";
    }

    private static WorkflowRun begin(SilentHost host, JenkinsRule jenkins) throws Exception {
        WorkflowRun run = jobThatAsks(host.port(), jenkins).scheduleBuild2(0).waitForStart();
        host.awaitCall();
        return run;
    }

    private static WorkflowRun after(JenkinsRule jenkins) {
        return jenkins.jenkins.getItemByFullName("ask", WorkflowJob.class).getLastBuild();
    }

    private static void assertToldOnce(WorkflowRun run) throws Exception {
        assertThat(JenkinsRule.getLog(run))
                .contains("Cannot connect to 127.0.0.1:")
                .doesNotContain("\tat ");
        assertThat(run.getAction(MigrationsAction.class).getSteps()).hasSize(1).noneMatch(StepReport::isUnderWay);
    }

    @Test
    void goesOnAfterTheRestartAndSaysWhyItCouldNot() throws Throwable {
        try (SilentHost host = new SilentHost()) {
            session.then(jenkins -> begin(host, jenkins));
            session.then(jenkins -> {
                assertThat(after(jenkins).isBuilding()).isTrue();
                host.close();
                WorkflowRun run = jenkins.assertBuildStatus(Result.FAILURE, jenkins.waitForCompletion(after(jenkins)));
                assertToldOnce(run);
            });
        }
    }

    @Test
    void canBeAbortedAfterTheRestart() throws Throwable {
        try (SilentHost host = new SilentHost()) {
            session.then(jenkins -> begin(host, jenkins));
            session.then(jenkins -> {
                jenkins.waitForMessage("Ready to run", after(jenkins));
                // Else nobody could say anything of the host.
                jenkins.waitOnline((Slave) jenkins.jenkins
                        .getLabel("kvm-admin")
                        .getNodes()
                        .iterator()
                        .next());
                after(jenkins).doStop();
                WorkflowRun run = jenkins.assertBuildStatus(Result.ABORTED, jenkins.waitForCompletion(after(jenkins)));
                assertToldOnce(run);
            });
        }
    }
}
