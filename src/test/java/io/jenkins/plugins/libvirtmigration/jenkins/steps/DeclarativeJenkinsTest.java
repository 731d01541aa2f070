package io.jenkins.plugins.libvirtmigration.jenkins.steps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hudson.model.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jenkinsci.plugins.pipeline.modeldefinition.generator.DirectiveGenerator;
import org.jenkinsci.plugins.pipeline.modeldefinition.generator.OptionsDirective;
import org.jenkinsci.plugins.pipeline.modeldefinition.parser.Converter;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.cps.SnippetizerTester;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** In a Declarative Pipeline, which looks at each step's parameters and their types before anything runs. */
@WithJenkins
class DeclarativeJenkinsTest {
    private static final Path EXAMPLES = Path.of("examples");

    private static List<String> declarativeExamples() throws IOException {
        try (Stream<Path> files = Files.list(EXAMPLES)) {
            List<String> texts = files.filter(file -> file.toString().endsWith(".Jenkinsfile"))
                    .map(DeclarativeJenkinsTest::read)
                    .filter(text -> text.contains("pipeline {"))
                    .toList();
            assertThat(texts).hasSizeGreaterThan(1);
            return texts;
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Test
    void everyDeclarativeExampleIsValid(JenkinsRule jenkins) throws Exception {
        for (String text : declarativeExamples()) {
            assertThat(Converter.scriptToPipelineDef(text)).as(text).isNotNull();
        }
        Path ofTheLab = Path.of("lab/jenkins/evacuation.Jenkinsfile");
        assertThat(Converter.scriptToPipelineDef(read(ofTheLab))).isNotNull();
    }

    @Test
    void aParameterThatIsNoneIsRefused(JenkinsRule jenkins) {
        String text = "pipeline { agent any; stages { stage('x') { steps { "
                + "evacuateHost host: 'kvm-01', toLable: 'production' } } } }";
        assertThatThrownBy(() -> Converter.scriptToPipelineDef(text)).hasMessageContaining("toLable");
    }

    /** The page of the Directive Generator. */
    private static final class Generator extends SnippetizerTester {
        Generator(JenkinsRule jenkins) {
            super(jenkins);
        }

        void assertGenerates(String form, String directive) throws Exception {
            assertGenerateSnippet(DirectiveGenerator.GENERATE_URL, form, directive, null);
        }
    }

    /** A step around others can stand around all stages; the Directive Generator writes that down, and it is valid. */
    @Test
    void theDirectiveGeneratorWritesTheStepAroundAllStages(JenkinsRule jenkins) throws Exception {
        WithEvacuatedHostStep around = new WithEvacuatedHostStep("kvm-01");
        around.setToLabel("production");
        String directive = new OptionsDirective(List.of(around)).toGroovy(true);
        assertThat(directive).contains("withEvacuatedHost(host: 'kvm-01', toLabel: 'production')");

        String form =
                "{'stapler-class': '%1$s', '$class': '%1$s', 'options': [{'stapler-class': '%2$s', '$class': '%2$s',"
                        + " 'host': 'kvm-01', 'toLabel': 'production'}]}";
        new Generator(jenkins)
                .assertGenerates(
                        String.format(form, OptionsDirective.class.getName(), WithEvacuatedHostStep.class.getName())
                                .replace('\'', '"'),
                        directive);
        assertThat(Converter.scriptToPipelineDef("pipeline {\nagent any\n" + directive
                        + "\nstages { stage('x') { steps { echo 'patch' } } }\n}"))
                .isNotNull();
    }

    @Test
    void failsItsStageInPlainWordsAndRunsNoneAfterIt(JenkinsRule jenkins) throws Exception {
        WorkflowJob job = jenkins.createProject(WorkflowJob.class);
        job.setDefinition(new CpsFlowDefinition("""
                pipeline {
                    agent any
                    stages {
                        stage('Evacuate') { steps { evacuateHost host: 'kvm-09', to: ['kvm-02'] } }
                        stage('Reboot') { steps { echo 'now it is switched off' } }
                    }
                }
                """, true));
        WorkflowRun run = jenkins.assertBuildStatus(Result.FAILURE, job.scheduleBuild2(0));
        assertThat(JenkinsRule.getLog(run))
                .contains("The inventory has no hypervisor named \"kvm-09\"")
                .doesNotContain("now it is switched off", "\tat ");
    }
}
