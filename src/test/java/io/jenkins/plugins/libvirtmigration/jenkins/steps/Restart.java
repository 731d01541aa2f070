package io.jenkins.plugins.libvirtmigration.jenkins.steps;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.nio.charset.StandardCharsets;

/** A kill of Jenkins: what is in memory is gone, and what is on the disk is read again. */
final class Restart {
    private Restart() {}

    @SuppressWarnings("unchecked") // the same as was written
    static <E extends WorkExecution> E of(E execution, FakeSite site) throws IOException, ClassNotFoundException {
        site.tasks.clear();
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(written(execution)))) {
            E read = (E) in.readObject();
            read.at(site);
            return read;
        }
    }

    static String bytes(WorkExecution execution) throws IOException {
        return new String(written(execution), StandardCharsets.ISO_8859_1);
    }

    private static byte[] written(WorkExecution execution) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(execution);
        }
        return bytes.toByteArray();
    }
}
