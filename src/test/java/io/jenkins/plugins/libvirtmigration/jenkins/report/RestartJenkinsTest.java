package io.jenkins.plugins.libvirtmigration.jenkins.report;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.FreeStyleBuild;
import hudson.model.FreeStyleProject;
import hudson.model.Run;
import io.jenkins.plugins.libvirtmigration.report.Outcome;
import io.jenkins.plugins.libvirtmigration.report.ReportFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.jvnet.hudson.test.junit.jupiter.JenkinsSessionExtension;

/** What a build keeps when Jenkins restarts, and what an older version of the plugin wrote. */
class RestartJenkinsTest {
    @RegisterExtension
    final JenkinsSessionExtension session = new JenkinsSessionExtension();

    @Test
    void reportsSurviveARestart() throws Throwable {
        session.then(jenkins -> {
            FreeStyleProject job = jenkins.createFreeStyleProject("patch");
            FreeStyleBuild build = jenkins.buildAndAssertSuccess(job);
            MigrationsAction action = MigrationsAction.of(build);
            StepReport over = action.begin("12", "migrate", "Move web-1");
            over.store(ReportFile.json(Made.evacuation(Made.move("web-1", Outcome.SUCCEEDED, 85L, 300L))));
            over.finish(Outcome.SUCCEEDED);
            action.begin("13", "migrate", "Move web-2");
        });
        session.then(jenkins -> {
            Run<?, ?> build = jenkins.jenkins
                    .getItemByFullName("patch", FreeStyleProject.class)
                    .getLastBuild();
            MigrationsAction action = MigrationsAction.of(build);
            assertThat(action.getSteps()).extracting(StepReport::getId).containsExactly("12", "13");
            StepReport over = action.find("12");
            assertThat(over.getOutcome()).isEqualTo("succeeded");
            assertThat(over.getFigures().getLongestDowntimeMillis()).isEqualTo(85);
            assertThat(over.report().orElseThrow().migrations()).hasSize(1);
            StepReport unfinished = action.begin("13", "migrate", "Move web-2");
            assertThat(unfinished.isUnderWay()).isFalse();
            unfinished.finish(Outcome.ABORTED);
            assertThat(action.getSteps()).hasSize(2);
        });
    }

    /** Fields that a later version added are missing; nothing else may be lost for that. */
    @Test
    void readsWhatAnOlderVersionWrote() {
        String name = MigrationsAction.class.getName();
        MigrationsAction action = (MigrationsAction) Run.XSTREAM2.fromXML("<" + name + "><steps><"
                + StepReport.class.getName() + "><id>7</id><kind>migrate</kind></" + StepReport.class.getName() + "><"
                + StepReport.class.getName() + "><id>../../x</id></" + StepReport.class.getName() + "></steps></" + name
                + ">");
        assertThat(action.getSteps()).extracting(StepReport::getId).containsExactly("7");
        assertThat(action.find("7").getTitle()).isEmpty();
        assertThat(action.find("7").getFigures().getAll()).isZero();
        assertThat(((MigrationsAction) Run.XSTREAM2.fromXML("<" + name + "/>")).getSteps())
                .isEmpty();
    }
}
