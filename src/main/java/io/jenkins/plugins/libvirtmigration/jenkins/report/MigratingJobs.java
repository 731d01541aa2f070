package io.jenkins.plugins.libvirtmigration.jenkins.report;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Which jobs ever moved or checked something. Jenkins asks that of every job that it shows: an empty file beside the
 * job's configuration answers it, where a look at the builds would read them from disk.
 */
final class MigratingJobs {
    private static final Logger LOGGER = Logger.getLogger(MigratingJobs.class.getName());
    private static final String NAME = "libvirt-migration.seen";

    private MigratingJobs() {}

    static boolean has(Path job) {
        return Files.exists(job.resolve(NAME));
    }

    /** Without it a job lacks nothing but its link to the trend. */
    static void add(Path job) {
        if (has(job)) {
            return;
        }
        try {
            Files.createFile(job.resolve(NAME));
        } catch (FileAlreadyExistsException e) {
            LOGGER.log(Level.FINE, "Another build was faster", e);
        } catch (IOException e) {
            LOGGER.log(Level.WARNING, e, () -> "Cannot keep in " + job + " that this job migrates");
        }
    }
}
