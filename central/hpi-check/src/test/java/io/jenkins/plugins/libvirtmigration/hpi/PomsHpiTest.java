package io.jenkins.plugins.libvirtmigration.hpi;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/** The canonical pom.xml cannot be run here: at least it must say the same as the pom that can. */
class PomsHpiTest {
    private final Element canonical = read("pom.xml");
    private final Element central = read("central/pom.xml");
    private final Element plugin = read("central/plugin/pom.xml");

    @Test
    void agreeOnTheVersionsThatBothName() {
        Map<String, String> own = properties(canonical);
        own.put(
                "jenkins.version",
                own.get("jenkins.version").replace("${jenkins.baseline}", own.get("jenkins.baseline")));
        Map<String, String> others = properties(central);
        Set<String> shared = new TreeSet<>(own.keySet());
        shared.retainAll(others.keySet());
        assertThat(shared)
                .contains("jenkins.version", "libvirt.version", "sshj.version", "picocli.version", "jqwik.version");
        assertThat(shared)
                .allSatisfy(name -> assertThat(others.get(name)).as(name).isEqualTo(own.get(name)));
    }

    @Test
    void describeTheSamePlugin() {
        for (String name : List.of("groupId", "artifactId", "name")) {
            Element here = name.equals("groupId") ? central : plugin;
            assertThat(text(here, name)).as(name).isEqualTo(text(canonical, name));
        }
        assertThat(text(plugin, "url"))
                .isEqualTo(text(canonical, "url").replace("${project.artifactId}", text(canonical, "artifactId")));
    }

    @Test
    void dependOnTheSamePlugins() {
        Set<String> canonicalPlugins = new TreeSet<>();
        for (Element dependency : dependencies(canonical)) {
            if (text(dependency, "groupId").startsWith("org.jenkins-ci.plugins")
                    && text(dependency, "scope").isEmpty()) {
                canonicalPlugins.add(text(dependency, "artifactId"));
            }
        }
        Set<String> centralPlugins = new TreeSet<>();
        for (String dependency : properties(central).get("plugin-dependencies").split(",")) {
            centralPlugins.add(dependency.substring(0, dependency.indexOf(':')));
        }
        assertThat(centralPlugins).isEqualTo(canonicalPlugins);
    }

    /** The tests that want a Jenkins are not compiled here, so nobody else would miss a jar that they need. */
    @Test
    void theCanonicalBuildHasWhatTheHarnessTestsImport() throws IOException {
        Map<String, String> jars = Map.of(
                "org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition", "workflow-cps",
                "org.jenkinsci.plugins.workflow.cps.SnippetizerTester", "workflow-cps:tests",
                "org.jenkinsci.plugins.workflow.job.WorkflowJob", "workflow-job",
                "org.jenkinsci.plugins.workflow.steps.StepConfigTester", "workflow-step-api:tests",
                "org.jenkinsci.plugins.workflow.test.steps.SemaphoreStep", "workflow-support:tests",
                "org.jenkinsci.plugins.pipeline.modeldefinition.parser.Converter", "pipeline-model-definition",
                "io.jenkins.plugins.casc.ConfigurationAsCode", "configuration-as-code");
        Set<String> had = new TreeSet<>();
        for (Element dependency : dependencies(canonical)) {
            String classifier = text(dependency, "classifier");
            had.add(text(dependency, "artifactId") + (classifier.isEmpty() ? "" : ":" + classifier));
        }
        Set<String> wanted = new TreeSet<>();
        for (String imported : importsOfHarnessTests()) {
            if (jars.containsKey(imported)) {
                wanted.add(jars.get(imported));
            }
        }
        assertThat(wanted).contains("workflow-cps:tests", "workflow-step-api:tests");
        assertThat(had).containsAll(wanted);
    }

    private static Set<String> importsOfHarnessTests() throws IOException {
        Set<String> imports = new TreeSet<>();
        try (Stream<Path> files = Files.walk(Path.of(System.getProperty("root"), "src/test/java"))) {
            for (Path file : files.filter(path -> path.toString().endsWith("JenkinsTest.java"))
                    .toList()) {
                Files.readString(file)
                        .lines()
                        .filter(line -> line.startsWith("import ") && !line.startsWith("import static"))
                        .forEach(line -> imports.add(line.substring("import ".length(), line.length() - 1)));
            }
        }
        return imports;
    }

    /** The canonical build fails where the list of packed libraries differs; this one copies by the same names. */
    @Test
    void packTheSameLibraries() {
        Set<String> central = new TreeSet<>();
        for (String name : BuiltHpi.file()
                .getParentFile()
                .toPath()
                .resolve("hpi/WEB-INF/lib")
                .toFile()
                .list()) {
            if (!name.equals(BuiltHpi.OWN_JAR)) {
                central.add(name.replaceFirst("-[0-9.]+\\.jar$", ""));
            }
        }
        assertThat(properties(canonical).get("hpi.bundledArtifacts")).isEqualTo(String.join(",", central));
    }

    private static Element read(String path) {
        try {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            return factory.newDocumentBuilder()
                    .parse(new File(System.getProperty("root"), path))
                    .getDocumentElement();
        } catch (Exception e) {
            throw new IllegalStateException("Cannot read " + path, e);
        }
    }

    private static List<Element> children(Element parent) {
        List<Element> elements = new ArrayList<>();
        for (Node node = parent.getFirstChild(); node != null; node = node.getNextSibling()) {
            if (node instanceof Element element) {
                elements.add(element);
            }
        }
        return elements;
    }

    private static Element child(Element parent, String name) {
        return children(parent).stream()
                .filter(element -> element.getTagName().equals(name))
                .findFirst()
                .orElse(null);
    }

    private static String text(Element parent, String name) {
        Element element = child(parent, name);
        return element == null ? "" : element.getTextContent().strip();
    }

    private static Map<String, String> properties(Element pom) {
        Map<String, String> properties = new HashMap<>();
        children(child(pom, "properties"))
                .forEach(element -> properties.put(
                        element.getTagName(), element.getTextContent().strip()));
        return properties;
    }

    private static List<Element> dependencies(Element pom) {
        return children(child(pom, "dependencies"));
    }
}
