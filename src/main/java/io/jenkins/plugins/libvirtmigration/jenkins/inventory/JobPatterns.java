package io.jenkins.plugins.libvirtmigration.jenkins.inventory;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which jobs are admitted, by patterns over their full names ({@code folder/job}): {@code *} is any text within one
 * name, {@code **} any text, so {@code ops/**} is all that lies beneath the folder ops. Everything else, upper and
 * lower case too, is taken as it is written. Without a pattern every job is admitted.
 */
final class JobPatterns {
    private static final Pattern STARS = Pattern.compile("\\*+");

    private final List<Pattern> patterns;

    JobPatterns(List<String> patterns) {
        this.patterns = patterns.stream().map(JobPatterns::compile).toList();
    }

    /** @param fullName of a job, as Jenkins has it */
    boolean admit(String fullName) {
        return patterns.isEmpty()
                || patterns.stream()
                        .anyMatch(pattern -> pattern.matcher(fullName).matches());
    }

    /** @throws IllegalArgumentException when no job can match: a full name has no empty part */
    static void check(String pattern) {
        if (pattern.isEmpty() || pattern.startsWith("/") || pattern.endsWith("/") || pattern.contains("//")) {
            throw new IllegalArgumentException(Messages.JobPatterns_neverMatches(pattern));
        }
    }

    private static Pattern compile(String glob) {
        StringBuilder expression = new StringBuilder();
        Matcher stars = STARS.matcher(glob);
        int end = 0;
        while (stars.find()) {
            expression
                    .append(Pattern.quote(glob.substring(end, stars.start())))
                    .append(stars.group().length() == 1 ? "[^/]*" : ".*");
            end = stars.end();
        }
        return Pattern.compile(
                expression.append(Pattern.quote(glob.substring(end))).toString(), Pattern.DOTALL);
    }
}
