package io.jenkins.plugins.libvirtmigration.probe;

import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One line of ping about one question, as iputils, BusyBox and GNU inetutils write it in the C locale.
 *
 * @param sequence the 16 bits that the packet carries
 * @param stampMicros wall clock at the reply ({@code ping -D}), microseconds since 1970
 * @param replyMillis how long the reply took; 0 where ping does not tell
 * @param refusal what a router, or this machine's own kernel, said instead of the guest
 */
record PingLine(Kind kind, int sequence, OptionalLong stampMicros, double replyMillis, Optional<String> refusal) {
    enum Kind {
        REPLY,
        NO_ANSWER_YET,
        REFUSED
    }

    private static final String STAMP = "(?:\\[([0-9]{1,11})\\.([0-9]{6})\\] )?";
    private static final String MILLIS = "(?:.*? time[=<]([0-9]{1,9}(?:\\.[0-9]{1,6})?) ?ms)?";
    private static final Pattern REPLY =
            Pattern.compile(STAMP + "[0-9]+ bytes from [^=]*\\b(?:icmp_)?seq=([0-9]{1,5})\\b" + MILLIS + "(.*)");
    private static final Pattern NO_ANSWER = Pattern.compile(STAMP + "no answer yet for icmp_seq=([0-9]{1,5})\\s*");
    private static final Pattern REFUSED = Pattern.compile(STAMP + "From ([^=]*) icmp_seq=([0-9]{1,5}) (.*)");

    /** Empty for every other line: headings, statistics, duplicates, replies from another address, complaints. */
    static Optional<PingLine> parse(String line) {
        Matcher reply = REPLY.matcher(line);
        if (reply.matches()) {
            return reply.group(5).contains("DUP!") || reply.group(5).contains("DIFFERENT ADDRESS")
                    ? Optional.empty()
                    : Optional.of(reply(reply));
        }
        Matcher none = NO_ANSWER.matcher(line);
        if (none.matches()) {
            return Optional.of(
                    new PingLine(Kind.NO_ANSWER_YET, number(none.group(3)), stamp(none), 0, Optional.empty()));
        }
        Matcher refused = REFUSED.matcher(line);
        if (refused.matches()) {
            Optional<String> refusal = Optional.of(refused.group(3) + " says: " + refused.group(5));
            return Optional.of(new PingLine(Kind.REFUSED, number(refused.group(4)), stamp(refused), 0, refusal));
        }
        return Optional.empty();
    }

    private static PingLine reply(Matcher matcher) {
        double millis = matcher.group(4) == null ? 0 : Double.parseDouble(matcher.group(4));
        return new PingLine(Kind.REPLY, number(matcher.group(3)), stamp(matcher), millis, Optional.empty());
    }

    private static int number(String digits) {
        return Integer.parseInt(digits);
    }

    private static OptionalLong stamp(Matcher matcher) {
        return matcher.group(1) == null
                ? OptionalLong.empty()
                : OptionalLong.of(Long.parseLong(matcher.group(1)) * 1_000_000 + Long.parseLong(matcher.group(2)));
    }
}
