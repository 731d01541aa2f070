package io.jenkins.plugins.libvirtmigration.jenkins.report;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.FilePath;
import hudson.model.BuildListener;
import hudson.model.Computer;
import hudson.model.Run;
import hudson.model.TaskListener;
import io.jenkins.plugins.libvirtmigration.check.Shown;
import io.jenkins.plugins.libvirtmigration.evacuation.PlanFile;
import io.jenkins.plugins.libvirtmigration.report.JUnitFile;
import io.jenkins.plugins.libvirtmigration.report.ReportFile;
import io.jenkins.plugins.libvirtmigration.unit.Durations;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Puts the files of a step that is over where the rest of Jenkins looks for such: among the artefacts of the build, and
 * into the workspace, where the step {@code junit} finds them. What goes wrong with that is said in the build's log; the
 * moves are over, and nothing else comes of it.
 */
public final class StepArtefacts {
    /** Where artefacts are stored elsewhere, or the workspace is far away, it takes its time; but not forever. */
    private static final Duration BOUND = Duration.ofMinutes(2);

    /**
     * For each of both places, where somebody waits for the end: a Pipeline's timeout gives a step 60 s, and the proof of where
     * guests run may have taken 45 of them.
     */
    private static final Duration HURRIED_BOUND = Duration.ofSeconds(4);

    private final ExecutorService pool;
    private final PrintStream log;
    private final Duration bound;

    StepArtefacts(ExecutorService pool, PrintStream log, Duration bound) {
        this.pool = pool;
        this.log = log;
        this.bound = bound;
    }

    /** Where the workspace of a step is looked up; null where it has none. */
    @FunctionalInterface
    public interface Workspace {
        FilePath find() throws IOException, InterruptedException;
    }

    /** One place for files. */
    @FunctionalInterface
    interface Place {
        /** @param files by their path there */
        void take(Map<String, Path> files) throws IOException, InterruptedException;
    }

    /**
     * Blocks for a while: not for the threads that run Pipelines, timers or steps.
     *
     * @param hurried whether somebody waits for the end of an abort
     */
    public static void publish(
            @NonNull StepReport step,
            @NonNull Run<?, ?> run,
            @NonNull TaskListener listener,
            @NonNull Workspace workspace,
            boolean hurried) {
        StepArtefacts artefacts = new StepArtefacts(
                Computer.threadPoolForRemoting, listener.getLogger(), hurried ? HURRIED_BOUND : BOUND);
        Path directory = step.directory();
        artefacts.publish("among the artefacts of the build", step, files -> archive(run, listener, directory, files));
        artefacts.publish("in the workspace", step, files -> write(workspace.find(), files));
    }

    /** @param where for people */
    void publish(String where, StepReport step, Place place) {
        Map<String, Path> files = files(step.directory(), step.getId());
        if (files.isEmpty()) {
            return;
        }
        Future<?> taking = pool.submit(() -> {
            place.take(files);
            return null;
        });
        try {
            taking.get(bound.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            taking.cancel(true);
            complain(where, "it took longer than " + Durations.format(bound));
        } catch (ExecutionException e) {
            complain(where, String.valueOf(e.getCause()));
        } catch (InterruptedException e) {
            taking.cancel(true);
            Thread.currentThread().interrupt();
            complain(where, "interrupted");
        }
    }

    private void complain(String where, String why) {
        log.println("[libvirt] The report is not " + where + ": " + Shown.line(why)
                + ". The page of the build has it all the same.");
    }

    /** What is there of a step; the id keeps the steps of a build apart. */
    private static Map<String, Path> files(Path directory, String id) {
        Map<String, Path> files = new LinkedHashMap<>();
        for (String name : List.of(ReportFile.NAME, JUnitFile.NAME, PlanFile.NAME)) {
            if (Files.isRegularFile(directory.resolve(name))) {
                files.put(MigrationsAction.URL + "/" + id + "/" + name, directory.resolve(name));
            }
        }
        return files;
    }

    private static void archive(Run<?, ?> run, TaskListener listener, Path directory, Map<String, Path> files)
            throws IOException, InterruptedException {
        Map<String, String> names = new LinkedHashMap<>();
        files.forEach((artefact, file) -> names.put(artefact, String.valueOf(file.getFileName())));
        FilePath from = new FilePath(directory.toFile());
        run.pickArtifactManager().archive(from, from.createLauncher(listener), new Told(listener), names);
    }

    private static void write(FilePath workspace, Map<String, Path> files) throws IOException, InterruptedException {
        if (workspace != null) {
            for (Map.Entry<String, Path> file : files.entrySet()) {
                workspace.child(file.getKey()).write(Files.readString(file.getValue()), "UTF-8");
            }
        }
    }

    /** Whoever archives wants the listener of a build, which says more than that of a step. */
    private record Told(TaskListener step) implements BuildListener {
        @Override
        public PrintStream getLogger() {
            return step.getLogger();
        }

        @Override
        public Charset getCharset() {
            return step.getCharset();
        }
    }
}
