package io.jenkins.plugins.libvirtmigration.preparation.storage;

import io.jenkins.plugins.libvirtmigration.preparation.examination.Finding;
import io.jenkins.plugins.libvirtmigration.preparation.examination.PairExamination;
import io.jenkins.plugins.libvirtmigration.preparation.examination.Subject;
import io.jenkins.plugins.libvirtmigration.preparation.examination.Surroundings;
import io.jenkins.plugins.libvirtmigration.preparation.host.ExaminedHost;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** iSCSI targets of one host have a session on the other too. */
public final class IscsiSame implements PairExamination {
    @Override
    public String id() {
        return "iscsi-sessions-same";
    }

    @Override
    public List<Finding> examine(ExaminedHost from, ExaminedHost to, Surroundings around) {
        Subject subject = Subject.of(from, to, id());
        String expected = "iSCSI sessions of " + from.name() + " on " + to.name();
        Set<String> missing = new TreeSet<>(Iscsi.of(from).sessions());
        if (missing.isEmpty()) {
            return List.of(subject.passed("no sessions", expected));
        }
        int all = missing.size();
        missing.removeAll(Iscsi.of(to).sessions());
        return List.of(
                missing.isEmpty()
                        ? subject.passed(all + " sessions", expected)
                        : subject.failed(
                                "no session for " + String.join(", ", missing),
                                expected,
                                "On " + to.name()
                                        + ": iscsiadm -m discovery, set CHAP in the node's record, iscsiadm -m node"
                                        + " --login, node.startup=automatic."));
    }
}
