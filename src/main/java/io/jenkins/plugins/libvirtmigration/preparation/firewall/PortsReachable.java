package io.jenkins.plugins.libvirtmigration.preparation.firewall;

import io.jenkins.plugins.libvirtmigration.preparation.daemon.ListeningSockets;
import io.jenkins.plugins.libvirtmigration.preparation.daemon.TlsListens;
import io.jenkins.plugins.libvirtmigration.preparation.examination.Finding;
import io.jenkins.plugins.libvirtmigration.preparation.examination.PairExamination;
import io.jenkins.plugins.libvirtmigration.preparation.examination.Subject;
import io.jenkins.plugins.libvirtmigration.preparation.examination.Surroundings;
import io.jenkins.plugins.libvirtmigration.preparation.firewall.Firewall.Kind;
import io.jenkins.plugins.libvirtmigration.preparation.host.ExaminedHost;
import io.jenkins.plugins.libvirtmigration.preparation.host.NotSeenException;
import io.jenkins.plugins.libvirtmigration.preparation.names.Resolution;
import io.jenkins.plugins.libvirtmigration.ssh.Reachability;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;

/**
 * SSH, the data ports and libvirt's TLS port are reached from the peer, tried by connecting: for the data ports to a
 * listener that is there for a few seconds on the highest free port of the range (QEMU takes the lowest), at the address
 * that guests are sent to.
 */
public final class PortsReachable implements PairExamination {
    private static final Duration PATIENCE = Duration.ofSeconds(8);
    private static final int PORTS_OF_A_MOVE = 2;

    @Override
    public String id() {
        return "ports-reachable";
    }

    @Override
    public List<Finding> examine(ExaminedHost from, ExaminedHost to, Surroundings around) {
        List<Finding> findings = new ArrayList<>();
        findings.add(known(from, to, "ssh-port-reachable", to.address().port(), around));
        if (around.request().wantsTls()) {
            findings.add(known(from, to, "tls-port-reachable", TlsListens.port(to), around));
        }
        findings.add(data(from, to, around));
        return findings;
    }

    private static Finding known(ExaminedHost from, ExaminedHost to, String id, int port, Surroundings around) {
        String address = to.address().host();
        Reachability answer = Reach.from(from, address, port, PATIENCE);
        // Where nothing listens, a rule would open a port for nothing.
        boolean listening = !ListeningSockets.of(to).reachable(port).isEmpty();
        BooleanSupplier reached = () -> Reach.from(from, address, port, PATIENCE) == Reachability.OPEN;
        return judge(
                Subject.of(from, to, id),
                answer,
                place(to, address, port),
                listening ? mending(to, around, new PortRange(port, port), reached) : Optional.empty());
    }

    private static Finding data(ExaminedHost from, ExaminedHost to, Surroundings around) {
        Subject subject = Subject.of(from, to, "data-ports-reachable");
        PortRange range = PortRange.ofData(to);
        List<Integer> free = free(to, range);
        if (free.size() < PORTS_OF_A_MOVE) {
            return subject.failed(
                    free.size() + " free of " + range,
                    "two free ports of " + range + ": a guest takes one, its copied disks another",
                    "Widen migration_port_min and migration_port_max in qemu.conf of " + to.name() + ".");
        }
        int port = free.get(0);
        String address = to.migrationAddress();
        if (!Resolution.isName(address) && !Resolution.isLiteral(address)) {
            throw new NotSeenException(
                    "migration_host in qemu.conf of " + to.name() + " is no name and no address", "Correct it.");
        }
        Optional<Reachability> answer = ShortLivedListener.tried(from, to, address, port);
        if (answer.isEmpty()) {
            return withoutListener(subject, Reach.from(from, address, port, PATIENCE), to, place(to, address, port));
        }
        BooleanSupplier reached = () -> free(to, range).stream()
                .findFirst()
                .flatMap(another -> ShortLivedListener.tried(from, to, address, another))
                .filter(Reachability.OPEN::equals)
                .isPresent();
        return judge(subject, answer.get(), place(to, address, port), mending(to, around, range, reached));
    }

    /** The highest first: QEMU takes the lowest. */
    private static List<Integer> free(ExaminedHost to, PortRange range) {
        ListeningSockets taken = ListeningSockets.now(to);
        return IntStream.rangeClosed(range.first(), range.last())
                .map(port -> range.first() + range.last() - port)
                .filter(port -> !taken.isTaken(port))
                .boxed()
                .toList();
    }

    /** The address only where it is another than that of SSH. */
    private static String place(ExaminedHost to, String address, int port) {
        return "port " + port + (address.equals(to.address().host()) ? "" : " at " + address);
    }

    private static Finding withoutListener(Subject subject, Reachability answer, ExaminedHost to, String place) {
        return answer == Reachability.REFUSED
                ? subject.warning(
                        "refused: by the host, or by a firewall that rejects; nothing there can listen to tell",
                        place + " of " + to.name() + " reached",
                        "Install python3, perl or socat on " + to.name() + ".")
                : judge(subject, answer, place, Optional.empty());
    }

    /** @param place the port, and the address where that is another than that of SSH */
    static Finding judge(Subject subject, Reachability answer, String place, Optional<AllowPeers> mending) {
        String expected = place + " of " + subject.peer() + " reached from " + subject.host();
        String remedy = "Open it in the firewall of " + subject.peer() + " for " + subject.host() + " only.";
        Finding finding =
                switch (answer) {
                    case OPEN -> subject.passed(place + " answers", expected);
                    case REFUSED ->
                        subject.failed(place + " is refused: nothing listens, or a firewall rejects", expected, remedy);
                    case SILENT -> subject.failed(place + " is silent: packets are dropped", expected, remedy);
                    // firewalld, and iptables as RHEL sets it up, reject with "host prohibited": the same to whoever
                    // asks.
                    case UNREACHABLE ->
                        subject.failed(
                                "no route to " + place + ", or a firewall rejects",
                                expected,
                                remedy + " Where SSH is not reached either, see routes and names on " + subject.host()
                                        + ".");
                    case UNKNOWN ->
                        subject.warning(
                                "not seen: " + subject.host() + " cannot be asked to connect",
                                expected,
                                "Allow AllowTcpForwarding in its sshd, or install bash on it.");
                };
        boolean blocked = answer != Reachability.OPEN && answer != Reachability.UNKNOWN;
        return blocked && mending.isPresent() ? finding.mendedBy(mending.get()) : finding;
    }

    /** Only firewalls that a rule can be added to without reading the mind of who wrote the others. */
    private static Optional<AllowPeers> mending(
            ExaminedHost to, Surroundings around, PortRange ports, BooleanSupplier reached) {
        Kind kind = Firewall.of(to).kind();
        Set<String> peers = new TreeSet<>(Peers.addresses(to, around));
        return kind == Kind.NFTABLES || kind == Kind.NONE || peers.isEmpty()
                ? Optional.empty()
                : Optional.of(new AllowPeers(to.shell(), kind, peers, ports, reached));
    }
}
