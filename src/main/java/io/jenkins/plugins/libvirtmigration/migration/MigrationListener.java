package io.jenkins.plugins.libvirtmigration.migration;

/** Hears of a move while it goes on; called on the thread that moves, so it returns soon. */
public interface MigrationListener {

    /** Something was done or seen, as a whole sentence. */
    void event(String sentence);

    /** Once a second while data is copied. */
    void progress(Progress progress);

    /** Post-copy has begun: from now on no abort ends the move. */
    default void postcopy() {
        // For most it is an event like any other.
    }

    MigrationListener SILENT = new MigrationListener() {
        @Override
        public void event(String sentence) {
            // nobody listens
        }

        @Override
        public void progress(Progress progress) {
            // nobody listens
        }
    };
}
