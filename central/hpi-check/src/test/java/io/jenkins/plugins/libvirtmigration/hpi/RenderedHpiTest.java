package io.jenkins.plugins.libvirtmigration.hpi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.StringReader;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

/** Every view is compiled and run, those of reports with names and sentences that are attacks. */
class RenderedHpiTest {
    private static final String REPORT = "io/jenkins/plugins/libvirtmigration/jenkins/report/";
    private static final String ATTACK =
            "<script>alert(1)</script><img src=x onerror=alert(1)>'\"&lt;]]>--><!-- ${7*7777}";
    private static final Set<String> ADDRESSES = Set.of("href", "src", "action", "data-url");

    @TempDir
    static Path folder;

    private static BuiltHpi hpi;
    private static URLClassLoader plugin;
    private static HostileBuild over;
    private static HostileBuild underWay;

    @BeforeAll
    static void load() throws Exception {
        hpi = new BuiltHpi(folder.resolve("hpi"));
        plugin = hpi.open();
        over = new HostileBuild(plugin, folder.resolve("over"), false);
        underWay = new HostileBuild(plugin, folder.resolve("under-way"), true);
    }

    @AfterAll
    static void close() throws IOException {
        plugin.close();
    }

    private static Map<String, Object> it(Object it) {
        return new HashMap<>(Map.of("it", it));
    }

    private static Map<String, Object> job() throws ReflectiveOperationException {
        return it(Map.of(
                "job", Map.of("url", "job/patch/", "fullDisplayName", HostileBuild.EVIL),
                "builds", over.figures(),
                "picture", over.trend(),
                "displayName", HostileBuild.EVIL,
                "urlName", "libvirt-migration"));
    }

    /** @return views that show somebody else's words, and with what */
    private static Map<String, List<Map<String, Object>>> pages() throws ReflectiveOperationException {
        Map<String, Object> checks = it(over.step());
        checks.put("caption", HostileBuild.EVIL);
        checks.put("checks", List.of());
        return Map.of(
                "MigrationsAction/index.jelly", List.of(it(over.action()), it(underWay.action())),
                "MigrationsAction/summary.jelly", List.of(it(over.action()), it(underWay.action())),
                "StepReport/index.jelly", List.of(it(over.step()), it(underWay.step())),
                "StepReport/section.jelly", List.of(it(over.step()), it(underWay.step())),
                "StepReport/checks.jelly", List.of(checks),
                "MoveView/index.jelly", List.of(it(over.move())),
                "JobMigrationsAction/index.jelly", List.of(job()),
                "JobMigrationsAction/floatingBox.jelly", List.of(Map.of("action", job().get("it"))));
    }

    @Test
    void nothingThatSomebodyElseSaysBecomesMarkup() throws Exception {
        JellyViews views = new JellyViews(plugin, true);
        for (Map.Entry<String, List<Map<String, Object>>> page : pages().entrySet()) {
            for (Map<String, Object> variables : page.getValue()) {
                String text = views.render(REPORT + page.getKey(), variables);
                Document document = parse(text);
                check(page.getKey(), document);
                assertThat(words(document)).as(page.getKey()).anyMatch(word -> word.contains(ATTACK));
                assertThat(text).as(page.getKey()).doesNotContain("54439");
            }
        }
    }

    @Test
    void anAttackSucceedsWhereNothingIsEscaped() throws Exception {
        JellyViews careless = new JellyViews(plugin, false);
        String page = careless.render(REPORT + "MigrationsAction/summary.jelly", it(over.action()));
        assertThat(page).contains("<script>alert(1)</script>", "<img src=x onerror=alert(1)>");
        Document document = parse("<page><p><script>alert(1)</script></p></page>");
        assertThatThrownBy(() -> check("an attack", document)).isInstanceOf(AssertionError.class);
    }

    /** Forms, help for programs and descriptions: with nothing to show, or with what was entered. */
    @Test
    void everyOtherViewCompilesAndRuns() throws Exception {
        JellyViews views = new JellyViews(plugin, true);
        Set<String> seen = new TreeSet<>();
        for (String view : BuiltHpi.filesIn(hpi.ownJar())) {
            boolean page = view.startsWith(REPORT) && pages().containsKey(view.substring(REPORT.length()));
            if (view.endsWith(".jelly") && !page && !view.startsWith(REPORT + "tags/")) {
                check(view, parse(views.render(view, form(view))));
                seen.add(view);
            }
        }
        assertThat(seen).hasSizeGreaterThan(15);
    }

    private static Map<String, Object> form(String view) throws ClassNotFoundException {
        Map<String, Object> variables = new HashMap<>();
        variables.put("instance", new Entered());
        Map<String, Object> descriptor = new HashMap<>(Map.of("displayName", HostileBuild.EVIL));
        if (view.contains("/jenkins/steps/")) {
            String type = view.substring(0, view.lastIndexOf('/')).replace('/', '.');
            descriptor.put("clazz", plugin.loadClass(type));
        }
        variables.put("descriptor", descriptor);
        return variables;
    }

    /** Whatever field is asked for: somebody entered an attack. */
    private static final class Entered extends HashMap<String, Object> {
        private static final long serialVersionUID = 1;

        @Override
        public Object get(Object field) {
            return HostileBuild.EVIL;
        }
    }

    private static void check(String page, Document document) {
        Set<String> ids = new TreeSet<>();
        NodeList elements = document.getElementsByTagName("*");
        List<String> labels = new ArrayList<>();
        for (int i = 0; i < elements.getLength(); i++) {
            Element element = (Element) elements.item(i);
            assertThat(element.getTagName()).as(page).doesNotMatch("(?i)script|img|iframe|object|embed|style|base");
            for (int j = 0; j < element.getAttributes().getLength(); j++) {
                Node attribute = element.getAttributes().item(j);
                assertThat(attribute.getNodeName()).as(page).doesNotMatch("(?i)on.*|style|srcdoc");
                if (ADDRESSES.contains(attribute.getNodeName())) {
                    assertThat(attribute.getNodeValue()).as(page).matches("[A-Za-z0-9/#._-]*");
                }
            }
            if (element.hasAttribute("id")) {
                assertThat(ids.add(element.getAttribute("id")))
                        .as(page + ": one id each")
                        .isTrue();
            }
            labels.addAll(List.of(element.getAttribute("aria-labelledby").split(" ")));
        }
        labels.removeIf(String::isEmpty);
        assertThat(ids).as(page + ": what names something is there").containsAll(labels);
    }

    private static List<String> words(Document document) {
        List<String> words = new ArrayList<>();
        NodeList elements = document.getElementsByTagName("*");
        for (int i = 0; i < elements.getLength(); i++) {
            words.add(elements.item(i).getTextContent());
            for (int j = 0; j < elements.item(i).getAttributes().getLength(); j++) {
                words.add(elements.item(i).getAttributes().item(j).getNodeValue());
            }
        }
        return words;
    }

    private static Document parse(String text) throws Exception {
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
        try {
            return factory.newDocumentBuilder().parse(new InputSource(new StringReader(text)));
        } catch (SAXException e) {
            throw new AssertionError(e.getMessage() + "\n" + text, e);
        }
    }
}
