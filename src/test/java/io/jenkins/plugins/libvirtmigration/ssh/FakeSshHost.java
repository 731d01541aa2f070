package io.jenkins.plugins.libvirtmigration.ssh;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Commands and ports that answer by rote; a command that nobody taught it is "not found", as in a shell. */
public final class FakeSshHost implements SshHost {
    private final Map<String, Function<List<String>, CommandOutput>> answers =
            Collections.synchronizedMap(new LinkedHashMap<>());
    private final Map<String, Reachability> ports = Collections.synchronizedMap(new LinkedHashMap<>());

    /** Every command that was run, in order. */
    public final List<List<String>> commands = Collections.synchronizedList(new ArrayList<>());

    /** Answers a command whose words, joined with blanks, begin with that text; what was taught last wins. */
    public FakeSshHost answer(String beginning, int exitStatus, String output) {
        return answer(beginning, words -> new CommandOutput(exitStatus, output, exitStatus == 0 ? "" : output));
    }

    public FakeSshHost answer(String beginning, Function<List<String>, CommandOutput> answer) {
        answers.remove(beginning);
        answers.put(beginning, answer);
        return this;
    }

    public FakeSshHost reaches(String address, int port, Reachability reachability) {
        ports.put(address + " " + port, reachability);
        return this;
    }

    @Override
    public CommandOutput run(Duration timeout, List<String> words) {
        commands.add(List.copyOf(words));
        String line = String.join(" ", words);
        Function<List<String>, CommandOutput> found = null;
        synchronized (answers) {
            for (Map.Entry<String, Function<List<String>, CommandOutput>> taught : answers.entrySet()) {
                if (line.startsWith(taught.getKey())) {
                    found = taught.getValue();
                }
            }
        }
        return found == null
                ? new CommandOutput(127, "", "sh: 1: " + words.get(0) + ": not found")
                : found.apply(words);
    }

    /** Refused unless told otherwise: the host is there, and nothing listens. */
    @Override
    public Reachability reach(String address, int port, Duration timeout) {
        return ports.getOrDefault(address + " " + port, Reachability.REFUSED);
    }
}
