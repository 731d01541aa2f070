package io.jenkins.plugins.libvirtmigration.lab;

/** Waits until a move carries bytes. */
final class UnderWay {
    private UnderWay() {}

    /** Starts the move and waits until its job carries bytes. */
    static Running of(Lab lab, Guest guest, Migrate migrate) {
        return awaitJob(lab, guest, migrate.start());
    }

    static Running awaitJob(Lab lab, Guest guest, Running running) {
        Waiting.until("a job on " + guest.name(), () -> {
            if (!running.isAlive()) {
                throw new AssertionError("It was over too early: " + running.soFar());
            }
            return lab.run("on", "h1", "virsh", "domjobinfo", guest.name())
                    .out()
                    .contains("Memory processed:");
        });
        return running;
    }
}
