package io.jenkins.plugins.libvirtmigration.unit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DataSizeTest {

    @ParameterizedTest
    @CsvSource({
        "0B, 0",
        "1024B, 1024",
        "10GiB, 10737418240",
        "0.5 KiB, 512",
        "500MB, 500000000",
        "1kB, 1000",
        "2TiB, 2199023255552",
        "1PiB, 1125899906842624"
    })
    void readsASizeWithItsUnit(String text, long bytes) {
        assertThat(DataSize.parse(text).bytes()).isEqualTo(bytes);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "10", "10G", "10Gi", "-1GiB", "10GiB/s", "10Gbit", "ten GiB", "10 GiB 5"})
    void refusesAnythingElseAndSaysWhatToWrite(String text) {
        assertThatThrownBy(() -> DataSize.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("\"" + text + "\" is not a size with a unit. Write for example 10GiB, 512MiB or 500MB.");
    }

    @Test
    void refusesWhatALongCannotHold() {
        assertThatThrownBy(() -> DataSize.parse("8192PiB"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("\"8192PiB\"");
    }

    @Test
    void isNotNegative() {
        assertThatThrownBy(() -> new DataSize(-5))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("-5");
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0 B",
        "1023, 1023 B",
        "1024, 1.0 KiB",
        "1048524, 1023.9 KiB",
        "1048525, 1.0 MiB",
        "1610612736, 1.5 GiB",
        "9223372036854775807, 8.0 EiB"
    })
    void isWrittenForPeople(long bytes, String text) {
        assertThat(new DataSize(bytes)).hasToString(text);
    }

    @Property
    void isWrittenWithinFivePercent(@ForAll @LongRange(min = 1024, max = 1L << 59) long bytes) {
        long readAgain = DataSize.parse(new DataSize(bytes).toString()).bytes();
        assertThat(readAgain).isCloseTo(bytes, Percentage.withPercentage(5));
    }

    @Property
    void isWrittenShortly(@ForAll @LongRange(min = 0) long bytes) {
        assertThat(new DataSize(bytes).toString()).matches("[0-9]{1,4}(\\.[0-9])? ([KMGTPE]i)?B");
    }
}
