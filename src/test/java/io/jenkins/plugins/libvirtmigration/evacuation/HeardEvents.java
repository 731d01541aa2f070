package io.jenkins.plugins.libvirtmigration.evacuation;

import io.jenkins.plugins.libvirtmigration.evacuation.plan.Plan;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Keeps what an evacuation, a return or a drill says while it goes on. */
final class HeardEvents implements EvacuationListener {
    final List<String> sentences = new CopyOnWriteArrayList<>();

    @Override
    public void event(String sentence) {
        sentences.add(sentence);
    }

    @Override
    public void planned(Plan plan) {
        sentences.add("planned " + plan.moves().size());
    }
}
