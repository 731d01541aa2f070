package io.jenkins.plugins.libvirtmigration.migration;

import io.jenkins.plugins.libvirtmigration.domain.DestinationXml;
import io.jenkins.plugins.libvirtmigration.domain.MalformedXmlException;
import io.jenkins.plugins.libvirtmigration.domain.SafeXml;
import io.jenkins.plugins.libvirtmigration.domain.XmlElement;
import io.jenkins.plugins.libvirtmigration.hypervisor.HypervisorLink;
import io.jenkins.plugins.libvirtmigration.libvirt.LibvirtDomain;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/**
 * What is written into a guest's own XML before it is moved, so that whoever finds it after a crash of this process knows
 * which host has to be asked: a guest that is paused in the middle of a move runs on that host, or may run again here, and
 * no other host can tell.
 *
 * <p>It is in the metadata of the running domain alone, never in its definition. libvirtd keeps it over a restart, and
 * carries it to the destination, where it is taken away again. Its namespace is not that of the owner's wishes
 * ({@code urn:libvirt-migration:1}): libvirt keeps one element for each.
 *
 * @param destination the host's UUID as its libvirt tells it
 * @param name of that host when the move began, for people
 * @param autostart whether the guest was to start with its host
 * @param id of this move
 */
record MoveNote(UUID destination, String name, boolean autostart, UUID id) {
    static final String NAMESPACE = "urn:libvirt-migration:move:1";

    private static final String PREFIX = "move";
    private static final String ELEMENT = "underway";

    static MoveNote of(UUID destination, String name, boolean autostart) {
        return new MoveNote(destination, name, autostart, UUID.randomUUID());
    }

    /** What a host's guest has; empty also where the host does not know the guest. */
    static Optional<MoveNote> on(HypervisorLink host, UUID guest) {
        return host.get().libvirt().ask(guest, MoveNote::read).flatMap(Function.identity());
    }

    /** Empty where there is none, or what is there is none of ours. */
    static Optional<MoveNote> read(LibvirtDomain domain) {
        return domain.note(NAMESPACE).flatMap(MoveNote::parse);
    }

    private static Optional<MoveNote> parse(String xml) {
        try {
            XmlElement element = SafeXml.parse("The note of a move", ELEMENT, xml);
            return Optional.of(new MoveNote(
                    UUID.fromString(element.attribute("destination").orElse("")),
                    element.attribute("name").orElse("a host without a name"),
                    element.attribute("autostart").filter("yes"::equals).isPresent(),
                    UUID.fromString(element.attribute("id").orElse(""))));
        } catch (MalformedXmlException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    void write(LibvirtDomain domain) {
        domain.setNote(NAMESPACE, PREFIX, "<" + ELEMENT + attributes() + "/>");
    }

    /** The XML that the destination is given, with this note: it has been read before the note was written. */
    String into(String xml) {
        String element =
                "<" + PREFIX + ":" + ELEMENT + " xmlns:" + PREFIX + "='" + NAMESPACE + "'" + attributes() + "/>";
        return DestinationXml.withMetadata(xml, element, ELEMENT);
    }

    private String attributes() {
        return " destination='" + destination + "' name='" + escaped(name) + "' autostart='"
                + (autostart ? "yes" : "no") + "' id='" + id + "'";
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace("'", "&apos;");
    }

    /** Whether the domain still has it: another client may have written its own, or have taken this one away. */
    boolean isOn(LibvirtDomain domain) {
        return read(domain).filter(found -> found.id().equals(id)).isPresent();
    }

    /** Another client may have written its own meanwhile: that one stays. */
    void remove(LibvirtDomain domain) {
        if (isOn(domain)) {
            domain.removeNote(NAMESPACE);
        }
    }
}
