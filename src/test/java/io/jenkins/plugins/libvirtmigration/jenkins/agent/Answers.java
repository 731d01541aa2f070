package io.jenkins.plugins.libvirtmigration.jenkins.agent;

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
        return new WorkStatus(true, false, next, List.of(sentences), List.of(), 0, null, null, null);
    }

    public static WorkStatus reported(long revision, String report) {
        return new WorkStatus(true, false, 0, List.of(), List.of(), revision, report, null, null);
    }

    /** It is over. */
    public static WorkStatus done(String report, String plan, WorkFailure failure) {
        return new WorkStatus(true, true, 0, List.of(), List.of(), 9, report, plan, failure);
    }
}
