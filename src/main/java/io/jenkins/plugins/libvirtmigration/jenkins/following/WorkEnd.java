package io.jenkins.plugins.libvirtmigration.jenkins.following;

/**
 * That a work is over.
 *
 * @param message what is wrong, with reason and remedy; null where the report says everything
 * @param untouched whether it is certain that nothing was begun on any host
 */
public record WorkEnd(Kind kind, String message, boolean untouched) {

    WorkEnd(Kind kind, String message) {
        this(kind, message, false);
    }

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

    /** Refused, so that all is as it was. */
    static WorkEnd neverBegan(String message) {
        return new WorkEnd(Kind.REFUSED, message, true);
    }

    static WorkEnd reported() {
        return new WorkEnd(Kind.REPORTED, null);
    }
}
