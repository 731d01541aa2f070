package io.jenkins.plugins.libvirtmigration.lab;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The lab of this JVM: three libvirt hosts h1, h2, h3 and the control side, brought up once, and gone when the JVM is,
 * however it ends. The name is LAB_NAME's, so that several can run side by side.
 */
public final class Lab {
    private static final Duration VERB_BOUND = Duration.ofSeconds(120);
    private static final Duration UP_BOUND = Duration.ofMinutes(10);
    private static Lab lab;

    private final Path root;
    private final Map<String, String> environment;

    private Lab(Path root, String name) {
        this.root = root;
        this.environment = Map.of("LAB_NAME", name);
    }

    /** The lab, up and whole: what a test before this one broke is repaired. */
    public static synchronized Lab up() {
        if (lab == null) {
            String name = System.getenv().getOrDefault("LAB_NAME", "test");
            lab = new Lab(checkout(), name);
            lab.run("down");
        }
        String owner = Long.toString(ProcessHandle.current().pid());
        Output up = lab.start(null, "up", "3", "--owner", owner).await(UP_BOUND);
        if (up.status() != 0) { // The watcher of a lab of that name, whose owner just died, was still tidying up.
            lab.run("down");
            up = lab.start(null, "up", "3", "--owner", owner).await(UP_BOUND);
        }
        if (up.status() != 0) {
            throw new AssertionError("The lab does not come up: " + up);
        }
        return lab;
    }

    /** The checkout. */
    Path root() {
        return root;
    }

    private static Path checkout() {
        Path here = Path.of("").toAbsolutePath();
        while (here != null && !Files.isExecutable(here.resolve("lab/lab"))) {
            here = here.getParent();
        }
        if (here == null) {
            throw new AssertionError("lab/lab is not found above " + Path.of("").toAbsolutePath());
        }
        return here;
    }

    /** One verb of lab/lab, whatever its status. */
    public Output run(String... verb) {
        return start(null, verb).await(VERB_BOUND);
    }

    /** One verb that must succeed; its output without the line end. */
    public String ask(String... verb) {
        Output output = run(verb);
        if (output.status() != 0) {
            throw new AssertionError("lab " + String.join(" ", verb) + ": " + output);
        }
        return output.out().strip();
    }

    public Running start(Path input, String... verb) {
        List<String> words = new ArrayList<>(List.of(root.resolve("lab/lab").toString()));
        words.addAll(List.of(verb));
        return Running.start(words, environment, input);
    }

    /** A command on a host, or on ctl; must succeed. */
    public String on(String host, String... command) {
        List<String> words = new ArrayList<>(List.of("on", host));
        words.addAll(List.of(command));
        return ask(words.toArray(String[]::new));
    }

    /** A script of the shell on a host, or on ctl, with words that it finds as $1, $2...; must succeed. */
    public String script(String host, String script, String... words) {
        List<String> command = new ArrayList<>(List.of("sh", "-c", script, "sh"));
        command.addAll(List.of(words));
        return on(host, command.toArray(String[]::new));
    }

    /** Starts a Java program of the class path of this JVM on the control side. */
    public Running java(Class<?> main, String... arguments) {
        return onCtl(List.of(), main, arguments);
    }

    /** The same by way of other programs, such as env or unshare, whose words come first. */
    public Running onCtl(List<String> first, Class<?> main, String... arguments) {
        // A test that a script started in the background would hand its deafness to SIGINT down.
        List<String> words = new ArrayList<>(List.of("on", "ctl", "env", "--default-signal=INT"));
        words.addAll(first);
        words.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xshare:auto",
                "-cp",
                classPath(),
                main.getName()));
        words.addAll(List.of(arguments));
        return start(null, words.toArray(String[]::new));
    }

    private static String classPath() {
        return System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    }

    /** The private key that the hosts know. */
    public String identity() {
        return ask("path", "identity");
    }

    /** The true host keys. */
    public String knownHosts() {
        return ask("path", "known-hosts");
    }

    /** The directory of the lab: what is put there is gone with it. */
    public Path directory() {
        return Path.of(ask("path", "dir"));
    }

    /** A guest that runs and answers; its options are those of the lab's verb. */
    public Guest guest(String name, String host, int octet, String... options) {
        List<String> words = new ArrayList<>(List.of("guest", name, host, Integer.toString(octet)));
        words.addAll(List.of(options));
        ask(words.toArray(String[]::new));
        return new Guest(this, name, octet);
    }
}
