package io.jenkins.plugins.libvirtmigration.domain;

import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.transform.OutputKeys;
import javax.xml.transform.Transformer;
import javax.xml.transform.TransformerException;
import javax.xml.transform.TransformerFactory;
import javax.xml.transform.dom.DOMSource;
import javax.xml.transform.stream.StreamResult;
import org.w3c.dom.Document;
import org.w3c.dom.Node;
import org.xml.sax.ErrorHandler;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;
import org.xml.sax.SAXParseException;

/**
 * Reads XML of a hypervisor that may be hostile: no document type, so no entity of its own and no billion laughs; no
 * file and no address is opened for it; its length and depth are bounded.
 *
 * <p>The JDK's own parser is asked for by name: another one on the class path may not know these settings.
 */
public final class SafeXml {
    /** The longest string that libvirt's wire protocol carries (REMOTE_STRING_MAX in remote_protocol.x). */
    private static final int MAX_CHARACTERS = 4_194_304;

    /** A domain's XML is about ten deep; a backing chain adds one for each image (libvirt's limit is 200 images). */
    private static final String MAX_DEPTH = "500";

    private SafeXml() {}

    /**
     * @param what is read, for the error message
     * @param root the name that the document's element must have
     */
    public static XmlElement parse(String what, String root, String xml) {
        if (xml.length() > MAX_CHARACTERS) {
            throw new MalformedXmlException(what + " has " + xml.length()
                    + " characters; libvirt itself carries at most " + MAX_CHARACTERS + ".");
        }
        try {
            Document document = builder().parse(new InputSource(new StringReader(xml)));
            XmlElement element = new XmlElement(document.getDocumentElement());
            if (!element.name().equals(root)) {
                throw new MalformedXmlException(what + " is not a <" + root + "> document.");
            }
            return element;
        } catch (SAXParseException e) {
            throw new MalformedXmlException(
                    what + " cannot be read: line " + e.getLineNumber() + ", column " + e.getColumnNumber()
                            + " is not the XML that libvirt writes.",
                    e);
        } catch (SAXException | IOException e) {
            throw new MalformedXmlException(what + " cannot be read as XML.", e);
        }
    }

    /** An element and all below it as text, without an XML declaration. */
    public static String write(Node node) {
        try {
            TransformerFactory factory = TransformerFactory.newDefaultInstance();
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            Transformer transformer = factory.newTransformer();
            transformer.setOutputProperty(OutputKeys.OMIT_XML_DECLARATION, "yes");
            StringWriter text = new StringWriter();
            transformer.transform(new DOMSource(node), new StreamResult(text));
            return text.toString();
        } catch (TransformerException e) {
            throw new MalformedXmlException("The changed XML cannot be written.", e);
        }
    }

    private static DocumentBuilder builder() {
        try {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newDefaultNSInstance();
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            factory.setAttribute(XMLConstants.ACCESS_EXTERNAL_DTD, "");
            factory.setAttribute(XMLConstants.ACCESS_EXTERNAL_SCHEMA, "");
            factory.setAttribute("jdk.xml.maxElementDepth", MAX_DEPTH);
            factory.setXIncludeAware(false);
            factory.setExpandEntityReferences(false);
            DocumentBuilder builder = factory.newDocumentBuilder();
            builder.setErrorHandler(new Strict());
            return builder;
        } catch (ParserConfigurationException e) {
            throw new IllegalStateException("The JDK's XML parser refuses to be made safe.", e);
        }
    }

    /** Throws instead of printing to standard error, as the default does. */
    private static final class Strict implements ErrorHandler {
        @Override
        public void warning(SAXParseException exception) {
            // a warning changes nothing of what is read
        }

        @Override
        public void error(SAXParseException exception) throws SAXException {
            throw exception;
        }

        @Override
        public void fatalError(SAXParseException exception) throws SAXException {
            throw exception;
        }
    }
}
