package io.jenkins.plugins.libvirtmigration.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Comparator;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AxisTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "900       | 0, 0.2 s, 0.4 s, 0.6 s, 0.8 s",
                "4300      | 0, 0.5 s, 1.0 s, 1.5 s, 2.0 s, 2.5 s, 3.0 s, 3.5 s, 4.0 s",
                "60290     | 0, 10 s, 20 s, 30 s, 40 s, 50 s, 60 s",
                "210000    | 0, 0:30 min, 1:00 min, 1:30 min, 2:00 min, 2:30 min, 3:00 min, 3:30 min",
                "14400000  | 0, 0:30 h, 1:00 h, 1:30 h, 2:00 h, 2:30 h, 3:00 h, 3:30 h, 4:00 h",
            })
    void dividesTimeIntoRoundSteps(long millis, String labels) {
        assertThat(labels(Axis.time(millis))).containsExactly(labels.split(", "));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0           | 0, 1 B",
                "800         | 0, 200 B, 400 B, 600 B, 800 B",
                "1073741824  | 0, 256 MiB, 512 MiB, 768 MiB, 1 GiB",
                "1400000000  | 0, 512 MiB, 1 GiB, 1.5 GiB",
                "118000000   | 0, 50 MiB, 100 MiB, 150 MiB",
                "12884901888 | 0, 5 GiB, 10 GiB, 15 GiB",
            })
    void dividesSizesIntoRoundSteps(long bytes, String labels) {
        assertThat(labels(Axis.size(bytes, ""))).containsExactly(labels.split(", "));
    }

    @Property
    void holdsAnyTimeInFewSteps(@ForAll long millis) {
        Axis axis = Axis.time(millis);
        assertThat(axis.maximum()).isBetween(1L, 315_360_000_000L);
        assertThat(axis.ticks()).hasSizeBetween(1, 11);
        increases(axis);
    }

    @Property
    void holdsAnySizeInFewSteps(@ForAll long bytes) {
        Axis axis = Axis.size(bytes, "/s");
        assertThat(axis.maximum()).isGreaterThanOrEqualTo(Math.min(bytes, 1L << 60));
        assertThat(axis.ticks()).hasSizeBetween(2, 6);
        assertThat(axis.ticks().subList(1, axis.ticks().size()))
                .allMatch(tick -> tick.label().endsWith("B/s"));
        increases(axis);
    }

    private static void increases(Axis axis) {
        assertThat(axis.ticks()).isSortedAccordingTo(Comparator.comparingLong(Axis.Tick::value));
        assertThat(labels(axis)).doesNotHaveDuplicates();
    }

    private static List<String> labels(Axis axis) {
        return axis.ticks().stream().map(Axis.Tick::label).toList();
    }
}
