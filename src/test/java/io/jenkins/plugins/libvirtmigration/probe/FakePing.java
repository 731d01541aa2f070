package io.jenkins.plugins.libvirtmigration.probe;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

/** A shell script in the place of ping, which writes down its process id and its words. */
final class FakePing {
    private static final String REPLY =
            "i=0; reply() { i=$((i+1)); echo \"24 bytes from 10.0.0.7: icmp_seq=$i ttl=64 time=$1 ms\"; }\n";

    /** Answers ten times a second until it is ended. */
    static final String ANSWERS = REPLY + "while :; do reply 0.4; sleep 0.1; done\n";

    /** Answers twenty times a second until {@link #go()}; what follows can use {@code reply MILLIS} and {@code $i}. */
    static final String ANSWERS_UNTIL_GO = REPLY + "until [ -e \"$0.go\" ]; do reply 0.4; sleep 0.05; done\n";

    private final Path directory;

    FakePing(Path directory, String script) throws IOException {
        this.directory = directory;
        Path file = directory.resolve("ping");
        Files.writeString(
                file,
                "#!/bin/sh\necho $$ >> '" + directory + "/pids'\necho \"$LC_ALL $*\" >> '" + directory + "/words'\n"
                        + script);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    String program() {
        return directory.resolve("ping").toString();
    }

    /** The words of each start, behind the locale. */
    List<String> words() throws IOException {
        return Files.readAllLines(directory.resolve("words"));
    }

    /** Waits until none of its processes runs, at most ten seconds; one that nobody reaped does not run. */
    boolean isGone() throws IOException, InterruptedException {
        for (int i = 0; i < 1_000; i++) {
            if (Files.readAllLines(directory.resolve("pids")).stream().noneMatch(FakePing::runs)) {
                return true;
            }
            Thread.sleep(10);
        }
        return false;
    }

    void go() throws IOException {
        Files.createFile(directory.resolve("ping.go"));
    }

    /** Waits until the script has made the file {@code $0.done}, at most half a minute. */
    void awaitDone() throws InterruptedException {
        for (int i = 0; i < 3_000 && !Files.exists(directory.resolve("ping.done")); i++) {
            Thread.sleep(10);
        }
    }

    boolean hasStarted() {
        return Files.exists(directory.resolve("words"));
    }

    private static boolean runs(String pid) {
        try {
            String state = Files.readString(Path.of("/proc", pid, "stat"));
            return !state.substring(state.lastIndexOf(')')).startsWith(") Z");
        } catch (IOException gone) {
            return false;
        }
    }
}
