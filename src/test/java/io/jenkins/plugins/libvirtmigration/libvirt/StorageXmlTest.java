package io.jenkins.plugins.libvirtmigration.libvirt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.libvirtmigration.domain.MalformedXmlException;
import io.jenkins.plugins.libvirtmigration.domain.SafeXml;
import io.jenkins.plugins.libvirtmigration.domain.XmlElement;
import io.jenkins.plugins.libvirtmigration.libvirt.HostStorage.ImageSpec;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class StorageXmlTest {
    private static final String HOSTILE = "a'b\"c</name><name>&d;]]>";

    @Test
    void anImageHasItsExactSizeAndNothingAllocated() {
        XmlElement volume = SafeXml.parse(
                "volume",
                "volume",
                StorageXml.volume(
                        "disk.qcow2",
                        new ImageSpec("qcow2", 67_108_865, Optional.of("/base.raw"), Optional.of("raw"))));

        assertThat(volume.text("name")).hasValue("disk.qcow2");
        assertThat(volume.text("capacity")).hasValue("67108865");
        assertThat(volume.attribute("capacity", "unit")).hasValue("bytes");
        assertThat(volume.text("allocation")).hasValue("0");
        assertThat(volume.attribute("target/format", "type")).hasValue("qcow2");
        assertThat(volume.text("target/compat")).as("the qcow2 of today").hasValue("1.1");
        assertThat(volume.text("backingStore/path")).hasValue("/base.raw");
        assertThat(volume.attribute("backingStore/format", "type")).hasValue("raw");
    }

    @Test
    void withoutABaseThereIsNoBackingStore() {
        String xml = StorageXml.volume("d", new ImageSpec("raw", 1, Optional.empty(), Optional.empty()));

        assertThat(xml).doesNotContain("backingStore", "compat");
    }

    @Test
    void namesStayText() {
        XmlElement volume = SafeXml.parse(
                "volume",
                "volume",
                StorageXml.volume(HOSTILE, new ImageSpec(HOSTILE, 1, Optional.of(HOSTILE), Optional.of(HOSTILE))));
        XmlElement pool = SafeXml.parse("pool", "pool", StorageXml.pool("n", HOSTILE));

        assertThat(volume.all("name")).hasSize(1);
        assertThat(volume.text("name")).hasValue(HOSTILE);
        assertThat(volume.text("backingStore/path")).hasValue(HOSTILE);
        assertThat(volume.attribute("target/format", "type")).hasValue(HOSTILE);
        assertThat(pool.text("target/path")).hasValue(HOSTILE);
        assertThat(pool.attribute("type")).hasValue("dir");
    }

    @Test
    void theFormatIsReadAsHostileInput() {
        assertThat(StorageXml.format("<volume><target><format type='qcow2'/></target></volume>"))
                .isEqualTo("qcow2");
        assertThat(StorageXml.format("<volume/>")).isEqualTo("raw");
        assertThatThrownBy(() -> StorageXml.format("<!DOCTYPE volume [<!ENTITY x 'y'>]><volume>&x;</volume>"))
                .isInstanceOf(MalformedXmlException.class);
    }
}
