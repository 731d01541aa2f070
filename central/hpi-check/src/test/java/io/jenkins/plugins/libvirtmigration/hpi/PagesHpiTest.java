package io.jenkins.plugins.libvirtmigration.hpi;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Properties;
import java.util.jar.JarFile;
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
            for (int j = 0; j < element.getAttributes().getLength(); j++) {
                Node attribute = element.getAttributes().item(j);
                assertThat(attribute.getNodeName()).as(where).doesNotMatch("on[a-z]+|checkUrl|style");
            }
        }
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
