package io.jenkins.plugins.libvirtmigration.preparation.storage;

import io.jenkins.plugins.libvirtmigration.preparation.examination.Finding;
import io.jenkins.plugins.libvirtmigration.preparation.examination.HostExamination;
import io.jenkins.plugins.libvirtmigration.preparation.examination.Severity;
import io.jenkins.plugins.libvirtmigration.preparation.examination.Subject;
import io.jenkins.plugins.libvirtmigration.preparation.examination.Surroundings;
import io.jenkins.plugins.libvirtmigration.preparation.host.ExaminedHost;
import io.jenkins.plugins.libvirtmigration.preparation.storage.Iscsi.Node;
import java.util.List;

/** iSCSI logs in with CHAP, and by itself when the host starts. */
public final class IscsiSafe implements HostExamination {
    @Override
    public String id() {
        return "iscsi-login";
    }

    @Override
    public List<Finding> examine(ExaminedHost host, Surroundings around) {
        Subject subject = Subject.of(host, id());
        Iscsi iscsi = Iscsi.of(host);
        List<Node> used = iscsi.nodes().stream()
                .filter(node -> iscsi.sessions().contains(node.target()))
                .toList();
        if (used.isEmpty()) {
            return List.of(subject.passed("no iSCSI", "CHAP, and login at start"));
        }
        return used.stream()
                .map(node -> judge(subject.about(node.target()), node))
                .toList();
    }

    static Finding judge(Subject subject, Node node) {
        String expected = "CHAP, and login at start";
        if (!node.authentication().equals("CHAP")) {
            return subject.security(
                    Severity.MEDIUM,
                    node.target() + " is logged in to without CHAP: whoever reaches the portal has the disks",
                    expected,
                    "Set node.session.auth.authmethod = CHAP on both sides.");
        }
        return node.startup().equals("automatic")
                ? subject.passed(node.target(), expected)
                : subject.warning(
                        node.target() + " has node.startup = " + node.startup(),
                        expected,
                        "iscsiadm -m node -T " + node.target() + " -o update -n node.startup -v automatic");
    }
}
