package io.jenkins.plugins.libvirtmigration.preparation.host;

import io.jenkins.plugins.libvirtmigration.host.HypervisorUnreachableException;
import io.jenkins.plugins.libvirtmigration.ssh.CommandOutput;
import io.jenkins.plugins.libvirtmigration.ssh.SshHost;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Runs fixed commands on a host, as the account that logged in or, where it is not root, through {@code sudo -n}.
 *
 * <p>Messages are asked for in the C locale, since they are parsed, and programs of administrators are found although
 * an ordinary account has no sbin in its path. A command that sudo refuses is remembered: the report names it.
 */
public final class HostShell {
    /** As a shell and env(1) end where there is no such program. */
    private static final int NOT_FOUND = 127;

    private static final Pattern UNRESOLVED = Pattern.compile("sudo: unable to resolve host .*");
    private static final Pattern ABSENT = Pattern.compile("sudo: \\S+: command not found");

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final List<String> SURROUNDINGS =
            List.of("env", "LC_ALL=C", "PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin");

    private final SshHost ssh;
    private final String host;
    private final Set<String> refused = new LinkedHashSet<>();
    private Boolean root;

    public HostShell(SshHost ssh, String host) {
        this.ssh = ssh;
        this.host = host;
    }

    /** As the account that logged in. */
    public CommandOutput run(String... words) {
        return run(PATIENCE, List.of(words));
    }

    /** @throws NotSeenException when the host does not answer within the time */
    public CommandOutput run(Duration patience, List<String> words) {
        List<String> all = new ArrayList<>(SURROUNDINGS);
        all.addAll(words);
        try {
            return ssh.run(patience, all);
        } catch (HypervisorUnreachableException e) {
            throw new NotSeenException(
                    "\"" + words.get(0) + "\" did not answer: " + e.getMessage(), "See whether " + host + " is well.");
        }
    }

    /** With all rights. */
    public CommandOutput asRoot(String... words) {
        return asRoot(PATIENCE, List.of(words));
    }

    /** @throws NotSeenException naming the sudo right that is missing */
    public CommandOutput asRoot(Duration patience, List<String> words) {
        if (isRoot()) {
            return run(patience, words);
        }
        List<String> all = new ArrayList<>(List.of("sudo", "-n", "--"));
        all.addAll(words);
        CommandOutput said = withoutSudosWords(run(patience, all));
        if (sudoRefused(said)) {
            String command = shown(words);
            refused.add(command);
            throw new NotSeenException(
                    "the account may not run: " + command,
                    "Give the account sudo rights for it without a password, or log in as root.");
        }
        return said;
    }

    public boolean isRoot() {
        if (root == null) {
            root = run("id", "-u").output().strip().equals("0");
        }
        return root;
    }

    /** Whether a program is there. */
    public boolean has(String program) {
        return run("sh", "-c", "command -v \"$1\"", "sh", program).succeeded();
    }

    /** The first of the programs that is there. */
    public Optional<String> firstOf(String... programs) {
        return List.of(programs).stream().filter(this::has).findFirst();
    }

    /** A file's text; empty where there is no such file. */
    public Optional<String> read(String path) {
        CommandOutput said = asRoot("cat", "--", path);
        if (said.succeeded()) {
            return Optional.of(said.output());
        }
        if (said.errors().contains("No such file") || said.errors().contains("Not a directory")) {
            return Optional.empty();
        }
        throw new NotSeenException(path + " cannot be read: " + firstLine(said.errors()), "See why on " + host + ".");
    }

    /** The output of a command that has to succeed. */
    public String output(String... words) {
        return succeeded(run(words), words);
    }

    /** The output of a command that has to succeed with all rights. */
    public String rootOutput(String... words) {
        return succeeded(asRoot(words), words);
    }

    /** Commands that sudo refused so far. */
    public Collection<String> refused() {
        return List.copyOf(refused);
    }

    public SshHost ssh() {
        return ssh;
    }

    /** The first line of what a program complained of. */
    public static String firstLine(String text) {
        return text.strip().lines().findFirst().orElse("no message").strip();
    }

    private String succeeded(CommandOutput said, String... words) {
        if (!said.succeeded()) {
            String reason = said.exitStatus() == NOT_FOUND
                    ? "the program " + words[0] + " is not there"
                    : "\"" + shown(List.of(words)) + "\" ended with " + said.exitStatus() + ": "
                            + firstLine(said.errors().isBlank() ? said.output() : said.errors());
            throw new NotSeenException(reason, "Install what is missing on " + host + " or mend it, and run again.");
        }
        return said.output();
    }

    /** A script's text would say nothing to a reader. */
    private static String shown(List<String> words) {
        return words.size() > 2 && words.get(1).equals("-c") ? words.get(0) + " (a script)" : String.join(" ", words);
    }

    /** A host that does not find its own name, and a program that is not there, are no refusals, whoever complains. */
    private static CommandOutput withoutSudosWords(CommandOutput said) {
        String errors = said.errors()
                .lines()
                .filter(line -> !UNRESOLVED.matcher(line).matches())
                .map(line -> line + "\n")
                .collect(Collectors.joining());
        boolean absent = !said.succeeded() && ABSENT.matcher(errors.strip()).matches();
        return new CommandOutput(absent ? NOT_FOUND : said.exitStatus(), said.output(), absent ? "" : errors);
    }

    private static boolean sudoRefused(CommandOutput said) {
        return !said.succeeded()
                && (said.errors().startsWith("sudo:")
                        || said.errors().contains("is not allowed to execute")
                        || said.errors().contains("sudo: not found")
                        || said.errors().contains("'sudo'"));
    }
}
