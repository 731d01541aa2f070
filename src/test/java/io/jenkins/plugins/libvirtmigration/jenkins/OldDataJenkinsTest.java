package io.jenkins.plugins.libvirtmigration.jenkins;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.ExtensionList;
import hudson.diagnosis.OldDataMonitor;
import hudson.model.FreeStyleProject;
import io.jenkins.plugins.libvirtmigration.evacuation.plan.Limits;
import io.jenkins.plugins.libvirtmigration.jenkins.freestyle.EvacuateHostBuilder;
import io.jenkins.plugins.libvirtmigration.jenkins.freestyle.LiveMigrateBuilder;
import io.jenkins.plugins.libvirtmigration.jenkins.inventory.InventoryHost;
import io.jenkins.plugins.libvirtmigration.jenkins.inventory.LibvirtInventory;
import io.jenkins.plugins.libvirtmigration.jenkins.report.MigrationsAction;
import io.jenkins.plugins.libvirtmigration.jenkins.report.StepReport;
import io.jenkins.plugins.libvirtmigration.jenkins.steps.EvacuateHostStep;
import io.jenkins.plugins.libvirtmigration.jenkins.steps.LiveMigrateStep;
import org.htmlunit.html.HtmlPage;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;
import org.jvnet.hudson.test.recipes.LocalData;

/** A Jenkins home as the first version of the plugin wrote it, with only the fields that it had. */
@WithJenkins
class OldDataJenkinsTest {

    @Test
    @LocalData
    void allOfItIsRead(JenkinsRule jenkins) throws Exception {
        LibvirtInventory inventory = LibvirtInventory.get();
        InventoryHost host = inventory.require("kvm-01");
        assertThat(host.getAddress()).isEqualTo("192.0.2.11");
        assertThat(host.getPort()).isEqualTo(22);
        assertThat(host.getHostKey()).isEmpty();
        assertThat(host.getAllowedJobs()).isEmpty();
        assertThat(inventory.limits()).isEqualTo(Limits.DEFAULT);

        FreeStyleProject job = jenkins.jenkins.getItemByFullName("patch", FreeStyleProject.class);
        LiveMigrateBuilder move = job.getBuildersList().get(LiveMigrateBuilder.class);
        jenkins.assertEqualDataBoundBeans(new LiveMigrateStep("web-1", "kvm-01", "kvm-02"), move.getMove());
        EvacuateHostBuilder evacuation = job.getBuildersList().get(EvacuateHostBuilder.class);
        jenkins.assertEqualDataBoundBeans(new EvacuateHostStep("kvm-01"), evacuation.getEvacuation());
        assertThat(evacuation.isBringHome()).isFalse();

        MigrationsAction action = job.getBuildByNumber(1).getAction(MigrationsAction.class);
        assertThat(action.getSteps()).extracting(StepReport::getId).containsExactly("7");
        assertThat(action.getSteps().get(0).getFigures().getAll()).isZero();
        assertThat(ExtensionList.lookupSingleton(OldDataMonitor.class).getData())
                .isEmpty();
    }

    @Test
    @LocalData("allOfItIsRead")
    void itsPagesAndFormsOpen(JenkinsRule jenkins) throws Exception {
        FreeStyleProject job = jenkins.jenkins.getItemByFullName("patch", FreeStyleProject.class);
        try (JenkinsRule.WebClient client = jenkins.createWebClient()) {
            HtmlPage page = client.getPage(job.getBuildByNumber(1), "libvirt-migration/");
            assertThat(page.getWebResponse().getStatusCode()).isEqualTo(200);
            jenkins.submit(client.getPage(job, "configure").getFormByName("config"));
        }
        LiveMigrateBuilder kept = jenkins.jenkins
                .getItemByFullName("patch", FreeStyleProject.class)
                .getBuildersList()
                .get(LiveMigrateBuilder.class);
        assertThat(kept.getMove().getVm()).isEqualTo("web-1");
    }
}
