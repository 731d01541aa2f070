package io.jenkins.plugins.libvirtmigration.jenkins.report;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.FreeStyleBuild;
import hudson.model.FreeStyleProject;
import hudson.model.Item;
import hudson.model.Result;
import hudson.model.TaskListener;
import io.jenkins.plugins.libvirtmigration.report.Outcome;
import io.jenkins.plugins.libvirtmigration.report.ReportFile;
import jenkins.model.Jenkins;
import org.htmlunit.Page;
import org.htmlunit.WebResponse;
import org.htmlunit.html.DomElement;
import org.htmlunit.html.HtmlPage;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.FailureBuilder;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.MockAuthorizationStrategy;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** The pages in a running Jenkins, which enforces its content security policy in tests. */
@WithJenkins
class ReportJenkinsTest {
    private JenkinsRule jenkins;
    private FreeStyleProject job;

    @BeforeEach
    void aJob(JenkinsRule rule) throws Exception {
        jenkins = rule;
        job = rule.createFreeStyleProject("patch");
    }

    private FreeStyleBuild buildOf(String vm) throws Exception {
        FreeStyleBuild build = jenkins.buildAndAssertSuccess(job);
        StepReport step = MigrationsAction.of(build).begin("12", "evacuate", "Evacuate " + vm);
        step.store(ReportFile.json(Made.evacuation(
                Made.move(vm, Outcome.SUCCEEDED, 85L, 300L),
                Made.move("web-2", Outcome.FAILED, null, null).withUuid("5c1cd7a2-0001-4d0e-8a53-000000000002"))));
        step.finish(Outcome.FAILED);
        return build;
    }

    @Test
    void theNameOfAVmIsNeverMarkup() throws Exception {
        String evil = "<img id=evil src=x onerror=alert(1)>'\"${1+1}";
        FreeStyleBuild build = buildOf(evil);
        try (JenkinsRule.WebClient client = jenkins.createWebClient()) {
            for (String url : new String[] {
                "", "libvirt-migration/", "libvirt-migration/step/12/", "libvirt-migration/step/12/move/1/"
            }) {
                HtmlPage page = client.getPage(build, url);
                assertThat(page.getElementById("evil")).as(url).isNull();
                assertThat(page.asNormalizedText()).as(url).contains(evil);
            }
            assertThat(client.getPage(job).asNormalizedText()).doesNotContain("onerror");
        }
    }

    @Test
    void drawsWhoMovedWhen() throws Exception {
        FreeStyleBuild build = buildOf("web-1");
        try (JenkinsRule.WebClient client = jenkins.createWebClient()) {
            HtmlPage page = client.getPage(build, "libvirt-migration/");
            DomElement picture = page.getElementById("step-12-gantt-title");
            assertThat(picture.getTextContent()).isEqualTo("Moves over time, by slot");
            assertThat(page.getByXPath("//table[contains(@class,'sortable')]//th[@scope='row']"))
                    .hasSize(2);
        }
    }

    @Test
    void onlyThoseWhoMayReadTheBuildSeeItsReport() throws Exception {
        FreeStyleBuild build = buildOf("web-1");
        jenkins.jenkins.setSecurityRealm(jenkins.createDummySecurityRealm());
        jenkins.jenkins.setAuthorizationStrategy(new MockAuthorizationStrategy()
                .grant(Jenkins.READ)
                .everywhere()
                .toEveryone()
                .grant(Item.READ)
                .everywhere()
                .to("alice"));
        String[] urls = {
            "", "step/12/", "step/12/live", "step/12/report.json",
            "step/12/junit.xml", "step/12/report.html", "step/12/move/1/", "api/json"
        };
        for (String url : urls) {
            assertThat(status("bob", build, url)).as(url).isEqualTo(404);
            assertThat(status("alice", build, url)).as(url).isEqualTo(200);
        }
    }

    private int status(String user, FreeStyleBuild build, String url) throws Exception {
        try (JenkinsRule.WebClient client = jenkins.createWebClient()) {
            client.login(user);
            client.getOptions().setThrowExceptionOnFailingStatusCode(false);
            return client.goTo(build.getUrl() + "libvirt-migration/" + url, null)
                    .getWebResponse()
                    .getStatusCode();
        }
    }

