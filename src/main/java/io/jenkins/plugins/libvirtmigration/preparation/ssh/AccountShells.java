package io.jenkins.plugins.libvirtmigration.preparation.ssh;

import io.jenkins.plugins.libvirtmigration.preparation.examination.Finding;
import io.jenkins.plugins.libvirtmigration.preparation.examination.HostExamination;
import io.jenkins.plugins.libvirtmigration.preparation.examination.Subject;
import io.jenkins.plugins.libvirtmigration.preparation.examination.Surroundings;
import io.jenkins.plugins.libvirtmigration.preparation.host.ExaminedHost;
import io.jenkins.plugins.libvirtmigration.preparation.host.HostShell;
import io.jenkins.plugins.libvirtmigration.ssh.CommandOutput;
import java.util.ArrayList;
import java.util.List;

/**
 * Accounts have a shell: sshd gives it every command, libvirt's own helper among them. The one that logs in here, without
 * which nothing is seen, and the one that peers' daemons log in to, without which they do not move guests by themselves.
 */
public final class AccountShells implements HostExamination {
    private static final String REMEDY = "Use an account with a shell; this program never changes one.";

    @Override
    public String id() {
        return "ssh-account-shell";
    }

    @Override
    public List<Finding> examine(ExaminedHost host, Surroundings around) {
        Subject subject = Subject.of(host, id());
        // Whoever logs in, by whatever was said; not the name in an address alone.
        CommandOutput said = host.shell().run("id", "-un");
        if (!said.succeeded()) {
            // What says so is the shell's own word.
            String words = HostShell.firstLine(said.errors().isBlank() ? said.output() : said.errors());
            return List.of(subject.failed("runs no command: " + words, "a shell that runs commands", REMEDY));
        }
        String account = said.output().strip();
        String shell = shell(host, account);
        String expected = "a shell that runs commands, for " + account;
        List<Finding> findings = new ArrayList<>();
        findings.add(isNone(shell) ? subject.failed(shell, expected, REMEDY) : subject.passed(shell, expected));
        String ofPeers = PeerLogin.user(host);
        if (!account.equals(ofPeers) && !around.request().wantsTls()) {
            findings.add(ofPeers(subject.about(ofPeers), ofPeers, shell(host, ofPeers)));
        }
        return findings;
    }

    private static Finding ofPeers(Subject subject, String account, String shell) {
        String expected = "a shell for " + account + ", as whom the daemons of peers log in";
        return isNone(shell)
                ? subject.warning(
                        shell + " for " + account, expected, "Name another account for them, as NAME@HOST; or use TLS.")
                : subject.passed(shell + " for " + account, expected);
    }

    /** In the account's entry nothing stands for sh. */
    private static String shell(ExaminedHost host, String account) {
        String[] fields =
                host.shell().output("getent", "--", "passwd", account).strip().split(":", -1);
        return fields.length < 7 || fields[6].isEmpty() ? "/bin/sh" : fields[6];
    }

    private static boolean isNone(String shell) {
        return shell.endsWith("/nologin") || shell.endsWith("/false");
    }
}
