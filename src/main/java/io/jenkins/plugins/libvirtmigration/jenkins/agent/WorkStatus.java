package io.jenkins.plugins.libvirtmigration.jenkins.agent;

import io.jenkins.plugins.libvirtmigration.jenkins.report.GuestProgress;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/**
 * What an agent answers when it is asked how a work is getting on. It is somebody else's word: whoever gets it takes
 * nothing for granted.
 */
public final class WorkStatus implements Serializable {
    private static final long serialVersionUID = 1;

    private final boolean known;
    private final boolean done;
    private final int nextSentence;
    private final ArrayList<String> sentences;
    private final ArrayList<GuestProgress> guests;
    private final boolean postcopy;
    private final long reportRevision;
    private final String report;
    private final String plan;
    private final WorkFailure failure;

    WorkStatus(
            boolean known,
            boolean done,
            int nextSentence,
            List<String> sentences,
            List<GuestProgress> guests,
            boolean postcopy,
            long reportRevision,
            String report,
            String plan,
            WorkFailure failure) {
        this.known = known;
        this.done = done;
        this.nextSentence = nextSentence;
        this.sentences = new ArrayList<>(sentences);
        this.guests = new ArrayList<>(guests);
        this.postcopy = postcopy;
        this.reportRevision = reportRevision;
        this.report = report;
        this.plan = plan;
        this.failure = failure;
    }

    /** The agent was started anew since: it knows nothing of the work. */
    static WorkStatus unknown() {
        return new WorkStatus(false, false, 0, List.of(), List.of(), false, 0, null, null, null);
    }

    public boolean isKnown() {
        return known;
    }

    /** Nothing will change any more. */
    public boolean isDone() {
        return done;
    }

    /** What to ask with the next time. */
    public int nextSentence() {
        return nextSentence;
    }

    /** Those that were not told yet. */
    public List<String> sentences() {
        return List.copyOf(sentences);
    }

    /** Those that are being moved now. */
    public List<GuestProgress> guests() {
        return List.copyOf(guests);
    }

    /** Whether one of them is in post-copy, which no abort ends. */
    public boolean isInPostcopy() {
        return postcopy;
    }

    /** What to ask with the next time. */
    public long reportRevision() {
        return reportRevision;
    }

    /** The newest report.json; null where the one that was asked with is the newest, or there is none. */
    public String report() {
        return report;
    }

    /** The plan.json that was made last; null before the end, and where none was made. */
    public String plan() {
        return plan;
    }

    /**
     * Why there is no final report, or what is wrong beside it; null when all went
     * well, or the work goes on.
     */
    public WorkFailure failure() {
        return failure;
    }
}