    @Test
    void thePageOfTheEngineRunsNothing() throws Exception {
        FreeStyleBuild build = buildOf("web-1");
        try (JenkinsRule.WebClient client = jenkins.createWebClient()) {
            Page page = client.goTo(build.getUrl() + "libvirt-migration/step/12/report.html", "text/html");
            WebResponse response = page.getWebResponse();
            assertThat(response.getResponseHeaderValue("Content-Security-Policy"))
                    .startsWith("sandbox; default-src 'none'");
            assertThat(response.getResponseHeaderValue("X-Content-Type-Options"))
                    .isEqualTo("nosniff");
            WebResponse json = client.goTo(build.getUrl() + "libvirt-migration/step/12/report.json", "application/json")
                    .getWebResponse();
            assertThat(json.getResponseHeaderValue("Content-Disposition")).startsWith("attachment");
            assertThat(ReportFile.parse(json.getContentAsString(), "it").migrations())
                    .hasSize(2);
        }
    }

    @Test
    void programsReadTheSame() throws Exception {
        FreeStyleBuild build = buildOf("web-1");
        var action =
                jenkins.getJSON(build.getUrl() + "libvirt-migration/api/json").getJSONObject();
        var step = action.getJSONArray("steps").getJSONObject(0);
        assertThat(step.getString("outcome")).isEqualTo("failed");
        assertThat(step.getJSONObject("figures").getInt("moved")).isEqualTo(1);
        assertThat(step.has("moves")).isFalse();
        var deep = jenkins.getJSON(build.getUrl() + "libvirt-migration/step/12/api/json")
                .getJSONObject();
        var move = deep.getJSONArray("moves").getJSONObject(0);
        assertThat(move.getString("vm")).isEqualTo("web-1");
        assertThat(move.getInt("downtimeMillis")).isEqualTo(85);
        assertThat(deep.getJSONArray("moves")
                        .getJSONObject(1)
                        .get("downtimeMillis")
                        .toString())
                .isEqualTo("null");
    }

    @Test
    void aStepIsAmongTheArtefactsOfItsBuild() throws Exception {
        FreeStyleBuild build = buildOf("web-1");
        StepReport step = MigrationsAction.of(build).find("12");
        StepArtefacts.publish(step, build, TaskListener.NULL, build::getWorkspace, false);
        assertThat(build.getArtifacts())
                .extracting(artefact -> artefact.relativePath)
                .containsExactlyInAnyOrder("libvirt-migration/12/report.json", "libvirt-migration/12/junit.xml");
        assertThat(build.getWorkspace().child("libvirt-migration/12/junit.xml").readToString())
                .contains("web-1");
    }

    @Test
    void aJobWhoseBuildsAllFailHasItsTrend() throws Exception {
        job.getBuildersList().add(new FailureBuilder());
        for (int i = 0; i < 2; i++) {
            FreeStyleBuild build = jenkins.assertBuildStatus(Result.FAILURE, job.scheduleBuild2(0));
            StepReport step = MigrationsAction.of(build).begin("12", "evacuate", "Evacuate");
            step.store(ReportFile.json(Made.evacuation(Made.move("web-1", Outcome.SUCCEEDED, 85L, 300L))));
            step.finish(Outcome.FAILED);
        }
        // Builds that move nothing take nothing away.
        for (int i = 0; i < 6; i++) {
            jenkins.assertBuildStatus(Result.FAILURE, job.scheduleBuild2(0));
        }
        assertThat(job.getActions(JobMigrationsAction.class)).hasSize(1);
        try (JenkinsRule.WebClient client = jenkins.createWebClient()) {
            HtmlPage page = client.getPage(job, "libvirt-migration/");
            assertThat(page.getElementById("trend-title")).isNotNull();
            assertThat(page.asNormalizedText()).contains("#1", "#2", "85 ms");
            assertThat(client.getPage(job).getElementById("trend-title")).isNotNull();
        }
    }
}
