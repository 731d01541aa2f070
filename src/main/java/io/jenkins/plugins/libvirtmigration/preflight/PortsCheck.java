package io.jenkins.plugins.libvirtmigration.preflight;

import io.jenkins.plugins.libvirtmigration.check.Check;
import io.jenkins.plugins.libvirtmigration.ssh.Reachability;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The source reaches the ports that memory and disks are sent to, on the address that will be used: the control
 * connection working says nothing about them. libvirt takes one port for memory and, for copied disks, a second one
 * from the same range (qemuMigrationDstStartNBDServer). Nothing listens there yet, so "refused" is the answer hoped
 * for; a firewall that answers the same way cannot be told apart.
 */
final class PortsCheck implements PreflightCheck {
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    @Override
    public String id() {
        return "migration-ports";
    }

    @Override
    public List<Check> examine(Situation situation) {
        int first = situation.destinationConf().firstPort();
        int count = situation.guest().storage().get().copiesDisks() ? 2 : 1;
        return IntStream.range(first, first + count)
                .mapToObj(port -> check(situation, port))
                .toList();
    }

    private Check check(Situation situation, int port) {
        Subject subject = situation.between(id());
        String address = situation.route().address();
        String expected = "a way from the source to TCP port " + port + " of " + address;
        String remedy = "Let " + situation.source().name() + " reach the ports 49152-49215 (migration_port_min and _max"
                + " in /etc/libvirt/qemu.conf) of " + address + " through the firewall, and no other host";
        Reachability answer = situation.source().ssh().reach(address, port, PATIENCE);
        return switch (answer) {
            case OPEN -> subject.passed("port " + port + " answers", expected);
            case REFUSED -> subject.passed("port " + port + " is reached, and nothing listens yet", expected);
            case SILENT ->
                subject.failed(
                        "no answer from port " + port + " within " + PATIENCE.toSeconds() + " s: a firewall drops it",
                        expected,
                        remedy);
            case UNREACHABLE -> subject.failed("no route to port " + port + ", or it is rejected", expected, remedy);
            case UNKNOWN ->
                subject.warning(
                        "the source's sshd does not permit the question (AllowTcpForwarding no)", expected, remedy);
        };
    }
}
