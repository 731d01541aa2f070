package io.jenkins.plugins.libvirtmigration.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.libvirtmigration.report.MigrationRecord.Event;
import io.jenkins.plugins.libvirtmigration.report.MigrationRecord.Sample;
import io.jenkins.plugins.libvirtmigration.report.ProbeRecord.Silence;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;

class ProgressChartTest {
    private static final long MIB = 1 << 20;

    @Test
    void drawsWhatIsLeftAndHowFastItGoes() {
        PageTree picture =
                draw(List.of(sample(0, 100L, null), sample(5, 50L, 10L), sample(10, 0L, 10L)), null, List.of());
        // 780 wide from 84 on; 150 high down to 224.
        assertThat(shape(picture, "memory").getAttribute("d"))
                .isEqualTo("M84.0 74.0L474.0 149.0L864.0 224.0L864.0 224.0L474.0 224.0L84.0 224.0Z");
        assertThat(shape(picture, "rate").getAttribute("d")).isEqualTo("M474.0 282.0L864.0 282.0");
        assertThat(picture.texts("text")).contains("Still to move", "memory", "100 MiB", "Speed", "10 MiB/s", "10 s");
        assertThat(picture.texts("text")).doesNotContain("disks");
    }

    @Test
    void leavesAGapWhereAFigureIsNotKnown() {
        List<Sample> samples = List.of(
                sample(0, 100L, 10L),
                sample(2, 80L, 10L),
                sample(4, 60L, null),
                sample(6, 40L, 10L),
                sample(10, 0L, 10L));
        assertThat(shape(draw(samples, null, List.of()), "rate").getAttribute("d"))
                .isEqualTo("M84.0 282.0L240.0 282.0M552.0 282.0L864.0 282.0");
    }

    @Test
    void stacksDisksOnMemory() {
        Sample first = new Sample(0, 50 * MIB, null, 50 * MIB, null, null, null, null, null);
        Sample last = new Sample(10_000, 0L, null, 0L, null, null, null, null, null);
        PageTree picture = draw(List.of(first, last), null, List.of());
        assertThat(shape(picture, "disks").getAttribute("d"))
                .isEqualTo("M84.0 74.0L864.0 224.0L864.0 224.0L84.0 149.0Z");
        assertThat(picture.texts("text")).contains("disks");
    }

    @Test
    void marksEverySilenceAndWritesHowLongTheLongestWas() {
        ProbeRecord probe = new ProbeRecord(
                "10.0.0.7",
                null,
                100,
                9L,
                1L,
                2_000L,
                4_000L,
                1L,
                List.of(new Silence(1_000, 300, false), new Silence(4_000, 2_000, false)),
                null);
        PageTree picture = draw(List.of(sample(0, 100L, 10L), sample(10, 0L, 10L)), probe, List.of());
        List<String> bands =
                picture.elements(e -> e.getAttribute("class").startsWith("silence") && e.hasAttribute("d")).stream()
                        .map(band -> band.getAttribute("d"))
                        .toList();
        assertThat(bands)
                .containsExactly(
                        "M162.0 74.0h23.4v150.0h-23.4z", "M162.0 282.0h23.4v110.0h-23.4z",
                        "M396.0 74.0h156.0v150.0h-156.0z", "M396.0 282.0h156.0v110.0h-156.0z");
        assertThat(picture.texts("text")).contains("silent: 2.0 s").noneMatch(text -> text.contains("300 ms"));
        assertThat(picture.texts("desc").get(0)).contains("The longest time without a reply was 2.0 s, from 4.0 s on.");
    }

    @Test
    void marksALongestGapThatIsNoSilenceWideEnoughToBeSeen() {
        ProbeRecord probe = new ProbeRecord("10.0.0.7", null, 100, 9L, 0L, 131L, 595_000L, 1L, null, null);
        PageTree picture = draw(List.of(sample(0, 100L, 10L), sample(600, 0L, 10L)), probe, List.of());
        assertThat(picture.elements(e -> e.getAttribute("class").equals("silence narrow")))
                .hasSize(2)
                .allSatisfy(band -> assertThat(band.getAttribute("d")).contains("h3.0v"));
        assertThat(picture.texts("text")).contains("longest gap: 131 ms");
    }

    @Test
    void saysThatAGuestIsStillSilentAtTheEnd() {
        ProbeRecord probe = new ProbeRecord(
                "10.0.0.7", null, 100, 9L, 9L, 3_000L, 9_000L, 1L, List.of(new Silence(9_000, 3_000, true)), null);
        assertThat(draw(List.of(sample(0, 100L, 10L)), probe, List.of()).texts("text"))
                .contains("silent to the end: 3.0 s");
    }

    @Test
    void numbersEventsAndPutsThoseTogetherThatWouldCoverEachOther() {
        List<Event> events = List.of(
                new Event(0, "a"),
                new Event(50, "b"),
                new Event(100, "c"),
                new Event(5_000, "d"),
                new Event(9_999, "e"),
                new Event(10_000, "f"));
        PageTree picture = draw(List.of(sample(0, 100L, 10L), sample(10, 0L, 10L)), null, events);
        assertThat(picture.elements(e -> e.getAttribute("class").equals("event-number")))
                .extracting(PageTree::text)
                .containsExactly("1–3", "4", "5–6");
        assertThat(picture.elements(e -> e.getAttribute("class").equals("event-marker")))
                .allSatisfy(marker -> assertThat(Double.parseDouble(marker.getAttribute("x"))
                                + Double.parseDouble(marker.getAttribute("width")))
                        .isLessThanOrEqualTo(880));
    }

    @Test
    void staysInsideItsFrameWithAThousandEvents() {
        List<Event> events =
                IntStream.range(0, 1_000).mapToObj(i -> new Event(i * 10L, "e")).toList();
        PageTree picture = draw(List.of(sample(0, 100L, 10L), sample(10, 0L, 10L)), null, events);
        assertThat(picture.elements(e -> e.getAttribute("class").equals("event-number")))
                .hasSizeBetween(5, 40)
                .last()
                .extracting(PageTree::text)
                .asString()
                .endsWith("–1000");
    }

    private static PageTree draw(List<Sample> samples, ProbeRecord probe, List<Event> events) {
        HtmlWriter html = new HtmlWriter();
        MigrationRecord move = MigrationRecordBuilder.builder()
                .probe(probe)
                .samples(samples)
                .events(events)
                .build();
        html.tag("div")
                .of(() -> new HtmlDrawing(html).write(new ProgressChart(move, "chart", PictureText.ENGLISH).drawing()));
        return PageTree.of(html.toString());
    }

    private static Sample sample(long second, Long mebibytesLeft, Long mebibytesPerSecond) {
        return new Sample(
                second * 1_000,
                mebibytesLeft == null ? null : mebibytesLeft * MIB,
                null,
                null,
                null,
                mebibytesPerSecond == null ? null : mebibytesPerSecond * MIB,
                null,
                null,
                null);
    }

    private static Element shape(PageTree picture, String style) {
        return picture.elements(e -> e.getAttribute("class").equals(style)).get(0);
    }
}
