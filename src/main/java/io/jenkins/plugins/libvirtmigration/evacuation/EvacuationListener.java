package io.jenkins.plugins.libvirtmigration.evacuation;

import io.jenkins.plugins.libvirtmigration.evacuation.plan.Plan;

/** Hears of an evacuation while it goes on; called on its thread, so it returns soon. */
public interface EvacuationListener {

    /** Something was decided, done or seen, as a whole sentence. */
    void event(String sentence);

    /** A plan was made: at the start, and again when the world had changed. */
    void planned(Plan plan);
}
