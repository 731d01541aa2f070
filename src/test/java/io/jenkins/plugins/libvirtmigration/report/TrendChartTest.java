package io.jenkins.plugins.libvirtmigration.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.libvirtmigration.report.Drawing.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class TrendChartTest {

    private static List<Shape> shapes(Drawing drawing, String style) {
        return drawing.shapes().stream()
                .filter(shape -> shape.style().equals(style))
                .toList();
    }

    @Test
    void aSingleRunIsNoTrend() {
        assertThat(Pictures.trend(List.of(new TrendPoint("#1", 1L, 1L, false)), "t", Locale.ENGLISH))
                .isEmpty();
    }

    @Test
    void hasABarForEachFigureAndMarksFailures() {
        Drawing drawing = Pictures.trend(
                        List.of(
                                new TrendPoint("#1", 50L, 1_000L, false),
                                new TrendPoint("#2", null, 2_000L, true),
                                new TrendPoint("#3", 100L, 4_000L, false)),
                        "t",
                        Locale.ENGLISH)
                .orElseThrow();
        assertThat(shapes(drawing, "moving"))
                .extracting(Shape::text)
                .containsExactly("#1: 50 ms", "#3: 100 ms", "#1: 1.0 s", "#3: 4.0 s");
        assertThat(shapes(drawing, "moving bad")).extracting(Shape::text).containsExactly("#2: 2.0 s");
        assertThat(shapes(drawing, "failed")).singleElement();
        // 110 high: the longest fills its panel, half of it half of that.
        assertThat(shapes(drawing, "moving").get(1).at("d")).contains("v110.0h");
        assertThat(shapes(drawing, "moving").get(0).at("d")).contains("v55.0h");
        assertThat(drawing.description()).startsWith("The last 3 builds").contains("1 of them did not succeed");
    }

    @Test
    void manyRunsKeepTheirPlaceAndTheNewestItsLabel() {
        List<TrendPoint> points = new ArrayList<>();
        for (int i = 1; i <= 50; i++) {
            points.add(new TrendPoint("#" + i, (long) i, i * 1_000L, i % 7 == 0));
        }
        Drawing drawing = Pictures.trend(points, "t", Locale.ENGLISH).orElseThrow();
        List<String> labels = shapes(drawing, "tick").stream()
                .map(Shape::text)
                .filter(text -> text.startsWith("#"))
                .toList();
        assertThat(labels).hasSizeBetween(8, 13).last().isEqualTo("#50");
        assertThat(shapes(drawing, "failed")).hasSize(7);
    }

    @Test
    void figuresThatCannotBeAreNoProblem() {
        Drawing drawing = Pictures.trend(
                        List.of(
                                new TrendPoint("<b>", Long.MAX_VALUE, -5L, true),
                                new TrendPoint("\u202e" + "x".repeat(99), Long.MIN_VALUE, null, false)),
                        "t",
                        Locale.ENGLISH)
                .orElseThrow();
        HtmlWriter html = new HtmlWriter();
        html.tag("div").of(() -> new HtmlDrawing(html).write(drawing));
        assertThat(PageTree.of(html.toString()).texts("text")).contains("<b>", "[U+202E]xx…");
    }
}
