package io.jenkins.plugins.libvirtmigration.migration;

import java.util.ArrayList;
import java.util.List;

/** Keeps what a listener was told. */
final class Heard implements MigrationListener {
    final List<String> events = new ArrayList<>();
    final List<Progress> progress = new ArrayList<>();

    @Override
    public synchronized void event(String sentence) {
        events.add(sentence);
    }

    @Override
    public synchronized void progress(Progress reading) {
        progress.add(reading);
    }

    String all() {
        return String.join("\n", events);
    }
}
