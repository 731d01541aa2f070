package io.jenkins.plugins.libvirtmigration.preparation;

import io.jenkins.plugins.libvirtmigration.hypervisor.FakeHypervisor;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** What programs of real systems print; docs/preparation.md says which are recorded and which written after manuals. */
public final class Recordings {
    private static final String SURROUNDINGS =
            "env LC_ALL=C PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin ";

    private Recordings() {}

    public static String of(String name) {
        try (InputStream stream = Recordings.class.getResourceAsStream("/preparation/" + name)) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A host that is logged in to as root. */
    public static FakeHypervisor root(String address) {
        FakeHypervisor host = new FakeHypervisor(address);
        teach(host, "id -u", 0, "0\n");
        return host;
    }

    /** Teaches a host what a command prints: the words as the examinations say them. */
    public static void teach(FakeHypervisor host, String command, int status, String output) {
        host.ssh.answer(SURROUNDINGS + command, status, output);
    }

    public static void file(FakeHypervisor host, String path, String text) {
        teach(host, "cat -- " + path, 0, text);
    }

    public static void noFile(FakeHypervisor host, String path) {
        teach(host, "cat -- " + path, 1, "cat: " + path + ": No such file or directory");
    }

    /** How a command that was run begins. */
    public static String command(String words) {
        return SURROUNDINGS + words;
    }
}
