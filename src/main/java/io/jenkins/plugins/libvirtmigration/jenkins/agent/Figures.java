package io.jenkins.plugins.libvirtmigration.jenkins.agent;

import io.jenkins.plugins.libvirtmigration.jenkins.report.GuestProgress;
import io.jenkins.plugins.libvirtmigration.migration.Progress;
import java.time.Duration;
import java.util.OptionalLong;

/** The engine's figures as they go over remoting: null for what is not known. */
final class Figures {
    private Figures() {}

    static GuestProgress of(String vm, String uuid, String destination, Progress progress) {
        return new GuestProgress(
                vm,
                uuid,
                destination,
                orNull(progress.memory().total()),
                orNull(progress.memory().remaining()),
                orNull(progress.disk().total()),
                orNull(progress.disk().remaining()),
                orNull(progress.bytesPerSecond()),
                orNull(progress.dirtyBytesPerSecond()),
                orNull(progress.iteration()),
                progress.left().map(Duration::toMillis).orElse(null));
    }

    private static Long orNull(OptionalLong value) {
        return value.isPresent() ? value.getAsLong() : null;
    }
}
