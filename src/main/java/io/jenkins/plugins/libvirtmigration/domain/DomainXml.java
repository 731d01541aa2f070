package io.jenkins.plugins.libvirtmigration.domain;

import io.jenkins.plugins.libvirtmigration.domain.DomainDescription.Graphics;
import io.jenkins.plugins.libvirtmigration.domain.DomainDescription.NetworkInterface;
import java.math.BigInteger;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/** Reads a domain's live XML (docs/formatdomain.rst of libvirt); what it does not know it passes over. */
public final class DomainXml {
    private static final String WHAT = "The domain's XML";

    /** virScaleInteger in libvirt's virutil.c: K and KiB are 1,024, KB is 1,000. */
    private static final Map<String, BigInteger> UNITS = units();

    private DomainXml() {}

    /** @throws MalformedXmlException where it is not XML, has a document type, or lacks what every domain has */
    public static DomainDescription parse(String xml) {
        XmlElement domain = SafeXml.parse(WHAT, "domain", xml);
        MigrationBlockers found = MigrationBlockers.in(domain);
        return new DomainDescription(
                required(domain.text("name"), "name"),
                uuid(required(domain.text("uuid"), "uuid")),
                required(domain.attribute("type"), "type"),
                domain.attribute("os/type", "arch").orElse(""),
                domain.attribute("os/type", "machine").orElse(""),
                domain.text("devices/emulator").orElse(""),
                memoryBytes(domain),
                vcpus(domain),
                domain.first("cpu").map(cpu -> SafeXml.write(cpu.element())).orElse(null),
                domain.all("devices/disk").stream().map(DiskReader::read).toList(),
                domain.all("devices/interface").stream()
                        .map(DomainXml::networkInterface)
                        .toList(),
                domain.all("devices/graphics").stream().map(DomainXml::graphics).toList(),
                bootFiles(domain),
                found.blockers(),
                found.concerns());
    }

    /**
     * Whether a domain's XML holds a path: as any attribute or text, so that an image that is only somebody's base, a
     * firmware's variables or a kernel counts too.
     */
    public static boolean mentions(String xml, String path) {
        return mentions(SafeXml.parse(WHAT, "domain", xml), path);
    }

    private static boolean mentions(XmlElement element, String path) {
        for (int i = 0; i < element.element().getAttributes().getLength(); i++) {
            if (element.element().getAttributes().item(i).getNodeValue().equals(path)) {
                return true;
            }
        }
        List<XmlElement> below = element.children();
        return below.isEmpty() ? element.text().equals(path) : below.stream().anyMatch(child -> mentions(child, path));
    }

    static String required(Optional<String> value, String name) {
        return value.orElseThrow(() -> new MalformedXmlException(WHAT + " has no " + name + "."));
    }

    private static UUID uuid(String text) {
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException e) {
            throw new MalformedXmlException(WHAT + " has a uuid that is none.", e);
        }
    }

    private static long memoryBytes(XmlElement domain) {
        XmlElement memory =
                domain.first("memory").orElseThrow(() -> new MalformedXmlException(WHAT + " has no memory."));
        String unit = memory.attribute("unit").orElse("KiB").toUpperCase(Locale.ROOT);
        BigInteger factor = UNITS.get(unit);
        if (factor == null) {
            throw new MalformedXmlException(WHAT + " counts memory in a unit that libvirt does not have.");
        }
        BigInteger bytes = BigInteger.valueOf(number(memory.text(), "memory")).multiply(factor);
        if (bytes.bitLength() > Long.SIZE - 1) {
            throw new MalformedXmlException(WHAT + " has more memory than there is.");
        }
        return bytes.longValue();
    }

    private static int vcpus(XmlElement domain) {
        long vcpus = number(domain.text("vcpu").orElse("1"), "vcpu");
        if (vcpus < 1 || vcpus > Short.MAX_VALUE) {
            throw new MalformedXmlException(WHAT + " has " + vcpus + " vcpus.");
        }
        return (int) vcpus;
    }

    private static long number(String text, String name) {
        if (!text.matches("[0-9]{1,18}")) {
            throw new MalformedXmlException(WHAT + ": " + name + " is not a number.");
        }
        return Long.parseLong(text);
    }

    /** A live interface of type bridge that names a network belongs to that network, which has to be there. */
    private static NetworkInterface networkInterface(XmlElement element) {
        Optional<String> network = element.attribute("source", "network");
        String type =
                network.isPresent() ? "network" : element.attribute("type").orElse("");
        Optional<String> source =
                network.or(() -> element.attribute("source", "bridge")).or(() -> element.attribute("source", "dev"));
        return new NetworkInterface(type, source, element.attribute("mac", "address"));
    }

    /** Only a fixed address counts: one that comes from a network or is a socket is looked up afresh by each host. */
    private static Graphics graphics(XmlElement element) {
        List<XmlElement> listens = element.all("listen");
        Optional<String> listen = listens.stream()
                .filter(one -> one.attribute("type").orElse("").equals("address"))
                .findFirst()
                .flatMap(one -> one.attribute("address"));
        return new Graphics(
                element.attribute("type").orElse(""), listens.isEmpty() ? element.attribute("listen") : listen);
    }

    private static List<String> bootFiles(XmlElement domain) {
        return Stream.of("os/kernel", "os/initrd", "os/dtb", "os/loader")
                .flatMap(path -> domain.text(path).stream())
                .toList();
    }

    private static Map<String, BigInteger> units() {
        Map<String, BigInteger> units = new HashMap<>();
        units.put("B", BigInteger.ONE);
        units.put("BYTES", BigInteger.ONE);
        String letters = "KMGTPE";
        for (int i = 0; i < letters.length(); i++) {
            String letter = letters.substring(i, i + 1);
            units.put(letter, BigInteger.TWO.pow(10 * (i + 1)));
            units.put(letter + "IB", BigInteger.TWO.pow(10 * (i + 1)));
            units.put(letter + "B", BigInteger.TEN.pow(3 * (i + 1)));
        }
        return Map.copyOf(units);
    }
}
