package io.jenkins.plugins.libvirtmigration.storage;

import java.util.Optional;

/** The path of an image: its directory, and its name in it without a slash. */
record ImagePath(String directory, String name) {

    /** Empty for what is no absolute path, or holds what no shell, log or pool should have to see. */
    static Optional<ImagePath> of(String path) {
        int slash = path.lastIndexOf('/');
        boolean plain = path.startsWith("/") && path.chars().noneMatch(Character::isISOControl);
        String name = path.substring(slash + 1);
        if (!plain || name.isEmpty() || name.equals(".") || name.equals("..")) {
            return Optional.empty();
        }
        return Optional.of(new ImagePath(slash == 0 ? "/" : path.substring(0, slash), name));
    }

    String path() {
        return directory.equals("/") ? "/" + name : directory + "/" + name;
    }
}
