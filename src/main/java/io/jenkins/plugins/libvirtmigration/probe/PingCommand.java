package io.jenkins.plugins.libvirtmigration.probe;

import io.jenkins.plugins.libvirtmigration.request.ProbeRequest;
import io.jenkins.plugins.libvirtmigration.unit.Durations;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The words of a ping.
 *
 * @param plain without time stamps and without word of unanswered questions, which only the ping of iputils knows
 */
record PingCommand(String program, String address, Duration interval, boolean plain) {
    /** iputils allows a user 2 ms since 2022, 200 ms before; GNU inetutils allow 200 ms and give no number. */
    private static final Pattern TOO_FAST = Pattern.compile(
            "minimal interval[^0-9]*([0-9]{1,5}) ?ms|cannot flood|option value too small", Pattern.CASE_INSENSITIVE);

    private static final Duration ALLOWED_TO_EVERYBODY = Duration.ofMillis(200);
    private static final Pattern UNKNOWN_OPTION =
            Pattern.compile("(invalid|unrecognized|illegal|unknown) option", Pattern.CASE_INSENSITIVE);

    PingCommand(String program, ProbeRequest request) {
        this(program, request.address(), request.interval(), false);
    }

    /** What to do instead of a command that was refused, and what that means, in a sentence. */
    record Instead(PingCommand command, String warning) {}

    List<String> words() {
        List<String> words = new ArrayList<>(List.of(program, "-n"));
        if (!plain) {
            words.addAll(List.of("-D", "-O"));
        }
        // 16 bytes are the least that let ping measure the time of a reply.
        words.addAll(List.of("-i", String.valueOf(interval.toMillis() / 1000.0), "-s", "16", "--", address));
        return words;
    }

    /** Empty where the complaint is about something that cannot be done without. */
    Optional<Instead> insteadAfter(String complaint) {
        Matcher tooFast = TOO_FAST.matcher(complaint);
        if (tooFast.find()) {
            Duration allowed = tooFast.group(1) == null
                    ? ALLOWED_TO_EVERYBODY
                    : Duration.ofMillis(Long.parseLong(tooFast.group(1)));
            return allowed.compareTo(interval) > 0 ? Optional.of(slower(allowed)) : Optional.empty();
        }
        return !plain && UNKNOWN_OPTION.matcher(complaint).find() ? Optional.of(plainly()) : Optional.empty();
    }

    private Instead slower(Duration allowed) {
        return new Instead(
                new PingCommand(program, address, allowed, plain),
                "ping allows this user no more than one question in " + Durations.format(allowed)
                        + ": asked at that interval instead of every " + Durations.format(interval)
                        + ". A TCP port can be probed at the interval that was wanted.");
    }

    private Instead plainly() {
        return new Instead(
                new PingCommand(program, address, interval, true),
                "This machine's ping knows no time stamps (-D, -O): gaps are measured when a reply is read, lost"
                        + " questions are counted by the interval. The ping of iputils is more exact.");
    }
}
