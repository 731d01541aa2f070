package io.jenkins.plugins.libvirtmigration.preparation.daemon;

import io.jenkins.plugins.libvirtmigration.preparation.host.ExaminedHost;
import io.jenkins.plugins.libvirtmigration.preparation.names.Resolution;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a host really listens on for TCP, whatever its files say. */
public record ListeningSockets(List<Listener> listeners) {
    /** {@code LISTEN 0 128 0.0.0.0:22 0.0.0.0:* users:(("sshd",pid=38,fd=4))} */
    private static final Pattern LINE = Pattern.compile(
            "LISTEN\\s+[0-9]+\\s+[0-9]+\\s+(\\S+):([0-9]{1,5})\\s+\\S+(?:\\s+users:\\(\\(\"([^\"]*)\".*)?\\s*");

    public ListeningSockets {
        listeners = List.copyOf(listeners);
    }

    /** @param process that holds it, empty where the kernel does not tell */
    public record Listener(String address, int port, String process) {
        public boolean isLoopback() {
            return Resolution.isLoopback(address);
        }

        @Override
        public String toString() {
            return address + ":" + port + (process.isEmpty() ? "" : " (" + process + ")");
        }
    }

    public static ListeningSockets of(ExaminedHost host) {
        return host.fact(ListeningSockets.class, ListeningSockets::now);
    }

    /** Looked at afresh. */
    public static ListeningSockets now(ExaminedHost host) {
        return parse(host.shell().rootOutput("ss", "-H", "-l", "-t", "-n", "-p"));
    }

    static ListeningSockets parse(String output) {
        List<Listener> found = new ArrayList<>();
        output.lines()
                .map(LINE::matcher)
                .filter(Matcher::matches)
                .forEach(line -> found.add(new Listener(
                        line.group(1).replaceAll("^\\[|\\]$|%[^:\\]]*", ""),
                        Integer.parseInt(line.group(2)),
                        line.group(3) == null ? "" : line.group(3))));
        return new ListeningSockets(found);
    }

    /** Those that others can reach as far as the socket goes. */
    public List<Listener> reachable(int port) {
        return listeners.stream()
                .filter(one -> one.port() == port && !one.isLoopback())
                .toList();
    }

    public boolean isTaken(int port) {
        return listeners.stream().anyMatch(one -> one.port() == port);
    }

    public List<Listener> between(int first, int last) {
        return listeners.stream()
                .filter(one -> one.port() >= first && one.port() <= last)
                .toList();
    }
}
