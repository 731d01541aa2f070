package io.jenkins.plugins.libvirtmigration.domain;

import java.util.List;
import java.util.Map;
import java.util.Optional;
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

    private static boolean replace(Element element, String attribute, Map<String, String> addresses) {
        String other = addresses.get(element.getAttribute(attribute));
        if (other == null) {
            return false;
        }
        element.setAttribute(attribute, other);
        return true;
    }
}
