package io.jenkins.plugins.libvirtmigration.preparation.compatibility;

import io.jenkins.plugins.libvirtmigration.domain.HostCapabilities;
import io.jenkins.plugins.libvirtmigration.domain.SafeXml;
import io.jenkins.plugins.libvirtmigration.domain.XmlElement;
import io.jenkins.plugins.libvirtmigration.libvirt.CpuComparison;
import io.jenkins.plugins.libvirtmigration.preparation.host.ExaminedHost;
import io.jenkins.plugins.libvirtmigration.preparation.host.NotSeenException;

/**
 * What a host gives a guest that asks for its CPU (mode host-model): the most that may have to run elsewhere.
 *
 * @param virtType kvm where the host can, else qemu
 * @param model the nearest model that libvirt has a name for
 * @param xml the same as a cpu element that another host can be asked about
 * @param offered its CPU alone as a baseline is computed from; the whole answer of many hosts is too long for a command
 */
public record HostCpu(String architecture, String virtType, String model, String xml, String offered) {

    public static HostCpu of(ExaminedHost host) {
        return host.fact(
                HostCpu.class,
                read -> read.libvirt(libvirt -> {
                    HostCapabilities capabilities = HostCapabilities.parse(libvirt.capabilities());
                    String architecture = capabilities.cpu().architecture();
                    String virtType = capabilities
                            .guest(architecture)
                            .map(guest -> guest.virtTypes().contains("kvm") ? "kvm" : "qemu")
                            .orElseThrow(() -> new NotSeenException(
                                    "libvirt offers no guests of the host's own architecture " + architecture,
                                    "Install QEMU for it on " + host.name() + "."));
                    return parse(
                            architecture, virtType, libvirt.domainCapabilities(null, architecture, null, virtType));
                }));
    }

    static HostCpu parse(String architecture, String virtType, String domainCapabilities) {
        XmlElement root = SafeXml.parse("The domain capabilities", "domainCapabilities", domainCapabilities);
        XmlElement mode = root.all("cpu/mode").stream()
                .filter(one -> one.attribute("name").orElse("").equals("host-model")
                        && one.attribute("supported").orElse("").equals("yes"))
                .findFirst()
                .orElseThrow(() -> new NotSeenException(
                        "libvirt has no model for this host's CPU", "Upgrade libvirt, or compare the CPUs by hand."));
        StringBuilder cpu = new StringBuilder();
        mode.children().stream()
                .filter(child -> !child.name().equals("maxphysaddr"))
                .forEach(child -> cpu.append(SafeXml.write(child.element())));
        return new HostCpu(
                architecture,
                virtType,
                mode.text("model").orElse("?"),
                "<cpu mode='custom' match='exact'>" + cpu + "</cpu>",
                "<cpu>" + cpu + "</cpu>");
    }

    /** What a host's libvirt says to this CPU. */
    public CpuComparison askedOf(ExaminedHost host) {
        return host.libvirt(libvirt -> libvirt.compareCpu(null, architecture, null, virtType, xml));
    }
}
