package io.jenkins.plugins.libvirtmigration.lab;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.libvirtmigration.ssh.SshSession;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The way to libvirt: for whom it is open, what closes it, and that nothing of it is left. */
class ConnectionLabTest {
    private static final Duration BOUND = Duration.ofMinutes(5);
    /** What a busy machine may add to a bound before it is looked at. */
    private static final Duration LATE = Duration.ofSeconds(5);

    private static final String H3 = "10.77.0.13";

    private static Lab lab;

    @BeforeAll
    static void up() {
        lab = Lab.up();
    }

    @AfterEach
    void undo() {
        lab.ask("sshd", "h3", "default");
        lab.ask("mend", "h3");
    }

    private static Running start(String... arguments) {
        List<String> words = new ArrayList<>(List.of(lab.identity(), lab.knownHosts()));
        words.addAll(List.of(arguments));
        return lab.java(ConnectionProgram.class, words.toArray(String[]::new));
    }

    private static List<String> run(String... arguments) {
        return start(arguments).await(BOUND).out().lines().toList();
    }

    @Test
    void rootSeesTheHostAndItsGuests() {
        String name = "it's \"$(x)\" <&> -ü";
        try (Guest guest = lab.guest(name, "h3", 61)) {
            assertThat(run("ask", H3))
                    .contains("user: root", "host: h3.lab.test", "memory: true", "network: Optional.empty")
                    .contains("listed: " + guest.name() + " true 131072")
                    .contains("found: " + guest.name() + " true true true")
                    .contains("agent: Optional.empty", "alive: true")
                    .noneMatch(line -> line.startsWith("exception"));
        }
    }

    @Test
    void aUserInTheGroupLibvirtNeedsNotBeRoot() {
        assertThat(run("ask", "kvmop@" + H3)).contains("user: kvmop", "host: h3.lab.test", "alive: true");
    }

    @Test
    void aUserWithoutRightsIsToldWhichAreMissing() {
        assertThat(String.join("\n", run("ask", "plain@" + H3)))
                .startsWith("exception: HypervisorUnreachableException Cannot connect to libvirt on " + H3
                        + " as user plain")
                .contains("Permission denied", "usermod -a -G libvirt plain");
    }

    @Test
    void whereSocketsAreForbiddenLibvirtsOwnProgramIsUsed() {
        lab.ask("sshd", "h3", "no-streamlocal");

        assertThat(run("ask", H3)).contains("user: root", "host: h3.lab.test", "alive: true");
        assertThat(run("ask", "kvmop@" + H3)).contains("user: kvmop", "alive: true");
        assertThat(String.join("\n", run("ask", "plain@" + H3))).contains("virt-ssh-helper", "Permission denied");
    }

    @Test
    void whereBothAreForbiddenTheErrorHasTheWordsOfTheHost() throws Exception {
        String key = Files.readString(Path.of(lab.identity() + ".pub")).strip();
        String file = "/home/plain/.ssh/authorized_keys";
        lab.on("h3", "cp", "-p", file, file + ".first");
        lab.on(
                "h3",
                "sh",
                "-c",
                "echo 'restrict,command=\"echo only backups here >&2; exit 1\" " + key + "' > " + file);
        try {
            assertThat(String.join("\n", run("ask", "plain@" + H3)))
                    .startsWith("exception: HypervisorUnreachableException Cannot connect to libvirt")
                    .contains("/run/libvirt/libvirt-sock: ", "only backups here", "AllowStreamLocalForwarding");
        } finally {
            lab.on("h3", "mv", file + ".first", file);
        }
    }

    @Test
    void aDaemonThatIsDownIsSaid() {
        lab.ask("kill", "h3", "libvirtd");
        try {
            assertThat(String.join("\n", run("ask", H3)))
                    .startsWith("exception: HypervisorUnreachableException Cannot connect to libvirt on " + H3)
                    .contains("systemctl start libvirtd");
        } finally {
            lab.ask("start", "h3", "libvirtd");
        }
        assertThat(run("ask", H3)).contains("alive: true");
    }

    @Test
    void aChangedHostKeyIsRefused() {
        lab.ask("rekey", "h3");
        try {
            assertThat(String.join("\n", run("ask", H3)))
                    .startsWith(
                            "exception: LoginRefusedException Cannot connect to " + H3 + ": ITS HOST KEY HAS CHANGED")
                    .contains("Expected ssh-ed25519 SHA256:", "offered ssh-ed25519 SHA256:");
        } finally {
            lab.ask("rekey", "h3", "back");
        }
    }

