package io.jenkins.plugins.libvirtmigration.domain;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

/**
 * The XML that a migration gives to the destination, where it may not be the source's.
 *
 * <p>libvirt accepts a changed XML only if the guest sees the same machine (virDomainDefCheckABIStability); where a
 * console listens is not of that kind, and QEMU fails to start on an address that the host does not have ("Cannot
 * assign requested address").
 */
public final class DestinationXml {
    private DestinationXml() {}

    /**
     * Puts other listen addresses in the place of those that the destination does not have.
     *
     * @param xml a migratable XML with its secrets
     * @param addresses the destination's address for each of the source's
     * @return the changed XML; empty where nothing had to change
     */
    public static Optional<String> withListenAddresses(String xml, Map<String, String> addresses) {
        XmlElement domain = SafeXml.parse("The domain's XML", "domain", xml);
        boolean changed = false;
        for (XmlElement graphics : domain.all("devices/graphics")) {
            changed |= replace(graphics.element(), "listen", addresses);
            List<XmlElement> listens = graphics.all("listen").stream()
                    .filter(listen -> listen.attribute("type").orElse("").equals("address"))
                    .toList();
            for (XmlElement listen : listens) {
                changed |= replace(listen.element(), "address", addresses);
            }
        }
        return changed ? Optional.of(SafeXml.write(domain.element())) : Optional.empty();
    }

    /**
     * Puts an element into the metadata, in the place of one of the same namespace: libvirt keeps one for each, and the
     * domain that arrives has the metadata of this XML and not that of the running one.
     *
     * @param metadata with its namespace declared in itself
     * @param name its local name
     */
    public static String withMetadata(String xml, String metadata, String name) {
        Element domain = SafeXml.parse("The domain's XML", "domain", xml).element();
        Document document = domain.getOwnerDocument();
        Element note = (Element) document.importNode(
                SafeXml.parse("The metadata", name, metadata).element(), true);
        Element place = new XmlElement(domain)
                .first("metadata")
                .map(XmlElement::element)
                .orElseGet(() -> (Element) domain.appendChild(document.createElement("metadata")));
        new XmlElement(place)
                .children().stream()
                        .map(XmlElement::element)
                        .filter(child -> note.getNamespaceURI().equals(child.getNamespaceURI()))
                        .forEach(place::removeChild);
        place.appendChild(note);
        return SafeXml.write(domain);
    }

    private static boolean replace(Element element, String attribute, Map<String, String> addresses) {
        String other = addresses.get(element.getAttribute(attribute));
        if (other == null) {
            return false;
        }
        element.setAttribute(attribute, other);
        return true;
    }
}
