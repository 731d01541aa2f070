package io.jenkins.plugins.libvirtmigration.migration;

import io.jenkins.plugins.libvirtmigration.check.Shown;
import io.jenkins.plugins.libvirtmigration.hypervisor.HypervisorLink;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;

/**
 * The move that a guest's note on the source tells of, where no migration is under way. A client that was killed leaves
 * that, and so does one that lives and has not made its call yet: it writes the note first. Only time tells the two apart.
 */
final class NotedMove {
    /** From the note to the job it is a second as a rule, and up to 10 s more where a probe waits for its first answer. */
    static final Duration WAIT = Duration.ofSeconds(15);

    private static final Duration TICK = Duration.ofSeconds(1);

    private final HypervisorLink source;
    private final UUID uuid;
    private final Optional<MoveNote> note;

    private NotedMove(HypervisorLink source, UUID uuid, Optional<MoveNote> note) {
        this.source = source;
        this.uuid = uuid;
        this.note = note;
    }

    /** What the source's note says now. */
    static NotedMove on(HypervisorLink source, UUID uuid) {
        return new NotedMove(source, uuid, MoveNote.on(source, uuid));
    }

    /** What became of it in the time that it was given. */
    enum Sequel {
        /** It has made its call. */
        MIGRATES,
        /** There is none, it has taken its note away, or its time is over. */
        NOTHING,
        /** An abort was asked for before its time was over: it may still be alive. */
        UNKNOWN
    }

    /** Waits for its call, where there is a note; at most so long, and not on when somebody asks for an abort. */
    Sequel await(Duration time, Proof proof, MigrationListener listener, AbortSignal abort)
            throws InterruptedException {
        if (note.isEmpty()) {
            return Sequel.NOTHING;
        }
        listener.event(
                "The guest has the note of a move to " + Shown.text(note.get().name())
                        + ", and no migration is under way. A move that has just begun looks the same: it is given "
                        + time.toSeconds() + " s before anything of it is tidied up.");
        long end = System.nanoTime() + time.toNanos();
        while (isUnchanged()) {
            if (proof.look().source().migrating()) {
                return Sequel.MIGRATES;
            }
            Duration left = Duration.ofNanos(end - System.nanoTime());
            if (left.isNegative()) {
                return Sequel.NOTHING;
            }
            if (abort.await(left.compareTo(TICK) < 0 ? left : TICK)) {
                return Sequel.UNKNOWN;
            }
        }
        return Sequel.NOTHING;
    }

    /** Whether no other note has taken its place; that there is none any more is no other. */
    boolean isTheLast() {
        Optional<MoveNote> now = MoveNote.on(source, uuid);
        return now.isEmpty() || now.equals(note);
    }

    /** The move is over; the note of another one stays. */
    void forget() {
        note.ifPresent(written -> source.get().libvirt().tell(uuid, written::remove));
    }

    private boolean isUnchanged() {
        return MoveNote.on(source, uuid).equals(note);
    }
}
