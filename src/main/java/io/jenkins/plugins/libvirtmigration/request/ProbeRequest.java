package io.jenkins.plugins.libvirtmigration.request;

import io.jenkins.plugins.libvirtmigration.unit.Durations;
import java.time.Duration;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where and how often a guest is asked from outside. The address is a name or an IP address and nothing else, since it
 * becomes a word of ping's command line.
 *
 * @param port TCP connect to that port; ICMP through the system's ping where none is given
 */
public record ProbeRequest(String address, OptionalInt port, Duration interval) {
    public static final Duration DEFAULT_INTERVAL = Duration.ofMillis(100);

    /** Below, what is measured is the scheduling of this machine. */
    public static final Duration SHORTEST_INTERVAL = Duration.ofMillis(10);

    public static final Duration LONGEST_INTERVAL = Duration.ofSeconds(10);

    private static final String NAME = "[A-Za-z0-9][A-Za-z0-9._-]{0,252}";
    private static final String ZONE = "%[A-Za-z0-9][A-Za-z0-9._-]{0,14}";
    private static final String IPV6 = "(?=[^:]*:[^:]*:)[0-9A-Fa-f:][0-9A-Fa-f:.]{1,44}(?:" + ZONE + ")?";
    private static final Pattern ADDRESS = Pattern.compile(NAME + "|" + IPV6);
    private static final Pattern WITH_PORT =
            Pattern.compile("(?:(" + NAME + ")|\\[(" + IPV6 + ")\\])(?::([0-9]{1,5}))?");

    /** @throws IllegalArgumentException naming the value that is wrong and what would be right */
    public ProbeRequest {
        if (!ADDRESS.matcher(address).matches()) {
            throw notAnAddress(address);
        }
        if (port.isPresent() && (port.getAsInt() < 1 || port.getAsInt() > 65_535)) {
            throw new IllegalArgumentException("The probe's port " + port.getAsInt() + " is not one: 1 to 65535.");
        }
        if (interval.compareTo(SHORTEST_INTERVAL) < 0 || interval.compareTo(LONGEST_INTERVAL) > 0) {
            throw new IllegalArgumentException("A probe every " + Durations.format(interval)
                    + " is not possible: write an interval from 10ms to 10s.");
        }
    }

    /**
     * Reads {@code 10.0.0.7}, {@code web-1.example.org:443}, {@code fd00::7} or {@code [fd00::7]:22}: with a port TCP,
     * without one ICMP.
     */
    public static ProbeRequest parse(String text, Duration interval) {
        if (ADDRESS.matcher(text).matches()) {
            return new ProbeRequest(text, OptionalInt.empty(), interval);
        }
        Matcher matcher = WITH_PORT.matcher(text);
        if (!matcher.matches()) {
            throw notAnAddress(text);
        }
        OptionalInt port =
                matcher.group(3) == null ? OptionalInt.empty() : OptionalInt.of(Integer.parseInt(matcher.group(3)));
        return new ProbeRequest(matcher.group(1) == null ? matcher.group(2) : matcher.group(1), port, interval);
    }

    private static IllegalArgumentException notAnAddress(String text) {
        return new IllegalArgumentException("\"" + text + "\" is no address to probe. Write a name or an IP address,"
                + " with a port to ask by TCP instead of ICMP: 10.0.0.7, web-1.example.org:443, [fd00::7]:22.");
    }
}
