package io.jenkins.plugins.libvirtmigration.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.libvirtmigration.report.MigrationRecord.Sample;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class SampleSeriesTest {

    @Test
    void keepsAShortMoveWhole() {
        List<Sample> samples = IntStream.range(0, SampleSeries.MOST)
                .mapToObj(i -> rate(i, 100))
                .toList();
        assertThat(series(samples).samples()).isEqualTo(samples);
    }

    @Test
    void keepsFirstLastAndPeaksOfALongMove() {
        List<Sample> day = IntStream.range(0, 86_400)
                .mapToObj(second -> rate(second, second == 40_000 ? 9_999 : second == 60_000 ? 1 : 100))
                .toList();
        List<Sample> kept = series(day).samples();
        assertThat(kept).hasSizeBetween(100, SampleSeries.MOST).isSubsetOf(day);
        assertThat(kept).contains(day.get(0), day.get(40_000), day.get(60_000), day.get(86_399));
        assertThat(kept).isSortedAccordingTo(Comparator.comparingLong(Sample::atMillis));
    }

    @Test
    void keepsTheHighestRemainderOfMemoryAndDisks() {
        List<Sample> samples = IntStream.range(0, 1_000)
                .mapToObj(i -> new Sample(i, 10L, 100L, i == 503 ? 95L : 3L, 100L, null, null, null, null))
                .toList();
        assertThat(SampleSeries.thin(samples, 50)).contains(samples.get(503)).hasSizeLessThanOrEqualTo(50);
    }

    @Property(tries = 200, edgeCases = EdgeCasesMode.NONE)
    void isAnOrderedSubsetWithEveryPeakWhateverTheFigures(
            @ForAll("samples") List<Sample> samples, @ForAll @IntRange(min = 6, max = 40) int most) {
        List<Sample> kept = SampleSeries.thin(samples, most);
        assertThat(kept).hasSizeLessThanOrEqualTo(most).isSubsetOf(samples);
        assertThat(kept).isSortedAccordingTo(Comparator.comparingInt(samples::indexOf));
        if (!samples.isEmpty()) {
            assertThat(kept).contains(samples.get(0), samples.get(samples.size() - 1));
        }
        assertThat(highest(kept, Sample::bytesPerSecond)).isEqualTo(highest(samples, Sample::bytesPerSecond));
        assertThat(highest(kept, Sample::dirtyBytesPerSecond)).isEqualTo(highest(samples, Sample::dirtyBytesPerSecond));
    }

    @Provide
    Arbitrary<List<Sample>> samples() {
        return Reports.samples().list().ofMaxSize(120).uniqueElements();
    }

    private static Long highest(List<Sample> samples, Function<Sample, Long> figure) {
        return samples.stream()
                .map(figure)
                .filter(Objects::nonNull)
                .max(Comparator.naturalOrder())
                .orElse(null);
    }

    private static SampleSeries series(List<Sample> samples) {
        SampleSeries series = new SampleSeries();
        samples.forEach(series::add);
        return series;
    }

    private static Sample rate(int second, long bytesPerSecond) {
        return new Sample(second * 1_000L, null, null, null, null, bytesPerSecond, null, null, null);
    }
}
