package io.jenkins.plugins.libvirtmigration.unit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BandwidthTest {

    @ParameterizedTest
    @CsvSource({
        "100MiB/s, 104857600",
        "100 MiB/s, 104857600",
        "' 100MiB/s ', 104857600",
        "1.5GiB/s, 1610612736",
        "100MB/s, 100000000",
        "2000000B/s, 2000000",
        "1Gbit/s, 125000000",
        "1Gibit/s, 134217728",
        "100Mbit/s, 12500000",
        "9000kbit/s, 1125000",
        "9000Kbit/s, 1125000",
        "10000000bit/s, 1250000",
        "0.125TB/s, 125000000000",
        "9999999.999KiB/s, 10239999998",
    })
    void readsARateWithItsUnit(String text, long bytesPerSecond) {
        assertThat(Bandwidth.parse(text).bytesPerSecond()).isEqualTo(bytesPerSecond);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "100",
                "100MiB",
                "100M",
                "100M/s",
                "MiB/s",
                "-1MiB/s",
                "+1MiB/s",
                "1,5GiB/s",
                "1.GiB/s",
                ".5GiB/s",
                "100iB/s",
                "100kiB/s",
                "100mbit/s",
                "100MIB/s",
                "100MiBs",
                "1e3MiB/s",
                "100MiB/s; rm",
                "١٠٠MiB/s",
                "1.2345GiB/s",
                "1234567890123MiB/s",
                "100  MiB/s"
            })
    void refusesAnythingElseAndSaysWhatToWrite(String text) {
        assertThatThrownBy(() -> Bandwidth.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("\"" + text + "\" is not a rate with a unit. Write for example 100MiB/s"
                        + " (libvirt's own unit), 100MB/s or 1Gbit/s.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0MiB/s", "0.999MiB/s", "1MB/s", "8Mbit/s", "1048575B/s"})
    void refusesALimitThatLibvirtCannotKeep(String text) {
        assertThatThrownBy(() -> Bandwidth.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("\"" + text + "\"", "less than 1MiB/s", "Write 1MiB/s or more");
    }

    @ParameterizedTest
    @ValueSource(strings = {"999999999999TiB/s", "8192PiB/s", "999999999999.999PiB/s"})
    void refusesWhatALongCannotHold(String text) {
        assertThatThrownBy(() -> Bandwidth.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("\"" + text + "\"", "8192 PiB");
    }

    @Test
    void holdsTheLargestLong() {
        assertThat(Bandwidth.parse("8191PiB/s").bytesPerSecond()).isEqualTo(8191L << 50);
    }

    @ParameterizedTest
    @ValueSource(longs = {0, -1, Long.MIN_VALUE})
    void isPositive(long bytesPerSecond) {
        assertThatThrownBy(() -> new Bandwidth(bytesPerSecond))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(Long.toString(bytesPerSecond));
    }

    @Property
    void keepsTheLimitInLibvirtsUnit(@ForAll @LongRange(min = 1 << 20, max = Long.MAX_VALUE) long bytes) {
        long mebibytes = new Bandwidth(bytes).mebibytesPerSecond();
        assertThat(mebibytes).isPositive();
        assertThat(mebibytes * (1L << 20)).isLessThanOrEqualTo(bytes).isGreaterThan(bytes - (1L << 20));
    }

    @Property
    void isNeverUnlimitedInLibvirtsUnit(@ForAll @LongRange(min = 1, max = 1 << 20) long bytes) {
        assertThat(new Bandwidth(bytes).mebibytesPerSecond()).isEqualTo(1);
    }

    @Property
    void readsEveryWholeNumberOfMebibytes(@ForAll @IntRange(min = 1) int mebibytes) {
        assertThat(Bandwidth.parse(mebibytes + "MiB/s").mebibytesPerSecond()).isEqualTo(mebibytes);
    }

    @Property
    void takesAByteForEightBits(@ForAll @IntRange(min = 2) int megabytes) {
        assertThat(Bandwidth.parse(8L * megabytes + "Mbit/s")).isEqualTo(Bandwidth.parse(megabytes + "MB/s"));
    }

    @Property
    void reportsBadTextWithOneKindOfException(@ForAll String text) {
        try {
            assertThat(Bandwidth.parse(text).bytesPerSecond()).isPositive();
        } catch (IllegalArgumentException refused) {
            assertThat(refused).hasMessageContaining(text);
        }
    }

    @ParameterizedTest
    @CsvSource({"1, 1 B/s", "500000, 488.3 KiB/s", "104857600, 100.0 MiB/s", "1610612736, 1.5 GiB/s"})
    void isWrittenForPeople(long bytesPerSecond, String text) {
        assertThat(new Bandwidth(bytesPerSecond)).hasToString(text);
    }
}
