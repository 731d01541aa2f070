package io.jenkins.plugins.libvirtmigration.storage;

/**
 * What was seen of a disk on both hosts, before anything is decided.
 *
 * @param path of the file or device; null for a network disk
 * @param reason what was looked at and found
 * @param remedy what an administrator can do where {@code sharing} is not what a migration needs
 */
record Sighting(Sharing sharing, String path, String reason, String remedy) {

    enum Sharing {
        /** Both hosts see the same thing: proven. */
        SHARED,
        /** The destination does not see it, or sees another: proven. */
        LOCAL,
        /** Neither is proven. */
        UNPROVEN,
        /** It cannot move at all. */
        UNUSABLE
    }

    static Sighting shared(String path, String reason) {
        return new Sighting(Sharing.SHARED, path, reason, null);
    }

    static Sighting local(String path, String reason, String remedy) {
        return new Sighting(Sharing.LOCAL, path, reason, remedy);
    }

    static Sighting unproven(String path, String reason, String remedy) {
        return new Sighting(Sharing.UNPROVEN, path, reason, remedy);
    }

    static Sighting unusable(String path, String reason, String remedy) {
        return new Sighting(Sharing.UNUSABLE, path, reason, remedy);
    }
}
