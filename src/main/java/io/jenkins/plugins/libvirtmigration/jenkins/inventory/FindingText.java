package io.jenkins.plugins.libvirtmigration.jenkins.inventory;

import hudson.util.FormValidation;
import io.jenkins.plugins.libvirtmigration.check.Shown;

/** What the form says about a finding, in the reader's language. The finding's own texts are escaped by FormValidation. */
final class FindingText {
    private static final int LONGEST = 4000;

    private FindingText() {}

    static FormValidation onController(ConnectionFinding finding) {
        if (!finding.problem().isEmpty()) {
            return FormValidation.error(bounded(finding.problem()));
        }
        String host = Shown.text(finding.hostName());
        return finding.socket().isEmpty()
                ? FormValidation.warning(Messages.FindingText_noSocket(host))
                : FormValidation.ok(Messages.FindingText_socket(host, Shown.text(finding.socket())));
    }

    static FormValidation onAgent(String agent, ConnectionFinding finding) {
        if (!finding.problem().isEmpty()) {
            return FormValidation.error(Messages.FindingText_problem(agent, bounded(finding.problem())));
        }
        return FormValidation.ok(Messages.FindingText_answered(
                agent,
                Shown.text(finding.hostName()),
                Shown.text(finding.libvirt()),
                Shown.text(finding.qemu()),
                String.valueOf(finding.running())));
    }

    /** Our own explanations are long, and have the key of a host in them; what an agent sends may be longer. */
    private static String bounded(String problem) {
        return problem.length() <= LONGEST ? problem : problem.substring(0, LONGEST) + "...";
    }
}
