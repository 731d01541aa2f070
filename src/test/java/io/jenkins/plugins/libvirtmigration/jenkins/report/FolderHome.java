package io.jenkins.plugins.libvirtmigration.jenkins.report;

import java.nio.file.Path;

/** A build that is a directory, and counts what is asked of it. */
public final class FolderHome implements ReportHome {
    final Path directory;
    boolean building = true;
    boolean readable = true;
    int saved;

    public FolderHome(Path directory) {
        this.directory = directory;
    }

    /** A build with its reports, as after Jenkins has loaded it. */
    public MigrationsAction action() {
        MigrationsAction action = new MigrationsAction();
        action.attach(this);
        return action;
    }

    @Override
    public Path directory() {
        return directory;
    }

    @Override
    public boolean isBuilding() {
        return building;
    }

    @Override
    public String url() {
        return "job/patch/12/";
    }

    @Override
    public void save() {
        saved++;
    }

    @Override
    public void checkReadable() {
        if (!readable) {
            throw new SecurityException("may not read the build");
        }
    }
}
