package io.jenkins.plugins.libvirtmigration.preparation.examination;

/** Mends one finding. Only what is missing is done, so that a second run finds nothing to do. */
@FunctionalInterface
public interface Action {

    /**
     * Does it, with all that belongs to it: the old state kept, the new one tried before it counts, and taken back if
     * it does not hold.
     *
     * @return what was changed, as a diff where it was a file
     * @throws IllegalStateException saying what failed, and whether everything is as it was
     * @throws io.jenkins.plugins.libvirtmigration.preparation.host.NotSeenException where a right is missing
     */
    String perform();
}
