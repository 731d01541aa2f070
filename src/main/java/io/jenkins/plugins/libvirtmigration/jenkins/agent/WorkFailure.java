package io.jenkins.plugins.libvirtmigration.jenkins.agent;

import java.io.Serializable;

/**
 * Why a work ended without a report.
 *
 * @param kind what may be done about it
 * @param message for people
 */
public record WorkFailure(Kind kind, String message) implements Serializable {

    /** What a caller may do about it. */
    public enum Kind {
        /** A host did not answer: worth another try. */
        UNREACHABLE,
        /** What was asked for makes no sense, or was refused. */
        REFUSED,
        /** A fault of ours; the agent's log has the details. */
        FAULT
    }
}
