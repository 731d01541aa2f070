package io.jenkins.plugins.libvirtmigration.migration;

import io.jenkins.plugins.libvirtmigration.check.Shown;
import io.jenkins.plugins.libvirtmigration.hypervisor.HypervisorLink;
import java.util.Optional;
import java.util.UUID;

/**
 * A guest that a client who is gone left paused on the source. Only one host can tell whether it runs already: the one that
 * it was on its way to. That another host has no process for it proves nothing.
 */
final class LeftPaused {
    private final HypervisorLink source;
    private final HypervisorLink destination;
    private final UUID uuid;

    LeftPaused(HypervisorLink source, HypervisorLink destination, UUID uuid) {
        this.source = source;
        this.destination = destination;
        this.uuid = uuid;
    }

    /**
     * Why the answer of this destination proves nothing, and what to do; empty where it is the host that must be asked.
     *
     * @param wanted whether the guest is to run again: then there must be a note. One that is to stay paused and has none was
     *     paused by somebody, and not by a move
     *
     * @throws io.jenkins.plugins.libvirtmigration.host.HypervisorUnreachableException when a host cannot be asked
     */
    Optional<String> objection(boolean wanted) {
        Optional<MoveNote> note = MoveNote.on(source, uuid);
        String paused = "The guest is paused on " + source.name() + " in the middle of a move";
        if (note.isEmpty() && !wanted) {
            return Optional.empty();
        }
        if (note.isEmpty()) {
            return Optional.of(
                    paused + ", and nothing there tells to which host: another program moved it, or it is what was left"
                            + " of a guest that arrived. It is left as it is, since it may run on a host that was not"
                            + " asked. See which host has it (virsh domstate " + uuid + " on each), and only if none"
                            + " has, not even powered off, let it run again on " + source.name() + " (virsh resume "
                            + uuid + ").");
        }
        UUID asked = destination.get().libvirt().hostUuid();
        if (note.get().destination().equals(asked)) {
            return Optional.empty();
        }
        String name = Shown.text(note.get().name());
        return Optional.of(paused + " to " + name + " (host UUID " + note.get().destination() + "), and may run there. "
                + destination.name() + " is another host (" + asked + "), so nothing is done. Run libvirt-migration"
                + " migrate --recover --vm " + uuid + " --from " + source.name() + " --to " + name + " first.");
    }
}
