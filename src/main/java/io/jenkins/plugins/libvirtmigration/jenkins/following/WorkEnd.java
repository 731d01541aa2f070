package io.jenkins.plugins.libvirtmigration.jenkins.following;

/**
 * That a work is over.
 *
 * @param message what is wrong, with reason and remedy; null where the report says everything
 */
public record WorkEnd(Kind kind, String message) {

    /** How it ended. */
    public enum Kind {
        /** There is a final report; what came out of it stands there. */
        REPORTED,
        /** A host did not answer; there may be a report. */
        UNREACHABLE,
        /** It was refused. */
        REFUSED,
        /** A fault of ours. */
        FAULT,
        /** The agent was lost and did not come back. */
        LOST
    }

    static WorkEnd reported() {
        return new WorkEnd(Kind.REPORTED, null);
    }
}
