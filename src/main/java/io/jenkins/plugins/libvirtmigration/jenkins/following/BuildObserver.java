package io.jenkins.plugins.libvirtmigration.jenkins.following;

import io.jenkins.plugins.libvirtmigration.check.Shown;
import io.jenkins.plugins.libvirtmigration.jenkins.report.GuestProgress;
import io.jenkins.plugins.libvirtmigration.jenkins.report.StepReport;
import io.jenkins.plugins.libvirtmigration.report.ReportException;
import java.io.PrintStream;
import java.util.List;
import java.util.Optional;

/** Puts what an agent tells into the build's log and into the step's report. */
public final class BuildObserver implements WorkObserver {
    private static final String PREFIX = "[libvirt] ";

    private final PrintStream log;
    private final StepReport step;
    private final Runnable checkpoint;
    private final ProgressLines progress;
    private volatile String lastSentence;

    /** @param checkpoint makes what is remembered of the work survive a kill of Jenkins */
    public BuildObserver(PrintStream log, StepReport step, Runnable checkpoint) {
        this.log = log;
        this.step = step;
        this.checkpoint = checkpoint;
        progress = new ProgressLines(this::say);
    }

    /** Names and messages come from hypervisors: nothing in them may pass for another line of the log. */
    @Override
    public void say(String sentence) {
        lastSentence = Shown.line(sentence);
        say(log, lastSentence);
    }

    /** The same for who has no step to tell of. */
    public static void say(PrintStream log, String sentence) {
        log.println(PREFIX + Shown.line(sentence));
    }

    /** What was said last; null for nothing yet. */
    public String lastSentence() {
        return lastSentence;
    }

    @Override
    public void live(List<GuestProgress> guests, List<String> sentences) {
        step.live(guests, sentences);
        progress.show(guests);
    }

    @Override
    public void report(String json) {
        try {
            step.store(json);
        } catch (ReportException e) {
            say("What the agent reports cannot be kept: " + e.getMessage());
        }
    }

    @Override
    public void plan(String json) {
        try {
            step.storePlan(json);
        } catch (ReportException e) {
            say("The plan cannot be kept: " + e.getMessage());
        }
    }

    @Override
    public void refuges(List<String> hosts) {
        step.addRefuges(hosts);
    }

    @Override
    public Optional<String> kept() {
        return step.stored();
    }

    @Override
    public void checkpoint() {
        checkpoint.run();
    }
}
