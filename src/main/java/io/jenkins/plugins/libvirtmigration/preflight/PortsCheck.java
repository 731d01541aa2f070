package io.jenkins.plugins.libvirtmigration.preflight;

import io.jenkins.plugins.libvirtmigration.check.Check;
import io.jenkins.plugins.libvirtmigration.ssh.Reachability;
import java.time.Duration;
import java.util.List;

/**
 * The source reaches the ports that memory and disks are sent to, on the address that will be used: the control
 * connection working says nothing about them. Nothing listens there yet, so "refused" is the answer hoped for; a firewall
 * that answers the same way cannot be told apart.
 *
 * <p>Only the last port of the range is tried. libvirt hands out the first one that is free (virPortAllocatorAcquire), so
 * behind the first ones there may be the QEMU of another guest that waits for its memory, and takes the first connection
 * for that: it would end with "load of migration failed".
 */
final class PortsCheck implements PreflightCheck {
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    @Override
    public String id() {
        return "migration-ports";
    }

    @Override
    public boolean isOfHosts() {
        return true;
    }

    @Override
    public List<Check> examine(Situation situation) {
        QemuConf conf = situation.destinationConf();
        int port = conf.lastPort();
        String range = conf.firstPort() + "-" + port;
        Subject subject = situation.between(id());
        String address = situation.route().address();
        String expected = "a way from the source to TCP port " + port + " of " + address;
        String remedy =
                "Let " + situation.source().name() + " reach the ports " + range + " (migration_port_min and _max"
                        + " in /etc/libvirt/qemu.conf) of " + address + " through the firewall, and no other host";
        Reachability answer = situation.source().ssh().reach(address, port, PATIENCE);
        return List.of(
                switch (answer) {
                    case OPEN -> subject.passed("port " + port + " answers", expected);
                    case REFUSED -> subject.passed("port " + port + " is reached, and nothing listens yet", expected);
                    case SILENT ->
                        subject.failed(
                                "no answer from port " + port + " within " + PATIENCE.toSeconds()
                                        + " s: a firewall drops it",
                                expected,
                                remedy);
                    case UNREACHABLE ->
                        subject.failed("no route to port " + port + ", or it is rejected", expected, remedy);
                    case UNKNOWN ->
                        subject.warning(
                                "the source's sshd does not permit the question (AllowTcpForwarding no)",
                                expected,
                                remedy);
                });
    }
}
