package io.jenkins.plugins.libvirtmigration.jenkins.report;

import java.util.List;
import java.util.stream.Stream;

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

    /**
     * What is known after something more was heard: the agent tells each sentence once, and whoever looks at the page
     * comes at other times.
     *
     * @param now those that are being moved now, instead of the ones before
     * @param newest sentences since the last time, in the order of time
     */
    StepLive and(List<GuestProgress> now, List<String> newest) {
        List<String> all = Stream.concat(
                        sentences.stream(),
                        newest.stream()
                                .skip(Math.max(0, newest.size() - MOST_SENTENCES))
                                .map(StepLive::bounded))
                .toList();
        return new StepLive(
                now.stream().limit(MOST_GUESTS).toList(),
                all.subList(Math.max(0, all.size() - MOST_SENTENCES), all.size()));
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
