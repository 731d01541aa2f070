package io.jenkins.plugins.libvirtmigration.preflight;

import io.jenkins.plugins.libvirtmigration.check.Check;
import io.jenkins.plugins.libvirtmigration.check.Shown;
import io.jenkins.plugins.libvirtmigration.domain.DomainDescription;
import java.util.ArrayList;
import java.util.List;

/** No device binds the guest to its host; all that do are named, where libvirt names the first. */
final class DevicesCheck implements PreflightCheck {

    @Override
    public String id() {
        return "devices";
    }

    @Override
    public List<Check> examine(Situation situation) {
        Subject subject = situation.on(situation.source(), id());
        DomainDescription guest = situation.guest().description();
        String expected = "devices that move with the guest";
        List<Check> checks = new ArrayList<>();
        guest.blockers()
                .forEach(blocker -> checks.add(subject.failed(
                        Shown.text(blocker.device()) + ": " + blocker.reason(), expected, blocker.remedy())));
        guest.concerns()
                .forEach(concern -> checks.add(subject.warning(
                        Shown.text(concern.device()) + ": " + concern.reason(), expected, concern.remedy())));
        if (checks.isEmpty()) {
            checks.add(subject.passed("no device that binds the guest to its host", expected));
        }
        return checks;
    }
}
