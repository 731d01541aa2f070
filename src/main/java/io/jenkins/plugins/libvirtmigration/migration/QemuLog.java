package io.jenkins.plugins.libvirtmigration.migration;

import io.jenkins.plugins.libvirtmigration.check.Shown;
import io.jenkins.plugins.libvirtmigration.host.HypervisorUnreachableException;
import io.jenkins.plugins.libvirtmigration.hypervisor.HypervisorLink;
import io.jenkins.plugins.libvirtmigration.ssh.CommandOutput;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What the destination's QEMU said before it ended. Its words are in the log that libvirt keeps there for every domain
 * ({@code logDir/NAME.log}, qemu_logcontext.c); of a peer-to-peer move that failed the source's daemon was seen to tell
 * no more than that a connection ended.
 *
 * <p>It is read by one program, with the guest's name as a part of one word. A log that was not written to since the
 * call is an older run's and says nothing: that the host itself compares, by its own clock.
 */
final class QemuLog {
    private static final String DIRECTORY = "/var/log/libvirt/qemu/";
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    /** An abort is over 30 s after it was asked for. */
    private static final Duration AFTER_ABORT = Duration.ofSeconds(25);

    private static final String READ = "40";
    private static final int SHOWN = 5;

    /** libvirt's heading and command line, an argument a line, which may hold more than one would like to show. */
    private static final Pattern COMMAND_LINE = Pattern.compile("^-|\\\\$|: starting up libvirt version");
    /** What is there of every run, and what libvirt causes itself when it ends a QEMU that waited for its guest. */
    private static final Pattern USUAL = Pattern.compile("is tainted: |^char device redirected|terminating on signal 15"
            + "|shutting down, reason=(?!crashed)|^\\s*$");

    private final HypervisorLink host;
    private final AbortSignal abort;

    QemuLog(HypervisorLink host, AbortSignal abort) {
        this.host = host;
        this.abort = abort;
    }

    /**
     * A sentence with its last words, fit for a line of a log, or with the file to look into; empty where it said nothing
     * of its own since then, or the host does not answer.
     *
     * @param vm the domain's name, chosen by anybody
     * @param since how long ago the call began
     */
    Optional<String> lastWords(String vm, Duration since) {
        // libvirt itself permits no slash in a name ("cannot contain '/'"): with one it would be a way out of the
        // folder.
        if (vm.indexOf('/') >= 0 || vm.indexOf('\0') >= 0 || !host.isAlive()) {
            return Optional.empty();
        }
        String path = DIRECTORY + vm + ".log";
        String age = since.toSeconds() + 1 + " seconds ago";
        try {
            CommandOutput read = host.get()
                    .ssh()
                    .run(
                            abort.bound(PATIENCE, AFTER_ABORT),
                            List.of(
                                    "find",
                                    path,
                                    "-maxdepth",
                                    "0",
                                    "-type",
                                    "f",
                                    "-newermt",
                                    age,
                                    "-exec",
                                    "tail",
                                    "-n",
                                    READ,
                                    "--",
                                    "{}",
                                    ";"));
            String file = Shown.text(path) + " on " + host.name();
            if (!read.succeeded()) {
                return Optional.of("What its QEMU said, if anything, is in " + file + ".");
            }
            String words = ownWords(read.output());
            return words.isEmpty() ? Optional.empty() : Optional.of(file + " ends with: " + words);
        } catch (HypervisorUnreachableException e) {
            return Optional.empty();
        }
    }

    private static String ownWords(String tail) {
        List<String> lines = tail.lines().toList();
        int from = 0;
        for (int i = 0; i < lines.size(); i++) {
            from = COMMAND_LINE.matcher(lines.get(i)).find() ? i + 1 : from;
        }
        List<String> own = lines.subList(from, lines.size()).stream()
                .filter(line -> !USUAL.matcher(line).find())
                .toList();
        return own.subList(Math.max(0, own.size() - SHOWN), own.size()).stream()
                .map(line -> "\"" + Shown.text(line.strip()) + "\"")
                .collect(Collectors.joining(", "));
    }
}
