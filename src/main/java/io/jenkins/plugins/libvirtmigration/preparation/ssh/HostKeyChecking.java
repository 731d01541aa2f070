package io.jenkins.plugins.libvirtmigration.preparation.ssh;

import io.jenkins.plugins.libvirtmigration.preparation.examination.Finding;
import io.jenkins.plugins.libvirtmigration.preparation.examination.PairExamination;
import io.jenkins.plugins.libvirtmigration.preparation.examination.Severity;
import io.jenkins.plugins.libvirtmigration.preparation.examination.Subject;
import io.jenkins.plugins.libvirtmigration.preparation.examination.Surroundings;
import io.jenkins.plugins.libvirtmigration.preparation.host.ExaminedHost;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Host keys are checked on the way to the peer, by what root's SSH client would really do ({@code ssh -G}), wherever
 * that is configured. Never switched off here, and never switched on: who switched it off had a reason to be found out.
 */
public final class HostKeyChecking implements PairExamination {
    private static final String EXPECTED = "host keys are checked against files";
    private static final String REMEDY =
            "Remove StrictHostKeyChecking and UserKnownHostsFile from /root/.ssh/config and"
                    + " /etc/ssh/ssh_config*; the peer's keys are put on record by --apply.";

    @Override
    public String id() {
        return "ssh-host-keys-checked";
    }

    @Override
    public List<Finding> examine(ExaminedHost from, ExaminedHost to, Surroundings around) {
        return List.of(judge(Subject.of(from, to, id()), ClientSettings.of(from, to.address())));
    }

    static Finding judge(Subject subject, ClientSettings settings) {
        String strict = settings.value("stricthostkeychecking");
        List<String> wrong = new ArrayList<>();
        if (List.of("false", "no", "off").contains(strict)) {
            wrong.add("StrictHostKeyChecking no");
        }
        if (Arrays.asList(settings.value("userknownhostsfile").split(" ")).contains("/dev/null")) {
            wrong.add("UserKnownHostsFile /dev/null");
        }
        if (!wrong.isEmpty()) {
            return subject.security(
                    Severity.HIGH,
                    String.join(", ", wrong) + ": whoever answers in the peer's place gets the guest's memory",
                    EXPECTED,
                    REMEDY);
        }
        if (strict.equals("accept-new")) {
            return subject.security(
                    Severity.MEDIUM, "StrictHostKeyChecking accept-new: the first key is believed", EXPECTED, REMEDY);
        }
        return subject.passed("StrictHostKeyChecking " + strict, EXPECTED);
    }
}
