package io.jenkins.plugins.libvirtmigration.unit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DurationsTest {

    @ParameterizedTest
    @CsvSource({
        "0ms, PT0S",
        "500ms, PT0.5S",
        "500 ms, PT0.5S",
        "' 30s ', PT30S",
        "30m, PT30M",
        "90m, PT1H30M",
        "2h, PT2H",
        "999999999h, PT999999999H"
    })
    void readsATimeWithItsUnit(String text, Duration duration) {
        assertThat(Durations.parse(text)).isEqualTo(duration);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "30",
                "s",
                "-1s",
                "+1s",
                "1.5s",
                "1h30m",
                "30M",
                "30min",
                "30 s s",
                "1e3s",
                "1234567890s",
                "٣s"
            })
    void refusesAnythingElseAndSaysWhatToWrite(String text) {
        assertThatThrownBy(() -> Durations.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("\"" + text + "\" is not a time with a unit. Write for example 500ms, 30s, 30m or 2h.");
    }

    @Property
    void refusesWithOneKindOfException(@ForAll String text) {
        try {
            assertThat(Durations.parse(text)).isGreaterThanOrEqualTo(Duration.ZERO);
        } catch (IllegalArgumentException refused) {
            assertThat(refused).hasMessageContaining(text);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0 ms",
        "85, 85 ms",
        "999, 999 ms",
        "1000, 1.0 s",
        "4208, 4.2 s",
        "59999, 59.9 s",
        "60000, 1 min 0 s",
        "200000, 3 min 20 s",
        "3599999, 59 min 59 s",
        "3600000, 1 h 0 min",
        "7500000, 2 h 5 min",
        "360000000, 100 h 0 min",
        "-5, -5 ms",
        "-4208, -4.2 s"
    })
    void isWrittenForPeople(long millis, String text) {
        assertThat(Durations.format(Duration.ofMillis(millis))).isEqualTo(text);
    }

    @Property
    void isWrittenHoweverLongItIs(@ForAll long millis) {
        assertThat(Durations.format(Duration.ofMillis(millis)))
                .matches("-?[0-9]+(\\.[0-9] s| ms| min [0-9]{1,2} s| h [0-9]{1,2} min)");
    }

    @Property
    void isReadAsItWasWrittenBelowASecond(@ForAll @IntRange(min = 0, max = 999) int millis) {
        Duration duration = Duration.ofMillis(millis);
        assertThat(Durations.parse(Durations.format(duration))).isEqualTo(duration);
    }
}
