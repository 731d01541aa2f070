package io.jenkins.plugins.libvirtmigration.jenkins.agent;

import io.jenkins.plugins.libvirtmigration.jenkins.report.GuestProgress;
import io.jenkins.plugins.libvirtmigration.migration.AbortSignal;
import io.jenkins.plugins.libvirtmigration.report.Report;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A place for a work that is called by a test. */
final class RecordingSite implements WorkSite {
    final List<String> sentences = new ArrayList<>();
    final List<String> silences = new ArrayList<>();
    Path directory;
    boolean resumed;
    private final AbortSignal abort = new AbortSignal();

    @Override
    public void say(String sentence) {
        sentences.add(sentence);
    }

    @Override
    public void progress(String vm, GuestProgress progress) {
        sentences.add(vm + " moves");
    }

    @Override
    public void hostSilent(String reason) {
        silences.add(reason);
    }

    @Override
    public void postcopy(String vm) {
        sentences.add(vm + " is in post-copy");
    }

    @Override
    public Instant startedAt() {
        return Instant.EPOCH;
    }

    @Override
    public AbortSignal abort() {
        return abort;
    }

    @Override
    public Optional<Report> earlier() {
        return Optional.empty();
    }

    @Override
    public boolean resumed() {
        return resumed;
    }

    @Override
    public Path directory() {
        return directory;
    }
}
