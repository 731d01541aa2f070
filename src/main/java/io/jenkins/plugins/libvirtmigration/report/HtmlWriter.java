package io.jenkins.plugins.libvirtmigration.report;

import java.io.StringWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/**
 * Writes HTML that is XML as well. All text passes {@link VisibleText} and the escaping of the JDK's writer; every
 * element that is opened is closed.
 */
final class HtmlWriter {
    /** A longer name is cut in the middle where it is shown; its whole is in the title attribute. */
    private static final int LONGEST_NAME = 72;

    /** A shorter one is never broken across lines. */
    private static final int LONGEST_WHOLE_NAME = 32;

    private final StringWriter text = new StringWriter();
    private final XMLStreamWriter xml;

    HtmlWriter() {
        try {
            xml = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(text);
        } catch (XMLStreamException e) {
            throw new IllegalStateException(e);
        }
    }

    private interface Step {
        void run() throws XMLStreamException;
    }

    private static void step(Step step) {
        try {
            step.run();
        } catch (XMLStreamException e) {
            throw new IllegalStateException(e);
        }
    }

    /** An element that waits for its attributes and its content. */
    final class Tag {
        private final String name;
        private final Map<String, String> attributes = new LinkedHashMap<>();

        private Tag(String name) {
            this.name = name;
        }

        Tag with(String attribute, Object value) {
            attributes.put(attribute, String.valueOf(value));
            return this;
        }

        Tag of(Runnable content) {
            step(() -> xml.writeStartElement(name));
            writeAttributes();
            content.run();
            step(xml::writeEndElement);
            return this;
        }

        Tag of(String content) {
            return of(() -> text(content));
        }

        /** For elements that HTML closes by itself: meta, and the shapes of SVG. */
        void empty() {
            step(() -> xml.writeEmptyElement(name));
            writeAttributes();
            // Ends the tag now and not with whatever comes next.
            step(() -> xml.writeCharacters(""));
        }

        private void writeAttributes() {
            attributes.forEach(
                    (attribute, value) -> step(() -> xml.writeAttribute(attribute, VisibleText.onOneLine(value))));
        }
    }

    void doctype() {
        step(() -> xml.writeDTD("<!DOCTYPE html>\n"));
    }

    Tag tag(String name) {
        return new Tag(name);
    }

    void text(String content) {
        step(() -> xml.writeCharacters(VisibleText.of(content)));
    }

    /** Only between elements where white space means nothing: it keeps the file readable. */
    void newLine() {
        step(() -> xml.writeCharacters("\n"));
    }

    /** A name that somebody else chose, set apart so that its direction of writing stays its own. */
    void name(String name) {
        if (name == null) {
            unknown();
            return;
        }
        String shown = VisibleText.onOneLine(name);
        int length = shown.codePointCount(0, shown.length());
        if (length <= LONGEST_WHOLE_NAME) {
            tag("bdi").with("class", "whole").of(shown);
            return;
        }
        if (length <= LONGEST_NAME) {
            tag("bdi").of(shown);
            return;
        }
        String start = shown.substring(0, shown.offsetByCodePoints(0, LONGEST_NAME * 2 / 3));
        String end = shown.substring(shown.offsetByCodePoints(shown.length(), -LONGEST_NAME / 3));
        tag("bdi").with("title", name).of(start + "…" + end);
    }

    void sentence(Sentence sentence) {
        for (Sentence.Part part : sentence.parts()) {
            if (part.isName()) {
                name(part.text());
            } else {
                text(part.text());
            }
        }
    }

    void figure(Figure figure) {
        if (figure.exact() == null) {
            tag("span").with("class", "unknown").of(figure.text());
        } else {
            tag("span").with("class", "figure").with("title", figure.exact()).of(figure.text());
        }
    }

    /** A text of somebody else, or that it is not known. */
    void orUnknown(String text) {
        if (text == null) {
            unknown();
        } else {
            text(text);
        }
    }

    void unknown() {
        figure(Figure.UNKNOWN);
    }

    @Override
    public String toString() {
        step(xml::flush);
        return text.toString();
    }
}
