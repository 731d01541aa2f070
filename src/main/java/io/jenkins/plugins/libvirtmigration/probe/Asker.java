package io.jenkins.plugins.libvirtmigration.probe;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Asks a guest at an interval, on a thread of its own, and tells a {@link SilenceMeter}. */
interface Asker extends AutoCloseable {

    /** @throws ProbeUnavailableException when this machine cannot ask at all */
    void start();

    /** What was done in another way than was asked for, in sentences. */
    List<String> warnings();

    /** Why questions are no longer asked, though nobody closed it. */
    Optional<String> failure();

    /** The last thing that went wrong with a question, in the words of the system: for a guest that never answers. */
    Optional<String> lastProblem();

    /** When the questions ended because this process does, on the clock of {@link System#nanoTime()}; empty otherwise. */
    OptionalLong interruptedAt();

    /** Ends the questions within a few seconds at most. */
    @Override
    void close();
}
