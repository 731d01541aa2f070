package io.jenkins.plugins.libvirtmigration.jenkins.agent;

import io.jenkins.plugins.libvirtmigration.evacuation.EvacuationListener;
import io.jenkins.plugins.libvirtmigration.evacuation.PlanFile;
import io.jenkins.plugins.libvirtmigration.evacuation.plan.Plan;
import io.jenkins.plugins.libvirtmigration.unit.DataSize;
import io.jenkins.plugins.libvirtmigration.unit.Durations;

/** Tells the build's log of an evacuation. */
final class FleetSentences implements EvacuationListener {
    private final WorkSite site;

    FleetSentences(WorkSite site) {
        this.site = site;
    }

    @Override
    public void event(String sentence) {
        site.say(sentence);
    }

    @Override
    public void planned(Plan plan) {
        PlanFile.write(site.directory(), plan);
        site.say("Planned: " + plan.moves().size() + " moves, about " + new DataSize(plan.bytes()) + " in about "
                + Durations.format(plan.expected()) + "; " + plan.staying().size() + " guests stay.");
        plan.staying().forEach(staying -> site.say(staying.guest().name() + " stays: " + staying.reason()));
    }
}