    @Test
    void aMachineWithoutLibvirtIsToldWhatToInstall() {
        String library = "/usr/lib/x86_64-linux-gnu/libvirt.so.0";
        String hidden = "mount --bind /dev/null " + library + " && exec \"$@\"";

        Output output = lab.onCtl(
                        List.of("unshare", "--mount", "sh", "-c", hidden, "sh"),
                        ConnectionProgram.class,
                        lab.identity(),
                        lab.knownHosts(),
                        "ask",
                        H3)
                .await(BOUND);
        assertThat(output.out())
                .startsWith("exception: LibvirtMissingException libvirt's client library (libvirt.so.0) is not on ")
                .contains("libvirt0 on Debian and Ubuntu", "libvirt-libs on RHEL");
    }

    @Test
    void portsAreSeenAsTheHostSeesThem() {
        assertThat(run("reach", H3, "10.77.0.11", "22")).containsExactly("reach: OPEN");
        assertThat(run("reach", H3, "10.77.0.11", "9")).containsExactly("reach: REFUSED");
        assertThat(run("reach", H3, "no-such-host.invalid", "22")).containsExactly("reach: UNREACHABLE");
        lab.ask("drop-ports", "h1");
        try {
            assertThat(run("reach", H3, "10.77.0.11", "49152")).containsExactly("reach: SILENT");
        } finally {
            lab.ask("allow-ports", "h1");
        }
        lab.ask("sshd", "h3", "no-tcp");
        assertThat(run("reach", H3, "10.77.0.11", "22")).containsExactly("reach: UNKNOWN");
    }

    @Test
    void aCutLinkIsNoticedWithinTheBound() throws InterruptedException {
        Running watching = start("watch", H3, "120");
        awaitReady(watching);
        lab.ask("cut", "h3");
        long cut = System.currentTimeMillis();
        List<String> lines = watching.await(BOUND).out().lines().toList();

        long bound = cut + SshSession.DEAD_LINK_NOTICED_WITHIN.plus(LATE).toMillis();
        assertThat(value(lines, "noticed")).isLessThanOrEqualTo(bound);
        assertThat(value(lines, "failed")).isLessThanOrEqualTo(bound);
        assertThat(value(lines, "closed")).isLessThanOrEqualTo(bound + LATE.toMillis());
        assertThat(lines).anyMatch(line -> line.startsWith("call: HypervisorUnreachableException"));
        assertThat(lines).anyMatch(line -> line.startsWith("program: ") && line.contains("was lost"));
    }

    private static long value(List<String> lines, String name) {
        return lines.stream()
                .filter(line -> line.startsWith(name + ": "))
                .mapToLong(line -> Long.parseLong(line.substring(name.length() + 2)))
                .findFirst()
                .orElseThrow(() -> new AssertionError(name + " is not in " + lines));
    }

    @Test
    void closingAConnectionEndsTheMigrationThatBlocksOnIt() {
        try (Guest guest = lab.guest("closing", "h3", 62, "--disk", "none")) {
            List<String> lines = run("close", H3, "10.77.0.11", guest.name());

            assertThat(lines)
                    .anyMatch(line -> line.startsWith("thrown: HypervisorUnreachableException"))
                    .contains("running: true", "alive: true");
            // By itself it would go on for the better part of a minute.
            assertThat(value(lines, "millis")).isLessThan(20_000);
            assertThat(guest.runsOn()).containsExactly("h3");
        }
    }

    @Test
    void aLostConnectionForAskingIsMadeAnewAndTheMoveThatBlocksOnAnotherGoesOn() {
        try (Guest guest = lab.guest("renewed", "h3", 64, "--disk", "none")) {
            List<String> lines = run("renew", H3, "10.77.0.11", guest.name());

            assertThat(lines)
                    .containsExactly("lost: true", "same: true", "asks: h3.lab.test", "moving: true", "over: true");
            assertThat(guest.runsOn()).containsExactly("h3");
        }
    }

