package io.jenkins.plugins.libvirtmigration.evacuation;

import java.util.ArrayList;
import java.util.List;

/** A plan cannot be carried out as it stands, because the world is not the one it was made for. */
public class PlanRefusedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final ArrayList<String> changes;

    public PlanRefusedException(List<String> changes) {
        super("The plan is refused, since the world has changed: " + String.join("; ", changes)
                + ". Make a new one with --dry-run.");
        this.changes = new ArrayList<>(changes);
    }

    /** What has changed, each as a part of a sentence. */
    public List<String> changes() {
        return List.copyOf(changes);
    }
}
