package io.jenkins.plugins.libvirtmigration.evacuation.world;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.libvirtmigration.domain.MalformedXmlException;
import io.jenkins.plugins.libvirtmigration.evacuation.plan.Strategy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WishesTest {
    private static String domain(String metadata) {
        return "<domain type='kvm'><name>web</name><metadata>" + metadata + "</metadata></domain>";
    }

    private static String ours(String attributes, String content) {
        return domain(
                "<m:migration xmlns:m='urn:libvirt-migration:1' " + attributes + ">" + content + "</m:migration>");
    }

    @Test
    void allThatCanBeWished() {
        Wishes wishes = Wishes.parse(ours(
                "strategy='cold' priority='-10'",
                "<m:group>web</m:group><m:group>rack 1</m:group><m:pin>kvm-02</m:pin>"));

        assertThat(wishes.strategy()).isEqualTo(Strategy.COLD);
        assertThat(wishes.priority()).isEqualTo(-10);
        assertThat(wishes.groups()).containsExactlyInAnyOrder("web", "rack 1");
        assertThat(wishes.pins()).containsExactly("kvm-02");
    }

    @Test
    void whoWishesNothingIsMoved() {
        assertThat(Wishes.parse("<domain><name>web</name></domain>")).isEqualTo(Wishes.NONE);
        assertThat(Wishes.parse(ours("", ""))).isEqualTo(Wishes.NONE);
    }

    @Test
    void anotherProgramsMetadataIsPassedOver() {
        assertThat(Wishes.parse(domain("<migration xmlns='urn:other:1' strategy='nonsense' priority='x'/>")))
                .isEqualTo(Wishes.NONE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "strategy='Migrate'",
                "strategy='destroy'",
                "priority='high'",
                "priority='99999999'",
                "priority='1.5'"
            })
    void whatIsNotUnderstoodIsRefusedRatherThanGuessed(String attribute) {
        assertThatThrownBy(() -> Wishes.parse(ours(attribute, "")))
                .isInstanceOf(MalformedXmlException.class)
                .hasMessageContaining("urn:libvirt-migration:1");
    }

    @Test
    void emptyAndOverlongNamesAreRefused() {
        assertThatThrownBy(() -> Wishes.parse(ours("", "<m:group> </m:group>")))
                .hasMessageContaining("empty or overlong group");
        assertThatThrownBy(() -> Wishes.parse(ours("", "<m:pin>" + "x".repeat(300) + "</m:pin>")))
                .hasMessageContaining("empty or overlong pin");
        assertThatThrownBy(() -> Wishes.parse(ours("", "<m:group>a</m:group>")
                        .replace("</metadata>", "<m:migration xmlns:m='urn:libvirt-migration:1'/></metadata>")))
                .hasMessageContaining("write one");
    }

    @Test
    void aDocumentTypeIsRefused() {
        assertThatThrownBy(() -> Wishes.parse("<!DOCTYPE d [<!ENTITY x 'y'>]>" + ours("", "&x;")))
                .isInstanceOf(MalformedXmlException.class);
    }
}
