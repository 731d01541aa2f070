package io.jenkins.plugins.libvirtmigration.lab;

import java.util.List;
import java.util.stream.Collectors;

/** A guest of the lab. It tells of itself over the network, wherever it runs. */
public final class Guest implements AutoCloseable {
    private final Lab lab;
    private final String name;
    private final int octet;

    Guest(Lab lab, String name, int octet) {
        this.lab = lab;
        this.name = name;
        this.octet = octet;
    }

    /**
     * The guest's word on itself.
     *
     * @param bootId changes with every boot of its kernel
     * @param diskSequence number of the last synchronous write to its disk; 0 where it writes none
     */
    public record Identity(String bootId, double uptimeSeconds, long diskSequence) {}

    public String name() {
        return name;
    }

    public String address() {
        return "10.77.0." + octet;
    }

    public Identity identity() {
        String[] words = say("ident").split("\\s+");
        return new Identity(words[0], Double.parseDouble(words[1]), Long.parseLong(words[2]));
    }

    public String say(String line) {
        return lab.ask("say", Integer.toString(octet), line);
    }

    /** A line that takes its time. */
    public String say(String line, int seconds) {
        return lab.ask("say", Integer.toString(octet), line, Integer.toString(seconds));
    }

    /** Hosts that know the domain, each with its state in libvirt's words. */
    public List<String> where() {
        return lab.ask("where", name).lines().toList();
    }

    /** The hosts where it is running. */
    public List<String> runsOn() {
        return where().stream()
                .filter(line -> line.contains(" running"))
                .map(line -> line.substring(0, line.indexOf(' ')))
                .collect(Collectors.toList());
    }

    /** Ends it, wherever it is, with its disks. */
    @Override
    public void close() {
        lab.ask("destroy", name);
    }
}
