package io.jenkins.plugins.libvirtmigration.preparation.host;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.StringJoiner;

/**
 * What takes back each step of a change that has several, the last one first. One step that cannot be taken back keeps
 * none of the others from it.
 */
public final class UndoStack implements FileChange.Undo {
    private final Deque<FileChange.Undo> steps = new ArrayDeque<>();

    public void push(FileChange.Undo step) {
        steps.push(step);
    }

    public boolean isEmpty() {
        return steps.isEmpty();
    }

    /** @throws IllegalStateException naming every step that could not be taken back; all others are */
    @Override
    public void undo() {
        StringJoiner failed = new StringJoiner("; ");
        for (Iterator<FileChange.Undo> rest = steps.iterator(); rest.hasNext(); rest.remove()) {
            try {
                rest.next().undo();
            } catch (IllegalStateException | NotSeenException e) {
                failed.add(e.getMessage());
            }
        }
        if (failed.length() > 0) {
            throw new IllegalStateException(failed.toString());
        }
    }

    /**
     * Takes everything back after something failed.
     *
     * @param whole what is then so, for the report: "the rules are as they were"
     * @return what to throw: why it failed, and what became of it
     */
    public IllegalStateException after(RuntimeException reason, String whole) {
        try {
            undo();
            return new IllegalStateException(reason.getMessage() + "; " + whole, reason);
        } catch (IllegalStateException e) {
            reason.addSuppressed(e);
            return new IllegalStateException(
                    reason.getMessage() + "; taking it back failed too: " + e.getMessage(), reason);
        }
    }
}
