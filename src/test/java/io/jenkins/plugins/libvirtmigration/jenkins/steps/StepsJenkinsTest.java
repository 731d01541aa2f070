package io.jenkins.plugins.libvirtmigration.jenkins.steps;

import static org.assertj.core.api.Assertions.assertThat;

import com.cloudbees.jenkins.plugins.sshcredentials.impl.BasicSSHUserPrivateKey;
import com.cloudbees.jenkins.plugins.sshcredentials.impl.BasicSSHUserPrivateKey.DirectEntryPrivateKeySource;
import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.SystemCredentialsProvider;
import hudson.model.Label;
import hudson.model.Result;
import io.jenkins.plugins.libvirtmigration.jenkins.inventory.InventoryHost;
import io.jenkins.plugins.libvirtmigration.jenkins.inventory.LibvirtInventory;
import io.jenkins.plugins.libvirtmigration.jenkins.report.MigrationsAction;
import io.jenkins.plugins.libvirtmigration.ssh.KeyFiles;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** Steps in a Pipeline, the engine on an agent, and a hypervisor of which nothing is to be had. */
@WithJenkins
class StepsJenkinsTest {
    private static final String PUBLIC =
            "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAABAgMEBQYHCAkKCwwNDg8QERITFBUWFxgZGhscHR4f";

    @TempDir
    Path folder;

    private JenkinsRule jenkins;

    @BeforeEach
    void inventory(JenkinsRule rule) throws Exception {
        jenkins = rule;
        String key = KeyFiles.string(new KeyFiles(folder).make("admin", "ecdsa", ""));
        SystemCredentialsProvider.getInstance()
                .getCredentials()
                .add(new BasicSSHUserPrivateKey(
                        CredentialsScope.GLOBAL, "kvm-admin", "admin", new DirectEntryPrivateKeySource(key), "", ""));
        int closed;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            closed = socket.getLocalPort();
        }
        LibvirtInventory.get().setHosts(List.of(host("kvm-01", closed), host("kvm-02", closed)));
    }

    private static InventoryHost host(String name, int port) {
        InventoryHost host = new InventoryHost(name, "127.0.0.1");
        host.setPort(port);
        host.setCredentialsId("kvm-admin");
        host.setHostKey(PUBLIC);
        return host;
    }

    private WorkflowRun run(Result expected, String script) throws Exception {
        WorkflowJob job = jenkins.createProject(WorkflowJob.class);
        job.setDefinition(new CpsFlowDefinition(script, true));
        return jenkins.assertBuildStatus(expected, job.scheduleBuild2(0));
    }

    private static int count(String words, WorkflowRun run) throws Exception {
        return JenkinsRule.getLog(run).split(words, -1).length - 1;
    }

    @Test
    void theBuiltInNodeIsRefused() throws Exception {
        WorkflowRun run =
                run(Result.FAILURE, "node('built-in') { liveMigrate vm: 'web-1', from: 'kvm-01', to: 'kvm-02' }");
        jenkins.assertLogContains("This runs on the built-in node", run);
        LibvirtInventory.get().setAgent("built-in");
        run = run(Result.FAILURE, "liveMigrate vm: 'web-1', from: 'kvm-01', to: 'kvm-02'");
        jenkins.assertLogContains("that is the built-in node", run);
    }

    @Test
    void aSilentHostIsTriedAgainByEveryStep() throws Exception {
        jenkins.createOnlineSlave(Label.get("kvm-admin"));
        LibvirtInventory.get().setAgent("kvm-admin");
        for (String step : List.of(
                "liveMigrate vm: 'web-1', from: 'kvm-01', to: 'kvm-02'",
                "evacuateHost host: 'kvm-01', to: ['kvm-02'], dryRun: true",
                "assertHostEmpty 'kvm-01'",
                "prepareHypervisor host: 'kvm-01', peers: ['kvm-02'], failOnFindings: false")) {
            WorkflowRun run = run(
                    Result.FAILURE,
                    "retry(count: 2, conditions: [hypervisorUnreachable()]) { echo 'one try'\n" + step + " }");
            assertThat(count("one try", run)).as(step).isEqualTo(2);
            assertThat(run.getAction(MigrationsAction.class).getSteps())
                    .as(step)
                    .hasSize(2)
                    .allMatch(kept -> "failed".equals(kept.getOutcome()));
        }
    }

    @Test
    void nobodyIsAwayAfterAnEvacuationThatWasRefused() throws Exception {
        WorkflowRun run = run(
                Result.SUCCESS,
                "try { evacuateHost host: 'kvm-01', to: ['kvm-02'] } catch (refused) { echo refused.message }\n"
                        + "echo \"${returnVms().moves.size()} moves\"");
        jenkins.assertLogContains("No agent is named for kvm-01", run);
        jenkins.assertLogContains("No guest of kvm-01 is away", run);
        jenkins.assertLogContains("0 moves", run);
        run.reload();
        assertThat(run.getAction(MigrationsAction.class).getSteps())
                .singleElement()
                .matches(kept -> kept.isUntouched());
    }

    @Test
    void aBadValueIsToldInItsOwnWords() throws Exception {
        WorkflowRun run = run(Result.FAILURE, "liveMigrate vm: 'web-1', from: 'kvm-01', to: 'kvm-02', timeout: '30'");
        jenkins.assertLogContains("timeout: ", run);
        jenkins.assertLogNotContains("IllegalArgumentException", run);
    }
}
