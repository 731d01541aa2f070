package io.jenkins.plugins.libvirtmigration.jenkins.report;

import java.util.List;

/**
 * What is known of a step while it goes on, in memory only and in bounded memory: what an agent sends is somebody
 * else's.
 */
final class StepLive {
    static final StepLive NOTHING = new StepLive(List.of(), List.of());

    private static final int MOST_GUESTS = 500;
    private static final int MOST_SENTENCES = 20;
    private static final int LONGEST = 500;

    private final List<GuestProgress> guests;
    private final List<String> sentences;

    private StepLive(List<GuestProgress> guests, List<String> sentences) {
        this.guests = guests;
        this.sentences = sentences;
    }

    /** @param sentences the newest ones, in the order of time */
    static StepLive of(List<GuestProgress> guests, List<String> sentences) {
        return new StepLive(
                guests.stream().limit(MOST_GUESTS).toList(),
                sentences.stream()
                        .skip(Math.max(0, sentences.size() - MOST_SENTENCES))
                        .map(StepLive::bounded)
                        .toList());
    }

    static String bounded(String text) {
        return text.codePointCount(0, text.length()) <= LONGEST
                ? text
                : text.substring(0, text.offsetByCodePoints(0, LONGEST)) + "…";
    }

    List<GuestProgress> guests() {
        return guests;
    }

    List<String> sentences() {
        return sentences;
    }
}