    @Test
    void imagesAreExactAndThinInAPoolThatIsThereAndInOneThatIsMade() {
        lab.on("h3", "mkdir", "-p", "/var/lib/libvirt/images/sub");
        for (String directory : List.of("/var/lib/libvirt/images", "/var/lib/libvirt/images/sub")) {
            List<String> lines = run("storage", H3, directory + "/");

            assertThat(lines).contains("available: true", "missing: Optional.empty");
            assertThat(lines)
                    .anyMatch(line -> line.contains(directory + "/t-thin.qcow2, format=qcow2, capacity=67109376,"))
                    .anyMatch(line -> line.contains("t-raw.img, format=raw, capacity=10000001, allocation=0"))
                    .anyMatch(line -> line.contains("t-top.qcow2, format=qcow2, capacity=67109376,"))
                    .anyMatch(line -> line.startsWith("twice: "));
            assertThat(lines.stream().filter("deleted: true"::equals)).hasSize(3);
        }
        assertThat(lab.on("h3", "virsh", "pool-list", "--all", "--name").lines())
                .containsExactly("images");
    }

    @Test
    void severalMayWorkInOneDirectoryWithoutAPool() {
        String directory = "/var/lib/libvirt/contended";
        lab.on("h3", "mkdir", "-p", directory);

        assertThat(run("contend", H3, directory)).containsExactly("made: 20");
        assertThat(lab.on("h3", "virsh", "pool-list", "--all", "--name").lines())
                .containsExactly("images");
        assertThat(lab.on("h3", "ls", directory)).isEmpty();
    }

    @Test
    void aPoolThatAKilledProcessLeftIsEndedByTheNext() {
        String directory = "/var/lib/libvirt/left";
        lab.on("h3", "mkdir", "-p", directory);
        lab.on("h3", "virsh", "pool-create-as", "libvirt-migration-0123456789abcdef", "dir", "--target", directory);

        assertThat(run("storage", H3, directory)).contains("available: true");
        assertThat(lab.on("h3", "virsh", "pool-list", "--all", "--name").lines())
                .containsExactly("images");
    }

    @Test
    void aDaemonThatHangsIsGivenUpInTime() throws InterruptedException {
        Running watching = start("watch", H3, "1");
        awaitReady(watching);
        lab.ask("kill", "h3", "libvirtd", "STOP");
        long stopped = System.currentTimeMillis();
        try {
            List<String> seen = watching.await(BOUND).out().lines().toList();
            assertThat(value(seen, "noticed"))
                    .isLessThanOrEqualTo(stopped
                            + SshSession.DEAD_LINK_NOTICED_WITHIN.plus(LATE).toMillis());
            assertThat(String.join("\n", run("ask", H3)))
                    .startsWith("exception: HypervisorUnreachableException Cannot connect to libvirt on " + H3)
                    .contains("no answer within 20 s");
        } finally {
            lab.ask("kill", "h3", "libvirtd", "CONT");
        }
        assertThat(run("ask", H3)).contains("alive: true");
    }

    private static void awaitReady(Running program) throws InterruptedException {
        while (!program.soFar().out().contains("ready") && program.isAlive()) {
            Thread.sleep(50);
        }
    }

    /** The heap is kept small, so that what grows is not only garbage that nobody had to collect yet. */
    @Test
    @Timeout(value = 16, unit = TimeUnit.MINUTES)
    void aThousandCyclesLeaveNothingBehind() {
        try (Guest guest = lab.guest("cycles", "h3", 63, "--disk", "none")) {
            assertThat(guest.runsOn()).containsExactly("h3");
            List<String> lines = lab.onCtl(
                            List.of("env", "JAVA_TOOL_OPTIONS=-Xmx48m"),
                            ConnectionProgram.class,
                            lab.identity(),
                            lab.knownHosts(),
                            "cycles",
                            H3,
                            "1000")
                    .await(Duration.ofMinutes(15))
                    .out()
                    .lines()
                    .toList();
            List<Held> held = lines.stream()
                    .filter(line -> line.startsWith("held: "))
                    .map(Held::of)
                    .toList();

            assertThat(held).as(lines.toString()).hasSize(5);
            Held warm = held.get(1);
            Held last = held.get(4);
            // What was closed last may not be quite gone; what leaked in each of 600 cycles would be far more.
            assertThat(last.descriptors()).as(lines.toString()).isLessThan(warm.descriptors() + 20);
            assertThat(last.threads()).as(lines.toString()).isLessThan(warm.threads() + 20);
            assertThat(last.kibibytes()).as(lines.toString()).isLessThan(warm.kibibytes() + 32_000);
            assertThat(lines).contains("folders: 0");
        }
    }

    /** What the process held at one time. */
    private record Held(long descriptors, long threads, long kibibytes) {
        static Held of(String line) {
            String[] words = line.split(" ");
            return new Held(Long.parseLong(words[1]), Long.parseLong(words[2]), Long.parseLong(words[3]));
        }
    }
}
