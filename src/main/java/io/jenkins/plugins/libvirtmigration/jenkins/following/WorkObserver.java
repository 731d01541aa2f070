package io.jenkins.plugins.libvirtmigration.jenkins.following;

import io.jenkins.plugins.libvirtmigration.jenkins.report.GuestProgress;
import java.util.List;
import java.util.Optional;

/** Who hears what an agent tells of a work. */
public interface WorkObserver {

    /** One sentence for the build's log. */
    void say(String sentence);

    /** The guests that are being moved now, and what was said since the last time. */
    void live(List<GuestProgress> guests, List<String> sentences);

    /** The newest report.json; untrusted. */
    void report(String json);

    /** The newest plan.json; untrusted. */
    void plan(String json);

    /** Where guests are going to be left until a return, by who gives the order; told before the agent gets it. */
    void refuges(List<String> hosts);

    /** The report that was kept last. */
    Optional<String> kept();

    /** Called before something happens that must not be forgotten when Jenkins is killed. */
    void checkpoint();
}
