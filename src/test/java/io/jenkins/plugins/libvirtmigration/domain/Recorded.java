package io.jenkins.plugins.libvirtmigration.domain;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** XML as a host with libvirt 9.0 and QEMU 7.2 wrote it (virsh dumpxml, capabilities, domcapabilities). */
public final class Recorded {
    private Recorded() {}

    public static String xml(String name) {
        try (InputStream stream = Recorded.class.getResourceAsStream(name + ".xml")) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
