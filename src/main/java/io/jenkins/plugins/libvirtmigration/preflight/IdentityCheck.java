package io.jenkins.plugins.libvirtmigration.preflight;

import io.jenkins.plugins.libvirtmigration.check.Check;
import io.jenkins.plugins.libvirtmigration.check.Shown;
import io.jenkins.plugins.libvirtmigration.libvirt.LibvirtDomain;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * The guest's name and UUID are free on the destination. libvirt would silently replace a definition of the same name
 * and UUID that is not running (virDomainObjListAdd); whether it may be lost is not for a migration to decide.
 */
final class IdentityCheck implements PreflightCheck {

    @Override
    public String id() {
        return "identity";
    }

    @Override
    public List<Check> examine(Situation situation) {
        return List.of(name(situation), uuid(situation));
    }

    private static Check name(Situation situation) {
        Subject subject = situation.on(situation.destination(), "name-free");
        String name = situation.guest().description().name();
        UUID uuid = situation.guest().description().uuid();
        Optional<LibvirtDomain> found = situation.destination().libvirt().findDomainByName(name);
        String expected = "no other domain named " + Shown.text(name);
        if (found.isEmpty()) {
            return subject.passed("none", expected);
        }
        try (LibvirtDomain other = found.get()) {
            return other.uuid().equals(uuid)
                    ? subject.passed("none but its own (see uuid-free)", expected)
                    : subject.failed(
                            "another domain of that name, with the UUID " + other.uuid(),
                            expected,
                            "Rename one of them with virsh domrename, while it is shut off");
        }
    }

    private static Check uuid(Situation situation) {
        Subject subject = situation.on(situation.destination(), "uuid-free");
        UUID uuid = situation.guest().description().uuid();
        Optional<LibvirtDomain> found = situation.destination().libvirt().findDomain(uuid);
        String expected = "no domain with the UUID " + uuid;
        if (found.isEmpty()) {
            return subject.passed("none", expected);
        }
        try (LibvirtDomain other = found.get()) {
            String named = "a domain named " + Shown.text(other.name());
            return other.state().isActive()
                    ? subject.failed(
                            named + " that is " + other.state().state() + " there",
                            expected,
                            "Find out where the guest really runs (virsh domstate --reason on both hosts) before"
                                    + " anything else: it must not run twice; migrate --recover helps")
                    : subject.failed(
                            named + " that is not running: left over, or a clone",
                            expected,
                            "If nobody needs that definition: virsh undefine " + uuid
                                    + " --keep-nvram on the destination (this leaves its disks alone)");
        }
    }
}
