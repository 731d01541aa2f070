package io.jenkins.plugins.libvirtmigration.jenkins.report;

import hudson.model.Item;
import hudson.model.Run;
import java.io.IOException;
import java.nio.file.Path;
import java.util.logging.Level;
import java.util.logging.Logger;

/** What the reports of a build need of it; a build in Jenkins, or a directory in a test. */
interface ReportHome {
    /** Where the files of the reports are; perhaps it is not there yet. */
    Path directory();

    /** Whether the build goes on, so that a report without an end is under way and not left over from a crash. */
    boolean isBuilding();

    /** Of the build, relative to Jenkins' own: {@code job/patch/12/}. */
    String url();

    /** Keeps what is persisted of the reports. */
    void save();

    /** @throws RuntimeException of Jenkins, if the one who asks may not read the build */
    void checkReadable();

    static ReportHome of(Run<?, ?> run) {
        return new ReportHome() {
            @Override
            public Path directory() {
                return run.getRootDir().toPath().resolve("libvirt-migration");
            }

            @Override
            public boolean isBuilding() {
                return run.isBuilding();
            }

            @Override
            public String url() {
                return run.getUrl();
            }

            @Override
            public void save() {
                try {
                    run.save();
                    JobMigrationsAction.changed(run.getParent());
                } catch (IOException e) {
                    // The report itself is in its own file: only the figures of the summary would be lost.
                    Logger.getLogger(ReportHome.class.getName()).log(Level.WARNING, e, () -> "Cannot save " + run);
                }
            }

            @Override
            public void checkReadable() {
                run.checkPermission(Item.READ);
            }
        };
    }
}
