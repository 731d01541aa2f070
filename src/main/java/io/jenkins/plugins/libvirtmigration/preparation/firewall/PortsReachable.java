package io.jenkins.plugins.libvirtmigration.preparation.firewall;

import io.jenkins.plugins.libvirtmigration.preparation.daemon.ListeningSockets;
import io.jenkins.plugins.libvirtmigration.preparation.daemon.TlsListens;
import io.jenkins.plugins.libvirtmigration.preparation.examination.Finding;
import io.jenkins.plugins.libvirtmigration.preparation.examination.PairExamination;
import io.jenkins.plugins.libvirtmigration.preparation.examination.Subject;
import io.jenkins.plugins.libvirtmigration.preparation.examination.Surroundings;
import io.jenkins.plugins.libvirtmigration.preparation.firewall.Firewall.Kind;
import io.jenkins.plugins.libvirtmigration.preparation.host.ExaminedHost;
import io.jenkins.plugins.libvirtmigration.ssh.Reachability;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * SSH, the data ports and libvirt's TLS port are reached from the peer, tried by connecting: for the data ports to a
 * listener that is there for a few seconds on the highest free port of the range (QEMU takes the lowest).
 */
public final class PortsReachable implements PairExamination {
    private static final Duration PATIENCE = Duration.ofSeconds(4);
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
            findings.add(known(from, to, "tls-port-reachable", TlsListens.DEFAULT_PORT, around));
        }
        findings.add(data(from, to, around));
        return findings;
    }

    private static Finding known(ExaminedHost from, ExaminedHost to, String id, int port, Surroundings around) {
        Reachability answer = Reach.from(from, to.address().host(), port, PATIENCE);
        // Where nothing listens, a rule would open a port for nothing.
        boolean listening = !ListeningSockets.of(to).reachable(port).isEmpty();
        return judge(
                Subject.of(from, to, id),
                answer,
                port,
                listening ? mending(to, around, new PortRange(port, port)) : Optional.empty());
    }

    private Finding data(ExaminedHost from, ExaminedHost to, Surroundings around) {
        Subject subject = Subject.of(from, to, "data-ports-reachable");
        PortRange range = PortRange.ofData(to);
        ListeningSockets taken = ListeningSockets.now(to);
        List<Integer> free = IntStream.rangeClosed(range.first(), range.last())
                .map(port -> range.first() + range.last() - port)
                .filter(port -> !taken.isTaken(port))
                .boxed()
                .toList();
        if (free.size() < PORTS_OF_A_MOVE) {
            return subject.failed(
                    free.size() + " free of " + range,
                    "two free ports of " + range + ": a guest takes one, its copied disks another",
                    "Widen migration_port_min and migration_port_max in qemu.conf of " + to.name() + ".");
        }
        int port = free.get(0);
        Optional<Reachability> answer =
                ShortLivedListener.tried(from, to, to.address().host(), port);
        if (answer.isEmpty()) {
            return withoutListener(subject, from, to, port);
        }
        return judge(subject, answer.get(), port, mending(to, around, range));
    }

    private static Finding withoutListener(Subject subject, ExaminedHost from, ExaminedHost to, int port) {
        Reachability answer = Reach.from(from, to.address().host(), port, PATIENCE);
        String expected = "port " + port + " of " + to.name() + " reached";
        return answer == Reachability.REFUSED
                ? subject.warning(
                        "refused: by the host, or by a firewall that rejects; nothing there can listen to tell",
                        expected,
                        "Install python3, perl or socat on " + to.name() + ".")
                : judge(subject, answer, port, Optional.empty());
    }

    static Finding judge(Subject subject, Reachability answer, int port, Optional<AllowPeers> mending) {
        String expected = "port " + port + " of " + subject.peer() + " reached from " + subject.host();
        String remedy = "Open it in the firewall of " + subject.peer() + " for " + subject.host() + " only.";
        Finding finding =
                switch (answer) {
                    case OPEN -> subject.passed("port " + port + " answers", expected);
                    case REFUSED ->
                        subject.failed(
                                "port " + port + " is refused: nothing listens, or a firewall rejects",
                                expected,
                                remedy);
                    case SILENT -> subject.failed("port " + port + " is silent: packets are dropped", expected, remedy);
                    // firewalld, and iptables as RHEL sets it up, reject with "host prohibited": the same to whoever
                    // asks.
                    case UNREACHABLE ->
                        subject.failed(
                                "no route to port " + port + ", or a firewall rejects",
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
    private static Optional<AllowPeers> mending(ExaminedHost to, Surroundings around, PortRange ports) {
        Kind kind = Firewall.of(to).kind();
        Set<String> peers = new TreeSet<>(Peers.addresses(to, around));
        return kind == Kind.NFTABLES || kind == Kind.NONE || peers.isEmpty()
                ? Optional.empty()
                : Optional.of(new AllowPeers(to.shell(), kind, peers, ports));
    }
}
