package io.jenkins.plugins.libvirtmigration.domain;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/** An element of a parsed document: reads what is there and passes over what is not known. */
public record XmlElement(Element element) {

    /** The elements at the end of a path of names, for example {@code devices/disk}. */
    public List<XmlElement> all(String path) {
        List<XmlElement> found = List.of(this);
        for (String name : path.split("/")) {
            List<XmlElement> next = new ArrayList<>();
            found.forEach(parent -> next.addAll(parent.children(name)));
            found = next;
        }
        return found;
    }

    /** The first element at the end of a path. */
    public Optional<XmlElement> first(String path) {
        return all(path).stream().findFirst();
    }

    public boolean has(String path) {
        return first(path).isPresent();
    }

    /** An attribute's value; empty where it is missing or has no text. */
    public Optional<String> attribute(String name) {
        return Optional.of(element.getAttribute(name)).filter(value -> !value.isEmpty());
    }

    /** An attribute of the first element at a path. */
    public Optional<String> attribute(String path, String name) {
        return first(path).flatMap(found -> found.attribute(name));
    }

    /** The text of the first element at a path, without the blanks around it; empty where there is none. */
    public Optional<String> text(String path) {
        return first(path).map(XmlElement::text).filter(text -> !text.isEmpty());
    }

    public String text() {
        return element.getTextContent().strip();
    }

    public String name() {
        return element.getLocalName();
    }

    /** Every element directly below this one. */
    public List<XmlElement> children() {
        List<XmlElement> found = new ArrayList<>();
        for (Node node = element.getFirstChild(); node != null; node = node.getNextSibling()) {
            if (node instanceof Element child) {
                found.add(new XmlElement(child));
            }
        }
        return found;
    }

    private List<XmlElement> children(String name) {
        return children().stream().filter(child -> child.name().equals(name)).toList();
    }
}
