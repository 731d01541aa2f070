package io.jenkins.plugins.libvirtmigration.preflight;

import io.jenkins.plugins.libvirtmigration.check.Check;
import io.jenkins.plugins.libvirtmigration.check.Shown;
import io.jenkins.plugins.libvirtmigration.hypervisor.Hypervisor;
import io.jenkins.plugins.libvirtmigration.ssh.CommandOutput;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * The destination is not the source. libvirt tells hosts apart by their UUID alone (qemuMigrationCookieXMLParse:
 * "Attempt to migrate guest to the same host"), and boards of one maker may share one, for example
 * 03000200-0400-0500-0006-000700080009.
 */
final class DifferentHostsCheck implements PreflightCheck {

    @Override
    public String id() {
        return "different-hosts";
    }

    @Override
    public boolean needsGuest() {
        return false;
    }

    @Override
    public List<Check> examine(Situation situation) {
        Subject subject = situation.between(id());
        Hypervisor source = situation.source();
        Hypervisor destination = situation.destination();
        String expected = "two hosts, each with a host UUID of its own";
        UUID uuid = source.libvirt().hostUuid();
        if (!uuid.equals(destination.libvirt().hostUuid())) {
            return List.of(sameName(source, destination)
                    .map(name -> subject.warning(
                            "the same host name " + Shown.text(name) + " on both",
                            "two hosts with names of their own",
                            "Give one of them another name: old versions of libvirt refuse, and logs mislead"))
                    .orElseGet(() -> subject.passed("two host UUIDs", expected)));
        }
        boolean sameAddress =
                source.address().host().equals(destination.address().host())
                        && source.address().port() == destination.address().port();
        Optional<String> machine = machineId(source);
        if (sameAddress || machine.isPresent() && machine.equals(machineId(destination))) {
            return List.of(subject.failed(
                    "the same host (host UUID " + uuid + ")", expected, "Name another host as the destination"));
        }
        return List.of(subject.failed(
                "the same host UUID " + uuid + " on two hosts ("
                        + Shown.text(source.libvirt().hostName()) + " and "
                        + Shown.text(destination.libvirt().hostName()) + ")",
                expected,
                "Set host_uuid to the output of uuidgen, or host_uuid_source = \"machine-id\", in"
                        + " /etc/libvirt/libvirtd.conf (virtqemud.conf) of one of them, and restart the daemon;"
                        + " running guests are not touched"));
    }

    private static Optional<String> sameName(Hypervisor source, Hypervisor destination) {
        String name = source.libvirt().hostName();
        return name.equals(destination.libvirt().hostName()) ? Optional.of(name) : Optional.empty();
    }

    private static Optional<String> machineId(Hypervisor host) {
        CommandOutput read = Situation.run(host, "cat", "/etc/machine-id");
        return Optional.of(read.output().strip()).filter(text -> read.succeeded() && !text.isEmpty());
    }
}
