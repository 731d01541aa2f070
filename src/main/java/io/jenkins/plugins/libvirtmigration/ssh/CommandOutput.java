package io.jenkins.plugins.libvirtmigration.ssh;

/** What a remote program wrote, at most a megabyte of each, and how it ended. */
public record CommandOutput(int exitStatus, String output, String errors) {
    public boolean succeeded() {
        return exitStatus == 0;
    }
}
