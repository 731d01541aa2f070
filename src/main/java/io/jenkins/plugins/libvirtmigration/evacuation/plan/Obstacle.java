package io.jenkins.plugins.libvirtmigration.evacuation.plan;

/** One reason why a guest cannot go to a destination, with the value that stands against it. */
public record Obstacle(Kind kind, String sentence) {
    public enum Kind {
        /** A pre-flight check of the pair: CPU, network, device, disk. */
        ROUTE,
        PIN,
        GROUP,
        MEMORY,
        CPUS,
        DISK_SPACE
    }
}
