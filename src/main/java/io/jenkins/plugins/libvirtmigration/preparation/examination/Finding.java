package io.jenkins.plugins.libvirtmigration.preparation.examination;

import io.jenkins.plugins.libvirtmigration.check.Check;
import java.util.Optional;

/**
 * A check, and what can be done about it here.
 *
 * @param about tells findings of one id on one host apart: a pool, a directory; not shown
 * @param action empty where nothing needs doing or only an administrator should do it
 */
public record Finding(Check check, String about, Optional<Action> action) {

    /** The same, with what mends it. */
    public Finding mendedBy(Action mending) {
        return new Finding(check, about, Optional.of(mending));
    }

    /** Whether it could not be looked at. */
    public boolean isUnseen() {
        return check.found().startsWith(Subject.NOT_SEEN);
    }

    /** Whether both are about the same thing, looked at twice. */
    public boolean sameSubject(Finding other) {
        return check.id().equals(other.check.id()) && about.equals(other.about);
    }
}
