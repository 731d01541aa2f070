package io.jenkins.plugins.libvirtmigration.preparation.firewall;

import io.jenkins.plugins.libvirtmigration.preparation.examination.Finding;
import io.jenkins.plugins.libvirtmigration.preparation.examination.HostExamination;
import io.jenkins.plugins.libvirtmigration.preparation.examination.Severity;
import io.jenkins.plugins.libvirtmigration.preparation.examination.Subject;
import io.jenkins.plugins.libvirtmigration.preparation.examination.Surroundings;
import io.jenkins.plugins.libvirtmigration.preparation.firewall.Firewall.Kind;
import io.jenkins.plugins.libvirtmigration.preparation.host.ExaminedHost;
import java.util.List;

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
        Judgement strangers = firewall.at(data);
        String remedy = "Let only the peers in; what runs there is in clear text unless a move uses --tls.";
        if (!strangers.open().isEmpty()) {
            return subject.security(
                    Severity.MEDIUM,
                    firewall.kind() + " lets others than peers in: " + String.join("; ", strangers.open()),
                    expected,
                    remedy);
        }
        if (!strangers.turnsAway()) {
            return open(subject, firewall, expected, remedy, host, around, table);
        }
        return strangers.unclear().isEmpty()
                ? subject.passed(firewall.kind() + " turns away all but what its rules let in", expected)
                : unclear(subject, strangers, expected);
    }

    private static Finding open(
            Subject subject,
            Firewall firewall,
            String expected,
            String remedy,
            ExaminedHost host,
            Surroundings around,
            PeersTable table) {
        String found = firewall.kind() + ": anybody is let in";
        // A table that drops stands beside any rules; firewalld and ufw would not know of it.
        boolean ours = firewall.kind() != Kind.FIREWALLD && firewall.kind() != Kind.UFW;
        if (!ours || !host.shell().has("nft") || around.peersOf(host).isEmpty()) {
            return subject.security(Severity.MEDIUM, found, expected, remedy);
        }
        if (!around.unreached().isEmpty()) {
            String names = String.join(", ", around.unreached());
            return subject.security(
                    Severity.MEDIUM,
                    found,
                    expected,
                    remedy + " Not done here while the addresses of " + names
                            + " are unknown, which would be shut out.");
        }
        return subject.security(Severity.MEDIUM, found, expected, remedy).mendedBy(table);
    }

    /** What is not understood is never passed. */
    private static Finding unclear(Subject subject, Judgement strangers, String expected) {
        return subject.warning(
                "could not be judged: " + String.join("; ", strangers.unclear()),
                expected,
                "See whom these rules let in.");
    }

    private static Finding clearText(ExaminedHost host) {
        Subject subject = Subject.of(host, "clear-text-port-closed");
        String expected = "no rule that lets anybody at port 16509";
        Judgement strangers = Firewall.of(host).at(CLEAR_TEXT);
        if (!strangers.open().isEmpty()) {
            return subject.security(
                    Severity.HIGH,
                    String.join("; ", strangers.open()),
                    expected,
                    "Remove the rule: libvirt is not used that way.");
        }
        return strangers.unclear().isEmpty() ? subject.passed("none", expected) : unclear(subject, strangers, expected);
    }
}
