package io.jenkins.plugins.libvirtmigration.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.libvirtmigration.report.Drawing.Shape;
import io.jenkins.plugins.libvirtmigration.report.MigrationRecord.Wait;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class GanttChartTest {
    private static final double LEFT = 190;
    private static final double PLOT_WIDTH = 880 - 190 - 16;

    private static Drawing draw(MigrationRecord... moves) {
        return new GanttChart(Moves.report(List.of(moves)), "gantt", PictureText.ENGLISH).drawing();
    }

    /** Without the legend's, which come first. */
    private static List<Shape> shapes(Drawing drawing, String style) {
        return drawing.shapes().stream()
                .filter(shape -> shape.style().equals(style) && shape.text() != null)
                .toList();
    }

    private static List<String> labels(Drawing drawing) {
        return drawing.shapes().stream()
                .filter(shape -> shape.element().equals("text"))
                .map(Shape::text)
                .toList();
    }

    @Test
    void drawsWaitingMovingAndThePauseToScale() {
        Drawing drawing = draw(Moves.move("web-1", Outcome.SUCCEEDED, 50, 50_000L, 10_000L, new Wait(50_000, "full")));
        assertThat(shapes(drawing, "waiting"))
                .singleElement()
                .satisfies(shape -> assertThat(shape.at("d"))
                        .startsWith("M" + Plot.number(LEFT) + " ")
                        .contains("h" + Plot.number(PLOT_WIDTH / 2)));
        assertThat(shapes(drawing, "moving"))
                .singleElement()
                .satisfies(shape -> assertThat(shape.at("d"))
                        .startsWith("M" + Plot.number(LEFT + PLOT_WIDTH / 2))
                        .contains("h" + Plot.number(PLOT_WIDTH / 2)));
        assertThat(shapes(drawing, "silence narrow"))
                .singleElement()
                .satisfies(shape -> assertThat(shape.at("d"))
                        .startsWith("M" + Plot.number(LEFT + 0.9 * PLOT_WIDTH))
                        .contains("h" + Plot.number(PLOT_WIDTH / 10)));
        assertThat(shapes(drawing, "waiting").get(0).text()).isEqualTo("web-1 waited 50.0 s: full");
        assertThat(labels(drawing)).contains("Slot 1", "web-1");
        assertThat(drawing.description()).startsWith("1 moves in 1 slot over 1 min 40 s; 1 of them waited");
    }

    @Test
    void whatFailedIsTold() {
        Drawing drawing = draw(Moves.move("web-1", Outcome.FAILED, 0, 5_000L, null, null));
        assertThat(shapes(drawing, "moving bad"))
                .singleElement()
                .satisfies(shape -> assertThat(shape.text())
                        .isEqualTo("web-1: kvm-01 → kvm-02, failed, took 5.0 s, carried 476.8 MiB"));
        assertThat(shapes(drawing, "silence narrow")).isEmpty();
    }

    @Test
    void aShortPauseCanStillBeSeen() {
        Drawing drawing = draw(Moves.move("web-1", Outcome.SUCCEEDED, 0, 3_600_000L, 1L, null));
        assertThat(shapes(drawing, "silence narrow").get(0).at("d")).contains("h3.0v");
    }

    @Test
    void manyMovesAreDrawnInOneRowForEachSlot() {
        MigrationRecord[] moves = IntStream.range(0, 1_000)
                .mapToObj(i -> Moves.move("vm-" + i, i / 2 * 10L, 9_000L))
                .toArray(MigrationRecord[]::new);
        Drawing drawing = draw(moves);
        assertThat(shapes(drawing, "moving")).hasSize(1_000);
        assertThat(labels(drawing)).contains("Slot 1", "Slot 2").doesNotContain("vm-1", "Slot 3");
        assertThat(drawing.height()).isLessThan(200);
    }

    @Test
    void longAndHostileNamesStayInTheirPlace() {
        Drawing drawing = draw(Moves.move("\u202eevil" + "😀".repeat(40), 0, 1_000L));
        assertThat(labels(drawing))
                .anySatisfy(label -> assertThat(label)
                        .startsWith("[U+202E]evil")
                        .hasSizeLessThan(40)
                        .endsWith("…"));
    }

    @Property(tries = 200)
    void staysInItsFrameWhateverAReportSays(@ForAll("reports") Report report) {
        Drawing drawing = new GanttChart(report, "gantt", PictureText.ENGLISH).drawing();
        for (Shape shape : drawing.shapes()) {
            if (shape.element().equals("path")) {
                double[] box = box(shape.at("d"));
                assertThat(box[0]).isGreaterThanOrEqualTo(0);
                assertThat(box[0] + box[2]).isLessThanOrEqualTo(drawing.width() - 16 + 0.2);
                assertThat(box[1] + box[3]).isLessThanOrEqualTo(drawing.height());
            }
        }
        HtmlWriter html = new HtmlWriter();
        html.tag("div").of(() -> new HtmlDrawing(html).write(drawing));
        assertThat(PageTree.of(html.toString()).elements("script")).isEmpty();
    }

    @Provide
    Arbitrary<Report> reports() {
        return Reports.any();
    }

    /** Of "Mx yhWvH": left, top, width, height. */
    private static double[] box(String path) {
        String[] numbers = path.substring(1).split("[ hvz-]+");
        double[] box = new double[4];
        for (int i = 0; i < 4; i++) {
            box[i] = Double.parseDouble(numbers[i]);
        }
        return box;
    }
}
