package io.jenkins.plugins.libvirtmigration.domain;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a host's libvirt says of itself (virConnectGetCapabilities).
 *
 * @param uuid of the host, as text: two hosts that share one cannot migrate to each other
 * @param cpu the host's CPU as libvirt names it
 */
public record HostCapabilities(String uuid, Cpu cpu, List<Guest> guests) {

    public HostCapabilities {
        guests = List.copyOf(guests);
    }

    /** @param model the nearest model that libvirt knows @param features what the host's CPU has above that model */
    public record Cpu(String architecture, String vendor, String model, Set<String> features) {
        public Cpu {
            features = Set.copyOf(features);
        }
    }

    /** @param virtTypes kvm, qemu... @param machines names and aliases of the machine types */
    public record Guest(String architecture, String emulator, Set<String> virtTypes, Set<String> machines) {
        public Guest {
            virtTypes = Set.copyOf(virtTypes);
            machines = Set.copyOf(machines);
        }
    }

    /** @throws MalformedXmlException where it is not a capabilities document */
    public static HostCapabilities parse(String xml) {
        XmlElement root = SafeXml.parse("The host's capabilities", "capabilities", xml);
        Cpu cpu = new Cpu(
                root.text("host/cpu/arch").orElse(""),
                root.text("host/cpu/vendor").orElse(""),
                root.text("host/cpu/model").orElse(""),
                names(root.all("host/cpu/feature")));
        return new HostCapabilities(
                root.text("host/uuid").orElse(""),
                cpu,
                root.all("guest/arch").stream().map(HostCapabilities::guest).toList());
    }

    /** What the host can run for an architecture. */
    public Optional<Guest> guest(String architecture) {
        return guests.stream()
                .filter(guest -> guest.architecture().equals(architecture))
                .findFirst();
    }

    private static Guest guest(XmlElement arch) {
        return new Guest(
                arch.attribute("name").orElse(""),
                arch.text("emulator").orElse(""),
                arch.all("domain").stream()
                        .flatMap(domain -> domain.attribute("type").stream())
                        .collect(Collectors.toSet()),
                arch.all("machine").stream().map(XmlElement::text).collect(Collectors.toSet()));
    }

    static Set<String> names(List<XmlElement> elements) {
        return elements.stream()
                .flatMap(element -> element.attribute("name").stream())
                .collect(Collectors.toSet());
    }
}
