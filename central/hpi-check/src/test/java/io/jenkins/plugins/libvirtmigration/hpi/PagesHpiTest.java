package io.jenkins.plugins.libvirtmigration.hpi;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.Set;
import java.util.jar.JarFile;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

/** The views: what Jenkins' own InjectedTest checks in the canonical build, and that no page has a script of its own. */
class PagesHpiTest {
    private static final String ESCAPE = "<?jelly escape-by-default='true'?>";

    /** Tags that write what they are given as it is. */
    private static final Set<String> RAW = Set.of("j:out", "j:invokeStatic", "j:new", "x:copyOf");

    /** Attributes of Jenkins' own tags that are written as they are; a text of ours in them is permitted. */
    private static final String MARKUP = "tooltip|html.*|data-html-tooltip|description";

    @TempDir
    static Path folder;

    private static BuiltHpi hpi;

    @BeforeAll
    static void unpack() throws IOException {
        hpi = new BuiltHpi(folder);
    }

    @Test
    void hasTheDescriptionThatJenkinsAsksFor() throws IOException {
        assertThat(BuiltHpi.filesIn(hpi.ownJar())).contains("index.jelly");
    }

    @Test
    void everyViewEscapesAndHasNoScriptOfItsOwn() throws Exception {
        for (String name : BuiltHpi.filesIn(hpi.ownJar())) {
            if (name.endsWith(".jelly")) {
                String text = read(name);
                assertThat(text).as(name).startsWith(ESCAPE);
                checkElements(name, parse(text).getElementsByTagName("*"));
            }
        }
    }

    @Test
    void everyTextIsUtf8WithoutMistakes() throws IOException {
        for (String name : BuiltHpi.filesIn(hpi.ownJar())) {
            if (name.endsWith(".properties") && !name.startsWith("META-INF/")) {
                Properties properties = new Properties();
                properties.load(new StringReader(read(name)));
                long lines = read(name)
                        .lines()
                        .filter(line -> line.matches("[A-Za-z].*=.*"))
                        .count();
                assertThat(properties).as(name + ": each key once").hasSize((int) lines);
            }
        }
    }

    private static void checkElements(String name, NodeList elements) {
        for (int i = 0; i < elements.getLength(); i++) {
            Element element = (Element) elements.item(i);
            String where = name + ": " + element.getTagName();
            if (element.getTagName().equals("script")) {
                assertThat(element.hasAttribute("src")
                                || element.getAttribute("type").equals("application/json"))
                        .as(where)
                        .isTrue();
            }
            assertThat(element.getTagName()).as(where).isNotIn(RAW);
            for (int j = 0; j < element.getAttributes().getLength(); j++) {
                Node attribute = element.getAttributes().item(j);
                String value = attribute.getNodeValue();
                assertThat(attribute.getNodeName()).as(where).doesNotMatch("on[a-z]+|checkUrl|style|escapeText|srcdoc");
                assertThat(value.toLowerCase(Locale.ROOT)).as(where).doesNotContain("javascript:");
                if (attribute.getNodeName().matches(MARKUP)) {
                    assertThat(value)
                            .as(where + ": Jenkins takes it for markup")
                            .doesNotContainPattern("\\$\\{(?!%[^(}]*\\})");
                }
            }
        }
    }

    /** What a screen reader has to go by. */
    @Test
    void tablesPicturesAndSurfacesHaveNames() throws Exception {
        int tables = 0;
        for (String name : BuiltHpi.filesIn(hpi.ownJar())) {
            if (name.endsWith(".jelly")) {
                Document view = parse(read(name));
                for (Element table : elements(view, "table")) {
                    tables++;
                    assertThat(elements(table, "caption")).as(name).hasSize(1);
                    assertThat(elements(table, "th"))
                            .as(name)
                            .isNotEmpty()
                            .allSatisfy(head ->
                                    assertThat(head.getAttribute("scope")).isIn("col", "row"));
                }
                assertThat(elements(view, "svg"))
                        .as(name)
                        .allSatisfy(picture -> assertThat(
                                        picture.getAttribute("role") + " " + picture.getAttribute("aria-labelledby"))
                                .matches("img \\S+-title \\S+-desc"));
                assertThat(elements(view, "div"))
                        .as(name)
                        .filteredOn(div -> div.hasAttribute("tabindex"))
                        .allSatisfy(div -> assertThat(div.getAttribute("role") + ": " + div.getAttribute("aria-label"))
                                .matches("group: .+"));
                assertThat(elements(view, "section"))
                        .as(name)
                        .allSatisfy(section -> assertThat(section.hasAttribute("aria-labelledby")
                                        || !elements(section, "h1").isEmpty())
                                .isTrue());
            }
        }
        assertThat(tables).isGreaterThan(3);
    }

    private static List<Element> elements(Node in, String name) {
        NodeList found = in instanceof Document document
                ? document.getElementsByTagName(name)
                : ((Element) in).getElementsByTagName(name);
        return IntStream.range(0, found.getLength())
                .mapToObj(i -> (Element) found.item(i))
                .toList();
    }

    private static Document parse(String text) throws Exception {
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
        return factory.newDocumentBuilder().parse(new InputSource(new StringReader(text)));
    }

    private static String read(String name) throws IOException {
        try (JarFile jar = new JarFile(hpi.ownJar());
                InputStream in = jar.getInputStream(jar.getEntry(name))) {
            byte[] bytes = in.readAllBytes();
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        }
    }
}
