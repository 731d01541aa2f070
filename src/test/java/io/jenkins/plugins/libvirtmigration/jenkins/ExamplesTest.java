package io.jenkins.plugins.libvirtmigration.jenkins;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.libvirtmigration.jenkins.freestyle.LiveMigrateBuilder;
import io.jenkins.plugins.libvirtmigration.jenkins.steps.AssertHostEmptyStep;
import io.jenkins.plugins.libvirtmigration.jenkins.steps.EvacuateHostStep;
import io.jenkins.plugins.libvirtmigration.jenkins.steps.LiveMigrateStep;
import io.jenkins.plugins.libvirtmigration.jenkins.steps.PrepareHypervisorStep;
import io.jenkins.plugins.libvirtmigration.jenkins.steps.ReturnVmsStep;
import io.jenkins.plugins.libvirtmigration.jenkins.steps.WithEvacuatedHostStep;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;

/** What the examples and the README give to a step is there. That they run is seen in a Jenkins. */
class ExamplesTest {
    private static final Map<String, Class<?>> STEPS = Map.of(
            "liveMigrate", LiveMigrateStep.class,
            "evacuateHost", EvacuateHostStep.class,
            "withEvacuatedHost", WithEvacuatedHostStep.class,
            "returnVms", ReturnVmsStep.class,
            "prepareHypervisor", PrepareHypervisorStep.class,
            "assertHostEmpty", AssertHostEmptyStep.class);

    /** A call goes on over lines that end in a comma. */
    private static final Pattern CALL = Pattern.compile(
            "\\b(" + String.join("|", STEPS.keySet()) + ")\\b[ (]+((?:\\w+: (?:[^\\n]*,\\n\\s*)?[^\\n]*)|[^\\n]*)");

    private static final Pattern NAMED = Pattern.compile("(?:^|[,(]\\s*)(\\w+): ");

    /** Of the repository: one of the two builds has sources that are linked from there. */
    private static Path root() throws IOException {
        return Path.of("src").toRealPath().getParent();
    }

    @Test
    void everyParameterOfACallIsOneOfItsStep() throws IOException {
        TreeSet<String> called = new TreeSet<>();
        for (Path file : pipelines()) {
            String text = Files.readString(file).replaceAll(",\\n\\s*", ", ").replaceAll("(?m)^\\s*//.*$", "");
            Matcher call = CALL.matcher(text);
            while (call.find()) {
                called.add(call.group(1));
                Matcher named = NAMED.matcher(call.group(2).replaceAll("'[^']*'", "''"));
                while (named.find()) {
                    assertThat(has(STEPS.get(call.group(1)), named.group(1)))
                            .as(file + ": " + call.group())
                            .isTrue();
                }
            }
        }
        assertThat(called)
                .contains("evacuateHost", "withEvacuatedHost", "returnVms", "prepareHypervisor", "liveMigrate");
    }

    @Test
    void theFreestyleJobHasTheFieldsOfItsStep() throws Exception {
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
        // Jenkins writes XML 1.1, which this parser reads too.
        NodeList builders = factory.newDocumentBuilder()
                .parse(root().resolve("examples/one-off-migration.xml").toFile())
                .getElementsByTagName(LiveMigrateBuilder.class.getName());
        assertThat(builders.getLength()).isEqualTo(1);
        NodeList move = ((Element) builders.item(0)).getElementsByTagName("move");
        for (Node field = move.item(0).getFirstChild(); field != null; field = field.getNextSibling()) {
            if (field instanceof Element element) {
                assertThat(has(LiveMigrateStep.class, element.getTagName()))
                        .as(element.getTagName())
                        .isTrue();
            }
        }
    }

    private static List<Path> pipelines() throws IOException {
        try (Stream<Path> files = Files.list(root().resolve("examples"))) {
            List<Path> found = files.filter(file -> file.toString().endsWith(".Jenkinsfile"))
                    .toList();
            assertThat(found).hasSize(4);
            return Stream.concat(
                            found.stream(),
                            Stream.of(
                                    root().resolve("README.md"),
                                    root().resolve("docs/jenkins.md"),
                                    root().resolve("lab/jenkins/evacuation.Jenkinsfile")))
                    .toList();
        }
    }

    private static boolean has(Class<?> step, String parameter) {
        String name = Character.toUpperCase(parameter.charAt(0)) + parameter.substring(1);
        return Arrays.stream(step.getMethods())
                .anyMatch(method -> method.getName().equals("get" + name)
                        || method.getName().equals("is" + name));
    }
}
