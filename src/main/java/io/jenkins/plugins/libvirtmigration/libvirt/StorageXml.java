package io.jenkins.plugins.libvirtmigration.libvirt;

import io.jenkins.plugins.libvirtmigration.domain.SafeXml;
import java.io.StringWriter;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** libvirt's XML of pools and volumes (formatstorage.html). */
final class StorageXml {
    private StorageXml() {}

    /** A pool on a directory that exists. */
    static String pool(String name, String path) {
        return write(xml -> {
            xml.writeStartElement("pool");
            xml.writeAttribute("type", "dir");
            element(xml, "name", name);
            xml.writeStartElement("target");
            element(xml, "path", path);
            xml.writeEndElement();
            xml.writeEndElement();
        });
    }

    /** Nothing is allocated ahead: qcow2 grows, raw is sparse. */
    static String volume(String name, HostStorage.ImageSpec spec) {
        return write(xml -> {
            xml.writeStartElement("volume");
            element(xml, "name", name);
            bytes(xml, "capacity", spec.capacity());
            bytes(xml, "allocation", 0);
            xml.writeStartElement("target");
            format(xml, spec.format());
            if (spec.format().equals("qcow2")) {
                // without it libvirt makes the version of 2009, which has no bitmaps and no zeroed clusters
                element(xml, "compat", "1.1");
            }
            xml.writeEndElement();
            if (spec.backingPath().isPresent()) {
                xml.writeStartElement("backingStore");
                element(xml, "path", spec.backingPath().get());
                if (spec.backingFormat().isPresent()) {
                    format(xml, spec.backingFormat().get());
                }
                xml.writeEndElement();
            }
            xml.writeEndElement();
        });
    }

    /** The format in a volume's XML. */
    static String format(String volumeXml) {
        return SafeXml.parse("The XML of a volume", "volume", volumeXml)
                .attribute("target/format", "type")
                .orElse("raw");
    }

    /** The time of the file's last change in a volume's XML: seconds and nanoseconds, with a dot. */
    static String lastChange(String volumeXml) {
        return SafeXml.parse("The XML of a volume", "volume", volumeXml)
                .text("target/timestamps/mtime")
                .orElseThrow(() -> new LibvirtCallException(0, "libvirt tells no time of the image's last change."));
    }

    private static void element(XMLStreamWriter xml, String name, String text) throws XMLStreamException {
        xml.writeStartElement(name);
        xml.writeCharacters(text);
        xml.writeEndElement();
    }

    private static void bytes(XMLStreamWriter xml, String name, long count) throws XMLStreamException {
        xml.writeStartElement(name);
        xml.writeAttribute("unit", "bytes");
        xml.writeCharacters(Long.toString(count));
        xml.writeEndElement();
    }

    private static void format(XMLStreamWriter xml, String type) throws XMLStreamException {
        xml.writeEmptyElement("format");
        xml.writeAttribute("type", type);
    }

    /** What goes into a document. */
    @FunctionalInterface
    private interface Content {
        void writeTo(XMLStreamWriter xml) throws XMLStreamException;
    }

    private static String write(Content content) {
        StringWriter text = new StringWriter();
        try {
            XMLStreamWriter xml = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(text);
            content.writeTo(xml);
            xml.close();
            return text.toString();
        } catch (XMLStreamException e) {
            throw new IllegalArgumentException("The XML cannot be written: " + e.getMessage(), e);
        }
    }
}
