package io.jenkins.plugins.libvirtmigration.jenkins.steps;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.util.ListBoxModel;
import java.beans.Introspector;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jenkinsci.plugins.workflow.cps.Snippetizer;
import org.jenkinsci.plugins.workflow.cps.SnippetizerTester;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.jenkinsci.plugins.workflow.steps.StepConfigTester;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;
import org.kohsuke.stapler.DataBoundSetter;

/** Each step with every parameter that it has set to something else than its default: none is lost in a form. */
@WithJenkins
class AllParametersJenkinsTest {

    private static List<Step> steps() throws Exception {
        List<Step> steps = List.of(
                new LiveMigrateStep("web-1", "kvm-01", "kvm-02"),
                new EvacuateHostStep("kvm-01"),
                new WithEvacuatedHostStep("kvm-01"),
                new ReturnVmsStep(),
                new AssertHostEmptyStep("kvm-01"),
                new PrepareHypervisorStep("kvm-01"));
        for (Step step : steps) {
            for (Method setter : setters(step)) {
                setter.invoke(step, otherThanDefault(step, setter));
            }
        }
        return steps;
    }

    private static List<Method> setters(Step step) {
        return Arrays.stream(step.getClass().getMethods())
                .filter(method -> method.isAnnotationPresent(DataBoundSetter.class))
                .toList();
    }

    private static Object otherThanDefault(Step step, Method setter) throws Exception {
        String property = setter.getName().substring("set".length());
        Class<?> type = setter.getParameterTypes()[0];
        if (type == boolean.class) {
            return !(boolean) step.getClass().getMethod("is" + property).invoke(step);
        }
        if (type == int.class) {
            return 1 + (int) step.getClass().getMethod("get" + property).invoke(step);
        }
        if (type == List.class) {
            return List.of("first-" + property, "second-" + property);
        }
        assertThat(type).as(setter.toString()).isEqualTo(String.class);
        return choice(step, property);
    }

    /** The last word where the form has a list of them. */
    private static String choice(Step step, String property) throws Exception {
        Object form = step.getDescriptor();
        for (Method method : form.getClass().getMethods()) {
            if (method.getName().equals("doFill" + property + "Items")
                    && method.getReturnType() == ListBoxModel.class) {
                ListBoxModel words = (ListBoxModel) method.invoke(form);
                return words.get(words.size() - 1).value;
            }
        }
        return "of " + property + " 'quoted'";
    }

    private static List<String> names(Step step) {
        return setters(step).stream()
                .map(setter -> Introspector.decapitalize(setter.getName().substring("set".length())))
                .toList();
    }

    @Test
    void theFormKeepsEachOfThem(JenkinsRule jenkins) throws Exception {
        StepConfigTester forms = new StepConfigTester(jenkins);
        for (Step step : steps()) {
            jenkins.assertEqualDataBoundBeans(step, forms.configRoundTrip(step));
        }
    }

    @Test
    void theSnippetNamesEachOfThem(JenkinsRule jenkins) throws Exception {
        SnippetizerTester snippets = new SnippetizerTester(jenkins);
        for (Step step : steps()) {
            String snippet = Snippetizer.object2Groovy(step);
            assertThat(names(step)).allSatisfy(name -> assertThat(snippet).contains(name + ": "));
            snippets.assertRoundTrip(step, snippet);
        }
    }

    /** The generated reference of steps, which jenkins.io shows, describes each parameter. */
    @Test
    void theReferenceDescribesEachOfThem(JenkinsRule jenkins) throws Exception {
        for (Step step : steps()) {
            SnippetizerTester.assertDocGeneration(step.getClass());
        }
        TreeSet<String> all = new TreeSet<>(
                steps().stream().flatMap(step -> names(step).stream()).toList());
        assertThat(all)
                .containsAll(
                        Stream.of("maxDowntime", "probes", "postcopy", "apply").toList());
    }
}
