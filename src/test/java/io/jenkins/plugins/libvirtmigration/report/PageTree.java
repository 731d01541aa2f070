package io.jenkins.plugins.libvirtmigration.report;

import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

/** A page as an XML parser reads it, which fails where something is not well formed. */
final class PageTree {
    private final Element root;

    private PageTree(Element root) {
        this.root = root;
    }

    static PageTree of(Report report) {
        return of(ReportPage.html(report));
    }

    static PageTree of(String html) {
        try {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
            factory.setFeature("http://xml.org/sax/features/external-general-entities", false);
            factory.setExpandEntityReferences(false);
            return new PageTree(factory.newDocumentBuilder()
                    .parse(new InputSource(new StringReader(html)))
                    .getDocumentElement());
        } catch (ParserConfigurationException | SAXException | IOException e) {
            throw new AssertionError("not well formed: " + e.getMessage() + "\n" + html, e);
        }
    }

    /** Every element in the order of the text. */
    List<Element> elements() {
        return stream(root).toList();
    }

    List<Element> elements(String name) {
        return elements(element -> element.getTagName().equals(name));
    }

    List<Element> elements(Predicate<Element> wanted) {
        return stream(root).filter(wanted).toList();
    }

    List<String> texts(String name) {
        return elements(name).stream().map(PageTree::text).toList();
    }

    /** With every run of white space as one space. */
    static String text(Node node) {
        return node.getTextContent().replaceAll("\\s+", " ").strip();
    }

    String text() {
        return text(root.getElementsByTagName("body").item(0));
    }

    /** The cells of every row of the table with that caption, the headings first. */
    List<List<String>> table(String caption) {
        Element table = elements("table").stream()
                .filter(each ->
                        text(each.getElementsByTagName("caption").item(0)).equals(caption))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no table \"" + caption + "\" among " + texts("caption")));
        List<List<String>> rows = new ArrayList<>();
        children(table.getElementsByTagName("tr"))
                .forEach(row -> rows.add(
                        children(row.getChildNodes()).map(PageTree::text).toList()));
        return rows;
    }

    private static Stream<Element> stream(Element element) {
        return Stream.concat(
                Stream.of(element), children(element.getChildNodes()).flatMap(PageTree::stream));
    }

    private static Stream<Element> children(NodeList nodes) {
        return IntStream.range(0, nodes.getLength())
                .mapToObj(nodes::item)
                .filter(Element.class::isInstance)
                .map(Element.class::cast);
    }
}
