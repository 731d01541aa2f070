package io.jenkins.plugins.libvirtmigration.domain;

import java.util.Set;

/**
 * What a host offers to one kind of guest (virConnectGetDomainCapabilities).
 *
 * @param emulator the program
 * @param virtType kvm or qemu
 * @param cpuModes the modes that it supports: host-passthrough, maximum, host-model, custom
 */
public record DomainCapabilities(
        String emulator, String virtType, String machine, String architecture, Set<String> cpuModes) {

    public DomainCapabilities {
        cpuModes = Set.copyOf(cpuModes);
    }

    /** @throws MalformedXmlException where it is not a domain capabilities document */
    public static DomainCapabilities parse(String xml) {
        XmlElement root = SafeXml.parse("The domain capabilities", "domainCapabilities", xml);
        return new DomainCapabilities(
                root.text("path").orElse(""),
                root.text("domain").orElse(""),
                root.text("machine").orElse(""),
                root.text("arch").orElse(""),
                HostCapabilities.names(root.all("cpu/mode").stream()
                        .filter(mode -> mode.attribute("supported").orElse("").equals("yes"))
                        .toList()));
    }
}
