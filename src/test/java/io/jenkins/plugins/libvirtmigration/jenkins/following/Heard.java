package io.jenkins.plugins.libvirtmigration.jenkins.following;

import io.jenkins.plugins.libvirtmigration.jenkins.report.GuestProgress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** An observer that remembers. */
final class Heard implements WorkObserver {
    final List<String> sentences = new ArrayList<>();
    final List<String> reports = new ArrayList<>();
    final List<String> plans = new ArrayList<>();
    final List<String> refuges = new ArrayList<>();
    int checkpoints;

    @Override
    public void say(String sentence) {
        sentences.add(sentence);
    }

    @Override
    public void live(List<GuestProgress> guests, List<String> said) {
        // What is shown of it is BuildObserver's, which has a test of its own.
    }

    @Override
    public void report(String json) {
        reports.add(json);
    }

    @Override
    public void plan(String json) {
        plans.add(json);
    }

    @Override
    public void refuges(List<String> hosts) {
        refuges.addAll(hosts);
    }

    @Override
    public Optional<String> kept() {
        return reports.isEmpty() ? Optional.empty() : Optional.of(reports.get(reports.size() - 1));
    }

    @Override
    public void checkpoint() {
        checkpoints++;
    }
}
