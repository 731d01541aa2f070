package io.jenkins.plugins.libvirtmigration.jenkins.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.Launcher;
import hudson.model.AbstractBuild;
import hudson.model.BuildListener;
import hudson.model.FreeStyleBuild;
import hudson.model.FreeStyleProject;
import hudson.model.Item;
import hudson.model.Result;
import hudson.model.User;
import hudson.security.Permission;
import java.io.IOException;
import jenkins.model.Jenkins;
import jenkins.security.QueueItemAuthenticatorConfiguration;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.MockAuthorizationStrategy;
import org.jvnet.hudson.test.MockFolder;
import org.jvnet.hudson.test.MockQueueItemAuthenticator;
import org.jvnet.hudson.test.TestBuilder;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

@WithJenkins
class PermittedJenkinsTest {
    private JenkinsRule jenkins;
    private MockFolder folder;

    @BeforeEach
    void secure(JenkinsRule rule) throws Exception {
        jenkins = rule;
        folder = jenkins.createFolder("ops");
        jenkins.jenkins.setSecurityRealm(jenkins.createDummySecurityRealm());
        jenkins.jenkins.setAuthorizationStrategy(new MockAuthorizationStrategy()
                .grant(Jenkins.READ, Item.READ, Item.BUILD, Item.CONFIGURE, hudson.model.Computer.BUILD)
                .everywhere()
                .to("mover", "builder")
                .grant(LibvirtPermissions.EVACUATE)
                .onFolders(folder)
                .to("mover"));
    }

    private FreeStyleBuild build(String user, Permission permission, Result expected) throws Exception {
        FreeStyleProject project = folder.createProject(FreeStyleProject.class, "job-" + user + "-" + permission.name);
        project.getBuildersList().add(new TestBuilder() {
            @Override
            public boolean perform(AbstractBuild<?, ?> build, Launcher launcher, BuildListener listener)
                    throws IOException {
                Permitted.check(build, permission);
                return true;
            }
        });
        runAs(user, project);
        return jenkins.buildAndAssertStatus(expected, project);
    }

    private static void runAs(String user, Item job) throws IOException {
        if (user != null) {
            QueueItemAuthenticatorConfiguration.get()
                    .getAuthenticators()
                    .replace(new MockQueueItemAuthenticator()
                            .authenticate(
                                    job.getFullName(), User.getById(user, true).impersonate2()));
        }
    }

    /** Its steps are not run by the thread of its build, which has ended by then. */
    private WorkflowRun pipeline(String user, String step) throws Exception {
        WorkflowJob job = folder.createProject(WorkflowJob.class, "pipeline-" + user);
        job.setDefinition(new CpsFlowDefinition("sleep 1\n" + step, true));
        runAs(user, job);
        return jenkins.assertBuildStatus(Result.FAILURE, job.scheduleBuild2(0));
    }

    @Test
    void aPipelineIsAskedForTheRightsOfWhomItRunsAs() throws Exception {
        WorkflowRun refused = pipeline("builder", "liveMigrate vm: 'web-1', from: 'kvm-01', to: 'kvm-02'");
        assertThat(JenkinsRule.getLog(refused))
                .contains("runs as builder", "Libvirt Migration/Migrate")
                .doesNotContain("\tat ");
        // The right is there: it is the inventory that has no such host.
        WorkflowRun permitted = pipeline("mover", "liveMigrate vm: 'web-1', from: 'kvm-01', to: 'kvm-02'");
        assertThat(JenkinsRule.getLog(permitted))
                .contains("The inventory has no hypervisor named \"kvm-01\"")
                .doesNotContain("runs as mover");
    }

    @Test
    void aPipelineOfSystemIsNotAsked() throws Exception {
        assertThat(JenkinsRule.getLog(pipeline(null, "prepareHypervisor 'kvm-01'")))
                .contains("The inventory has no hypervisor named \"kvm-01\"");
    }

    @Test
    void aBuildOfSystemMayDoEverything() throws Exception {
        build(null, LibvirtPermissions.EVACUATE, Result.SUCCESS);
        build(null, LibvirtPermissions.PREPARE, Result.SUCCESS);
    }

    @Test
    void whoMayEmptyAHostMayMoveAGuestAndNotPrepareAHost() throws Exception {
        build("mover", LibvirtPermissions.EVACUATE, Result.SUCCESS);
        build("mover", LibvirtPermissions.MIGRATE, Result.SUCCESS);
        build("mover", LibvirtPermissions.PREPARE, Result.FAILURE);
    }

    @Test
    void theRightToBuildAndToConfigureIsNotEnough() throws Exception {
        FreeStyleBuild refused = build("builder", LibvirtPermissions.MIGRATE, Result.FAILURE);
        assertThat(JenkinsRule.getLog(refused))
                .contains("runs as builder", "Libvirt Migration/Migrate")
                .doesNotContain("\tat ");
    }
}
