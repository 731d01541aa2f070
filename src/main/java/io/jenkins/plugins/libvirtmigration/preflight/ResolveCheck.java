package io.jenkins.plugins.libvirtmigration.preflight;

import io.jenkins.plugins.libvirtmigration.check.Check;
import io.jenkins.plugins.libvirtmigration.check.Shown;
import io.jenkins.plugins.libvirtmigration.ssh.CommandOutput;
import java.util.List;

/**
 * The address for the data means the destination to the source: a name resolves there, and not to the source itself, as
 * the 127.0.1.1 of Debian's /etc/hosts.
 */
final class ResolveCheck implements PreflightCheck {
    private static final String REMEDY =
            "Name the destination by an address that the source reaches (the destination address of the request), or"
                    + " add it to DNS or /etc/hosts of the source";

    @Override
    public String id() {
        return "destination-resolves";
    }

    @Override
    public boolean needsGuest() {
        return false;
    }

    @Override
    public List<Check> examine(Situation situation) {
        Subject subject = situation.between(id());
        Route route = situation.route();
        String expected = "an address by which the source reaches the destination";
        if (route.isLoopback()) {
            return List.of(subject.failed(
                    route.address() + ", which is the source itself when the source uses it", expected, REMEDY));
        }
        if (route.isNumeric()) {
            return List.of(subject.passed(route.address(), expected));
        }
        CommandOutput resolved = Situation.run(situation.source(), "getent", "ahosts", route.address());
        List<String> addresses = resolved.output()
                .lines()
                .map(line -> line.split("\\s+")[0])
                .filter(address -> !address.isEmpty())
                .distinct()
                .toList();
        if (!resolved.succeeded() || addresses.isEmpty()) {
            return List.of(subject.failed(
                    "the name " + route.address() + ", which the source cannot resolve", expected, REMEDY));
        }
        String found = route.address() + " is " + Shown.text(String.join(", ", addresses)) + " on the source";
        boolean itself = addresses.stream().anyMatch(address -> new Route(address).isLoopback());
        return List.of(itself ? subject.failed(found + ": itself", expected, REMEDY) : subject.passed(found, expected));
    }
}
