package io.jenkins.plugins.libvirtmigration.preparation.ssh;

import io.jenkins.plugins.libvirtmigration.preparation.examination.Finding;
import io.jenkins.plugins.libvirtmigration.preparation.examination.HostExamination;
import io.jenkins.plugins.libvirtmigration.preparation.examination.Severity;
import io.jenkins.plugins.libvirtmigration.preparation.examination.Subject;
import io.jenkins.plugins.libvirtmigration.preparation.examination.Surroundings;
import io.jenkins.plugins.libvirtmigration.preparation.host.ExaminedHost;
import java.util.ArrayList;
import java.util.List;

/**
 * Owners and modes of what SSH keeps: sshd does not believe a file that others can write (StrictModes), and a private key
 * that others can read is no secret.
 */
public final class KeyFiles implements HostExamination {
    private static final int GROUP_AND_OTHERS_WRITE = 022;
    private static final int GROUP_AND_OTHERS = 077;
    private static final String EXPECTED =
            "owned by the account, written by nobody else; private keys read by nobody else";

    @Override
    public String id() {
        return "ssh-key-files";
    }

    /** One file: {@code type mode owner path}. */
    record Entry(char type, int mode, String owner, String path) {
        static Entry parse(String text) {
            String[] words = text.split(" ", 4);
            return new Entry(words[0].charAt(0), Integer.parseInt(words[1], 8), words[2], words[3]);
        }

        boolean isPrivateKey() {
            String name = path.substring(path.lastIndexOf('/') + 1);
            return type == 'f' && name.startsWith("id_") && !name.endsWith(".pub");
        }

        /** Empty where it is in order. */
        String fault(String account) {
            if (type == 'l') {
                return "";
            }
            if (!owner.equals(account) && !owner.equals("root")) {
                return "owned by " + owner;
            }
            int forbidden = isPrivateKey() ? GROUP_AND_OTHERS : GROUP_AND_OTHERS_WRITE;
            return (mode & forbidden) == 0 ? "" : "mode " + Integer.toOctalString(mode);
        }
    }

    @Override
    public List<Finding> examine(ExaminedHost host, Surroundings around) {
        // Whoever logs in, by whatever was said; not the name in an address alone.
        String account = host.shell().output("id", "-un").strip();
        String[] fields =
                host.shell().output("getent", "--", "passwd", account).strip().split(":", -1);
        if (fields.length < 7) {
            return List.of(Subject.of(host, id()).failed("no account " + account, "an account", "Make it."));
        }
        List<Finding> findings = new ArrayList<>(List.of(modes(Subject.of(host, id()), host, account, fields[5])));
        if (!account.equals("root")) {
            // libvirt's daemon logs in to peers as root, whoever looks here.
            findings.add(modes(Subject.of(host, id()).about("root"), host, "root", "/root"));
        }
        return findings;
    }

    private static Finding modes(Subject subject, ExaminedHost host, String account, String home) {
        // find ends with 1 where there is no .ssh, which is in order; each entry ends with a zero byte, as a name may
        // hold anything else.
        String output = host.shell()
                .asRoot(
                        "find",
                        home,
                        home + "/.ssh",
                        "-maxdepth",
                        "1",
                        "(",
                        "-path",
                        home,
                        "-o",
                        "-path",
                        home + "/.ssh",
                        "-o",
                        "-path",
                        home + "/.ssh/*",
                        ")",
                        "-printf",
                        "%y %m %u %p\\0")
                .output();
        List<Entry> wrong = new ArrayList<>();
        List<String> told = new ArrayList<>();
        boolean exposed = false;
        for (String text : output.split("\0")) {
            if (!text.isBlank()) {
                Entry entry = Entry.parse(text);
                String fault = entry.fault(account);
                if (!fault.isEmpty() && !told.contains(entry.path() + ": " + fault)) {
                    wrong.add(entry);
                    told.add(entry.path() + ": " + fault);
                    exposed |= entry.isPrivateKey();
                }
            }
        }
        if (wrong.isEmpty()) {
            return subject.passed("in order", EXPECTED);
        }
        String remedy = "chown and chmod them; a private key that others could read should be replaced.";
        return (exposed
                        ? subject.security(Severity.HIGH, String.join(", ", told), EXPECTED, remedy)
                        : subject.failed(String.join(", ", told), EXPECTED, remedy))
                .mendedBy(() -> mend(host, wrong, account));
    }

    private static String mend(ExaminedHost host, List<Entry> wrong, String account) {
        List<String> foreign = wrong.stream()
                .filter(entry ->
                        !entry.owner().equals(account) && !entry.owner().equals("root"))
                .map(entry -> entry.path() + " belongs to " + entry.owner())
                .toList();
        List<String> done = new ArrayList<>();
        for (Entry entry : wrong) {
            String mode = entry.isPrivateKey() ? "go=" : "go-w";
            if (entry.owner().equals(account) || entry.owner().equals("root")) {
                host.shell().rootOutput("chmod", mode, "--", entry.path());
                done.add("chmod " + mode + " " + entry.path());
            }
        }
        if (!foreign.isEmpty()) {
            throw new IllegalStateException(String.join(", ", foreign) + ": give it to " + account
                    + " by hand, once it is clear why; "
                    + (done.isEmpty() ? "nothing was changed" : "done: " + String.join(", ", done)));
        }
        return String.join("\n", done);
    }
}
