package io.jenkins.plugins.libvirtmigration.jenkins.agent;

import io.jenkins.plugins.libvirtmigration.jenkins.report.GuestProgress;
import java.util.List;

/** What an agent may answer, for tests of who asks. */
public final class Answers {
    private Answers() {}

    public static WorkStatus unknown() {
        return WorkStatus.unknown();
    }

    /**
     * It goes on.
     *
     * @param next how many sentences there are, with those that are told now
     */
    public static WorkStatus underWay(int next, String... sentences) {
        return new WorkStatus(true, false, next, List.of(sentences), List.of(), false, 0, null, null, null);
    }

    /** Guests are under way. */
    public static WorkStatus moving(boolean postcopy, GuestProgress... guests) {
        return new WorkStatus(true, false, 0, List.of(), List.of(guests), postcopy, 0, null, null, null);
    }

    public static WorkStatus reported(long revision, String report) {
        return new WorkStatus(true, false, 0, List.of(), List.of(), false, revision, report, null, null);
    }

    /** It is over. */
    public static WorkStatus done(String report, String plan, WorkFailure failure) {
        return new WorkStatus(true, true, 0, List.of(), List.of(), false, 9, report, plan, failure);
    }
}
