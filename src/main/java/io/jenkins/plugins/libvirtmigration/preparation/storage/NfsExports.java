package io.jenkins.plugins.libvirtmigration.preparation.storage;

import io.jenkins.plugins.libvirtmigration.preparation.examination.Finding;
import io.jenkins.plugins.libvirtmigration.preparation.examination.HostExamination;
import io.jenkins.plugins.libvirtmigration.preparation.examination.Severity;
import io.jenkins.plugins.libvirtmigration.preparation.examination.Subject;
import io.jenkins.plugins.libvirtmigration.preparation.examination.Surroundings;
import io.jenkins.plugins.libvirtmigration.preparation.host.ExaminedHost;
import io.jenkins.plugins.libvirtmigration.preparation.names.Netmask;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a host that serves NFS lets whom do: the guides export to a /16 with no_root_squash. */
public final class NfsExports implements HostExamination {
    /** What {@code exportfs -v} reads too, which does not tell all of it: not "insecure", for one. */
    private static final String IN_FORCE = "/var/lib/nfs/etab";

    private static final Pattern EXPORT = Pattern.compile("(/\\S*)\\s+(\\S+?)\\(([^)]*)\\)");

    private static final int SMALL_NETWORK_4 = 24;
    private static final int SMALL_NETWORK_6 = 64;
    private static final String EXPECTED = "exports to single hosts, root squashed, sync";

    @Override
    public String id() {
        return "nfs-exports";
    }

    /** @param client a host, a network, or {@code *} */
    record Export(String path, String client, List<String> options) {
        List<String> faults() {
            List<String> faults = new ArrayList<>();
            if (isWide()) {
                faults.add("to " + client);
            }
            if (options.contains("no_root_squash")) {
                faults.add("no_root_squash");
            }
            if (options.contains("insecure")) {
                faults.add("insecure: any user of a client may ask");
            }
            if (options.contains("async")) {
                faults.add("async: a crash of the server loses what guests believe to be written");
            }
            if (options.contains("fsid=0") || options.contains("fsid=root")) {
                faults.add("fsid=0: its NFS version 4 path is /, so hosts that mount by different versions differ");
            }
            return faults;
        }

        /** A netgroup may hold anybody. */
        private boolean isWide() {
            if (client.contains("*") || client.contains("?") || client.startsWith("@")) {
                return true;
            }
            int slash = client.indexOf('/');
            if (slash < 0) {
                return false;
            }
            // A mask that is none is not known to be narrow.
            return Netmask.bits(client.substring(slash + 1))
                    < (client.contains(":") ? SMALL_NETWORK_6 : SMALL_NETWORK_4);
        }
    }

    @Override
    public List<Finding> examine(ExaminedHost host, Surroundings around) {
        Subject subject = Subject.of(host, id());
        if (!host.shell().has("exportfs")) {
            return List.of(subject.passed("serves no NFS", EXPECTED));
        }
        List<Export> exports = parse(host.shell().read(IN_FORCE).orElse(""));
        List<Finding> findings = new ArrayList<>();
        for (Export export : exports) {
            findings.add(judge(subject.about(export.path() + " " + export.client()), export));
        }
        return findings.isEmpty() ? List.of(subject.passed("exports nothing", EXPECTED)) : findings;
    }

    static Finding judge(Subject subject, Export export) {
        List<String> faults = export.faults();
        if (faults.isEmpty()) {
            return subject.passed(export.path() + " to " + export.client(), EXPECTED);
        }
        boolean wideRoot = export.isWide() && export.options().contains("no_root_squash");
        return subject.security(
                wideRoot ? Severity.HIGH : Severity.MEDIUM,
                export.path() + ": " + String.join("; ", faults),
                EXPECTED,
                "One entry for each host in /etc/exports, root squashed or sec=krb5p, then exportfs -ra, which needs no"
                        + " restart.");
    }

    static List<Export> parse(String output) {
        List<Export> exports = new ArrayList<>();
        Matcher matcher = EXPORT.matcher(output);
        while (matcher.find()) {
            exports.add(new Export(
                    matcher.group(1), matcher.group(2), List.of(matcher.group(3).split(","))));
        }
        return exports;
    }
}
