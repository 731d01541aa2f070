package io.jenkins.plugins.libvirtmigration.migration;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.libvirtmigration.domain.SafeXml;
import io.jenkins.plugins.libvirtmigration.domain.XmlElement;
import io.jenkins.plugins.libvirtmigration.evacuation.world.Wishes;
import io.jenkins.plugins.libvirtmigration.libvirt.FakeLibvirtDomain;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MoveNoteTest {
    private final FakeLibvirtDomain domain = new FakeLibvirtDomain("web-1", UUID.randomUUID(), "<domain/>");

    @Test
    void whatIsWrittenIsReadWhateverTheHostIsCalled() {
        MoveNote note = MoveNote.of(UUID.randomUUID(), "kvm<2>'&amp;\"", true);

        note.write(domain);

        assertThat(MoveNote.read(domain)).contains(note);
    }

    @Test
    void theOwnersWishesAreInAnotherNamespace() {
        domain.notes.put(Wishes.NAMESPACE, "<migration strategy='skip'/>");
        MoveNote note = MoveNote.of(UUID.randomUUID(), "kvm-02", false);

        note.write(domain);
        note.remove(domain);

        assertThat(domain.notes).containsOnlyKeys(Wishes.NAMESPACE);
    }

    /** libvirtd gives back what it finds in the metadata of that namespace (virDomainGetMetadata). */
    @Test
    void itIsInTheXmlThatTheDestinationIsGiven() {
        MoveNote before = MoveNote.of(UUID.randomUUID(), "kvm-03", false);
        MoveNote note = MoveNote.of(UUID.randomUUID(), "kvm<2>'&amp;\"", true);
        String xml = "<domain><name>web-1</name><metadata><w:migration xmlns:w='" + Wishes.NAMESPACE
                + "' strategy='cold'/></metadata><devices/></domain>";

        String given = note.into(before.into(xml));

        XmlElement metadata =
                SafeXml.parse("XML", "domain", given).first("metadata").orElseThrow();
        assertThat(metadata.children()).extracting(XmlElement::name).containsExactly("migration", "underway");
        XmlElement underway = metadata.first("underway").orElseThrow();
        assertThat(underway.element().getNamespaceURI()).isEqualTo(MoveNote.NAMESPACE);
        domain.notes.put(MoveNote.NAMESPACE, SafeXml.write(underway.element()));
        assertThat(MoveNote.read(domain)).contains(note);
        assertThat(note.into("<domain><name>web-1</name></domain>")).contains("<metadata><move:underway");
    }

    @Test
    void theNoteOfAnotherMoveStays() {
        MoveNote mine = MoveNote.of(UUID.randomUUID(), "kvm-02", false);
        MoveNote others = MoveNote.of(mine.destination(), "kvm-02", false);
        others.write(domain);

        mine.remove(domain);

        assertThat(MoveNote.read(domain)).contains(others);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "<underway/>",
                "<underway destination='kvm-02' id='1'/>",
                "<other destination='11111111-2222-3333-4444-555555555555' id='11111111-2222-3333-4444-555555555555'/>",
                "<!DOCTYPE underway [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><underway destination='&x;'/>"
            })
    void whatIsNoneOfOursIsNone(String xml) {
        domain.notes.put(MoveNote.NAMESPACE, xml);

        assertThat(MoveNote.read(domain)).isEmpty();
    }
}
