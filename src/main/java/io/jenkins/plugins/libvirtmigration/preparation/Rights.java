package io.jenkins.plugins.libvirtmigration.preparation;

import io.jenkins.plugins.libvirtmigration.preparation.examination.Finding;
import io.jenkins.plugins.libvirtmigration.preparation.examination.Subject;
import io.jenkins.plugins.libvirtmigration.preparation.host.ExaminedHost;
import java.util.Collection;
import java.util.List;

/** Which commands the account was refused, so that an administrator can permit just those. Asked last. */
final class Rights {
    static final String ID = "rights-sufficient";

    private Rights() {}

    static List<Finding> of(ExaminedHost host) {
        Subject subject = Subject.of(host, ID);
        String expected = "root, or sudo without a password for what is looked at";
        Collection<String> refused = host.shell().refused();
        if (host.shell().isRoot()) {
            return List.of(subject.passed("root", expected));
        }
        return List.of(
                refused.isEmpty()
                        ? subject.passed("sudo was refused nothing", expected)
                        : subject.warning(
                                "refused: " + String.join(" | ", refused),
                                expected,
                                "Permit these commands in /etc/sudoers.d with NOPASSWD, or log in as root; changes want all."));
    }
}
