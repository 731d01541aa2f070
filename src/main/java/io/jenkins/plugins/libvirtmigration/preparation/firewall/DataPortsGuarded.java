package io.jenkins.plugins.libvirtmigration.preparation.firewall;

import io.jenkins.plugins.libvirtmigration.preparation.examination.Finding;
import io.jenkins.plugins.libvirtmigration.preparation.examination.HostExamination;
import io.jenkins.plugins.libvirtmigration.preparation.examination.Severity;
import io.jenkins.plugins.libvirtmigration.preparation.examination.Subject;
import io.jenkins.plugins.libvirtmigration.preparation.examination.Surroundings;
import io.jenkins.plugins.libvirtmigration.preparation.firewall.Firewall.Kind;
import io.jenkins.plugins.libvirtmigration.preparation.firewall.Firewall.Opening;
import io.jenkins.plugins.libvirtmigration.preparation.host.ExaminedHost;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The data ports, and libvirt's clear-text port, are open to nobody but peers: what comes in there is a guest's memory,
 * and QEMU believes the first that connects. Rules of others are never taken away; where no firewall turns anybody away,
 * a table of nftables of our own can.
 */
public final class DataPortsGuarded implements HostExamination {
    private static final PortRange CLEAR_TEXT = new PortRange(16509, 16509);

    @Override
    public String id() {
        return "data-ports-guarded";
    }

    @Override
    public List<Finding> examine(ExaminedHost host, Surroundings around) {
        return List.of(ports(host, around), clearText(host));
    }

    private Finding ports(ExaminedHost host, Surroundings around) {
        Subject subject = Subject.of(host, id());
        Firewall firewall = Firewall.of(host);
        PortRange data = PortRange.ofData(host);
        String expected = "ports " + data + " open to the peers only";
        PeersTable table = PeersTable.of(host, around, data);
        if (table.isInForce()) {
            return subject.passed("nftables, table " + PeersTable.NAME + ": open to " + table.describe(), expected);
        }
        List<Opening> open = firewall.openTo(data);
        String remedy = "Let only the peers in; what runs there is in clear text unless a move uses --tls.";
        if (!open.isEmpty()) {
            return subject.security(
                    Severity.MEDIUM, firewall.kind() + " lets anybody in: " + told(open), expected, remedy);
        }
        if (!firewall.deniesByDefault()) {
            Finding finding =
                    subject.security(Severity.MEDIUM, firewall.kind() + ": anybody is let in", expected, remedy);
            // A table that drops stands beside any rules; firewalld and ufw would not know of it.
            boolean ours = firewall.kind() != Kind.FIREWALLD && firewall.kind() != Kind.UFW;
            return ours && host.shell().has("nft") && !around.peersOf(host).isEmpty()
                    ? finding.mendedBy(table)
                    : finding;
        }
        return subject.passed(firewall.kind() + " turns away all but what its rules let in", expected);
    }

    private static Finding clearText(ExaminedHost host) {
        Subject subject = Subject.of(host, "clear-text-port-closed");
        String expected = "no rule that lets anybody at port 16509";
        List<Opening> open = Firewall.of(host).openTo(CLEAR_TEXT);
        return open.isEmpty()
                ? subject.passed("none", expected)
                : subject.security(
                        Severity.HIGH, told(open), expected, "Remove the rule: libvirt is not used that way.");
    }

    private static String told(List<Opening> open) {
        return open.stream().map(Opening::rule).distinct().collect(Collectors.joining("; "));
    }
}
