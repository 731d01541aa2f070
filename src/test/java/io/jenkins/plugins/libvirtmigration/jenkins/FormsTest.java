package io.jenkins.plugins.libvirtmigration.jenkins;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** The forms, looked at as files: each field is explained, and who reads German reads all of it in German. */
class FormsTest {
    private static final Path RESOURCES = Path.of("src/main/resources");
    private static final Path VIEWS = RESOURCES.resolve("io/jenkins/plugins/libvirtmigration/jenkins");
    private static final Pattern TRANSLATED = Pattern.compile("\\$\\{%([^}]+)\\}");
    private static final Pattern PLACE = Pattern.compile("\\{[0-9]\\}");

    @Test
    void everyFieldHasHelp() throws Exception {
        for (Path form : files(".*\\.jelly")) {
            for (String field : fields(form)) {
                assertThat(form.resolveSibling("help-" + field + ".html")).exists();
            }
        }
    }

    @Test
    void everyHelpIsOfAField() throws Exception {
        for (Path help : files("help-.*(?<!_de)\\.html")) {
            String field = help.getFileName().toString().replaceFirst("help-(.*)\\.html", "$1");
            Set<String> fields = new TreeSet<>();
            try (var beside = Files.newDirectoryStream(help.getParent(), "*.jelly")) {
                for (Path form : beside) {
                    fields.addAll(fields(form));
                }
            }
            assertThat(fields).as(help.toString()).contains(field);
        }
    }

    @Test
    void everyHelpIsWellFormedAndInADivOfItsOwn() throws Exception {
        for (Path help : files("help.*\\.html")) {
            String text = Files.readString(help)
                    .replace("&bdquo;", "\u201e")
                    .replace("&ldquo;", "\u201c")
                    .replace("&quot;", "\"");
            Document document = parse(text);
            assertThat(document.getDocumentElement().getTagName())
                    .as(help.toString())
                    .isEqualTo("div");
            NodeList elements = document.getElementsByTagName("*");
            for (int i = 0; i < elements.getLength(); i++) {
                assertThat(elements.item(i).getNodeName())
                        .as(help.toString())
                        .isIn("div", "p", "code", "ul", "ol", "li", "a", "pre", "strong", "em");
            }
        }
    }

    /** A package that begins to speak German goes on to the end. */
    @Test
    void everyTextIsThereInGermanWhereOneIs() throws Exception {
        for (Path german : files("Messages_de\\.properties")) {
            Properties translated = read(german);
            Properties english = read(german.resolveSibling("Messages.properties"));
            assertThat(translated.stringPropertyNames()).as(german.toString()).isEqualTo(english.stringPropertyNames());
            for (String key : english.stringPropertyNames()) {
                assertThat(places(translated.getProperty(key))).as(key).isEqualTo(places(english.getProperty(key)));
                assertThat(translated.getProperty(key)).as(key).doesNotMatch("(?s).*(?<!')'(?!').*");
                assertThat(english.getProperty(key)).as(key).doesNotMatch("(?s).*(?<!')'(?!').*");
            }
            try (var beside = Files.walk(german.getParent())) {
                for (Path file : beside.toList()) {
                    String name = file.getFileName().toString();
                    if (name.matches("help.*(?<!_de)\\.html")) {
                        assertThat(file.resolveSibling(name.replace(".html", "_de.html")))
                                .exists();
                    } else if (name.endsWith(".jelly") && !translated(file).isEmpty()) {
                        Properties texts = read(file.resolveSibling(name.replace(".jelly", "_de.properties")));
                        assertThat(texts.stringPropertyNames())
                                .as(file.toString())
                                .isEqualTo(translated(file));
                    }
                }
            }
        }
    }

    private static List<Path> files(String name) throws IOException {
        try (var all = Files.walk(VIEWS)) {
            List<Path> found = all.filter(file -> file.getFileName().toString().matches(name))
                    .toList();
            assertThat(found).as(name).isNotEmpty();
            return found;
        }
    }

    /** The names that entries bind; an entry without one is only a heading. */
    private static Set<String> fields(Path form) throws Exception {
        NodeList elements = parse(Files.readString(form)).getElementsByTagName("*");
        Set<String> fields = new TreeSet<>();
        for (int i = 0; i < elements.getLength(); i++) {
            Element element = (Element) elements.item(i);
            if (element.getTagName().equals("f:entry") && element.hasAttribute("field")) {
                fields.add(element.getAttribute("field"));
            }
        }
        return fields;
    }

    private static Set<String> translated(Path view) throws IOException {
        Set<String> texts = new TreeSet<>();
        Matcher matcher = TRANSLATED.matcher(Files.readString(view));
        while (matcher.find()) {
            texts.add(matcher.group(1).replaceFirst("\\(.*", ""));
        }
        return texts;
    }

    private static List<String> places(String message) {
        List<String> places = new ArrayList<>();
        Matcher matcher = PLACE.matcher(message);
        while (matcher.find()) {
            places.add(matcher.group());
        }
        return places.stream().sorted().toList();
    }

    private static Properties read(Path file) throws IOException {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            properties.load(reader);
        }
        return properties;
    }

    private static Document parse(String text) throws Exception {
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
        return factory.newDocumentBuilder().parse(new org.xml.sax.InputSource(new java.io.StringReader(text)));
    }
}
