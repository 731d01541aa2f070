package io.jenkins.plugins.libvirtmigration.probe;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.libvirtmigration.report.ProbeRecord.Silence;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** What ping wrote, as it wrote it, and what is made of it. */
class PingOutputTest {
    private static final long EPOCH = 1_795_230_576L;
    private static final long MILLI = 1_000_000;

    private final SilenceMeter meter = new SilenceMeter(Duration.ofMillis(100), silence -> {});
    private final PingOutput output = new PingOutput(meter);

    @Test
    void findsTheSwitchOverInTheOutputOfIputils() {
        read(0, """
                PING 10.0.0.7 (10.0.0.7) 16(44) bytes of data.
                [1795230576.000100] 24 bytes from 10.0.0.7: icmp_seq=1 ttl=64 time=0.410 ms
                [1795230576.100100] 24 bytes from 10.0.0.7: icmp_seq=2 ttl=64 time=0.366 ms
                """);
        meter.moveBegins(millis(150));
        read(0, """
                [1795230576.200100] 24 bytes from 10.0.0.7: icmp_seq=3 ttl=64 time=0.370 ms
                [1795230576.404000] no answer yet for icmp_seq=4
                [1795230576.504000] no answer yet for icmp_seq=5
                [1795230576.604000] no answer yet for icmp_seq=6
                [1795230576.704000] 24 bytes from 10.0.0.7: icmp_seq=7 ttl=64 time=29.2 ms
                [1795230576.800000] 24 bytes from 10.0.0.7: icmp_seq=8 ttl=64 time=0.401 ms
                """);
        SilenceMeter.Reading reading = meter.read(millis(850));
        assertThat(reading.sent()).isEqualTo(6);
        assertThat(reading.lost()).isEqualTo(3);
        assertThat(reading.longestGapMillis()).isEqualTo(503);
        assertThat(reading.longestReplyMillis()).isEqualTo(29);
        assertThat(reading.silences()).containsExactly(new Silence(50, 503, false));
    }

    /** The ping of the 2014 guide: 330 sent, 329 received, "0 % packet loss", and yet nobody was served for 4 s. */
    @Test
    void findsTheStallBehindRepliesThatQueued() {
        meter.setInterval(Duration.ofSeconds(1));
        for (int sequence = 1; sequence <= 330; sequence++) {
            int millis =
                    switch (sequence) {
                        case 312 -> 4208;
                        case 313 -> 3209;
                        case 314 -> 2209;
                        case 315 -> 1208;
                        case 316 -> 209;
                        default -> 0;
                    };
            if (sequence == 10) {
                meter.moveBegins(millis(9_100));
            }
            if (sequence != 100) {
                read(
                        sequence * 1_000L + millis,
                        String.format(
                                Locale.ROOT,
                                "24 bytes from 192.168.1.134: icmp_seq=%d ttl=64 time=%d ms",
                                sequence,
                                millis));
            }
        }
        SilenceMeter.Reading reading = meter.read(millis(330_500));
        assertThat(reading.sent()).isEqualTo(321);
        assertThat(reading.lost()).isEqualTo(1);
        assertThat(reading.longestReplyMillis()).isEqualTo(4_208);
        // Between the reply to question 311 and the first of the queued ones.
        assertThat(reading.longestGapMillis()).isEqualTo(5_208);
        assertThat(reading.silences()).containsExactly(new Silence(311_000 - 9_100, 5_208, false));
    }

    @Test
    void countsADuplicateOnceAndAReplyOutOfOrder() {
        read(0, "24 bytes from 10.0.0.7: icmp_seq=1 ttl=64 time=0.4 ms");
        meter.moveBegins(millis(10));
        read(100, "24 bytes from 10.0.0.7: icmp_seq=3 ttl=64 time=0.4 ms");
        read(110, "24 bytes from 10.0.0.7: icmp_seq=2 ttl=64 time=110 ms");
        read(120, "24 bytes from 10.0.0.7: icmp_seq=2 ttl=64 time=120 ms (DUP!)");
        read(200, "24 bytes from 10.0.0.7: icmp_seq=4 ttl=64 time=0.4 ms");
        SilenceMeter.Reading reading = meter.read(millis(210));
        assertThat(List.of(reading.sent(), reading.lost(), reading.longestReplyMillis()))
                .containsExactly(3L, 0L, 110L);
        assertThat(reading.longestGapMillis()).isEqualTo(100);
        assertThat(reading.silences()).isEmpty();
    }

    @Test
    void goesOnCountingWhenTheSixteenBitsStartAgain() {
        read(0, "24 bytes from 10.0.0.7: icmp_seq=65533 ttl=64 time=0.4 ms");
        meter.moveBegins(millis(1));
        read(100, "24 bytes from 10.0.0.7: icmp_seq=65535 ttl=64 time=0.4 ms");
        read(150, "24 bytes from 10.0.0.7: icmp_seq=1 ttl=64 time=0.4 ms");
        read(200, "no answer yet for icmp_seq=2");
        read(250, "24 bytes from 10.0.0.7: icmp_seq=65534 ttl=64 time=200 ms");
        read(300, "24 bytes from 10.0.0.7: icmp_seq=3 ttl=64 time=0.4 ms");
        SilenceMeter.Reading reading = meter.read(millis(310));
        assertThat(reading.sent()).isEqualTo(6);
        assertThat(reading.lost()).isEqualTo(2);
    }

    @Test
    void goesByPingsStampWhenALineIsReadLate() {
        read(0, stamped(0, 1));
        meter.moveBegins(millis(50));
        read(750, stamped(100, 2) + "\n" + stamped(200, 3));
        SilenceMeter.Reading reading = meter.read(millis(260));
        assertThat(reading.longestGapMillis()).isEqualTo(100);
        assertThat(reading.silences()).isEmpty();
    }

    @Test
    void isNotFooledWhenTheClockIsSet() {
        read(0, stamped(0, 1));
        meter.moveBegins(millis(50));
        read(100, stamped(3_600_100, 2));
        read(200, stamped(3_600_200, 3));
        read(300, stamped(-7_200_000, 4));
        read(800, stamped(-7_199_500, 5));
        SilenceMeter.Reading reading = meter.read(millis(810));
        assertThat(reading.longestGapMillis()).isEqualTo(500);
        assertThat(reading.silences()).containsExactly(new Silence(250, 500, false));
    }

    @Test
    void remembersWhatARouterAnsweredInsteadOfTheGuest() {
        read(0, """
                [1795230579.821720] From 10.0.0.1 icmp_seq=1 Destination Host Unreachable
                [1795230580.023267] no answer yet for icmp_seq=1
                """);
        assertThat(output.refusal()).contains("10.0.0.1 says: Destination Host Unreachable");
        assertThat(meter.moveBegins(millis(10))).isFalse();
    }

    private void read(long atMillis, String lines) {
        lines.lines().forEach(line -> output.accept(line, millis(atMillis)));
    }

    private static String stamped(long atMillis, int sequence) {
        long micros = EPOCH * 1_000_000 + atMillis * 1_000;
        return String.format(
                Locale.ROOT,
                "[%d.%06d] 24 bytes from 10.0.0.7: icmp_seq=%d ttl=64 time=0.4 ms",
                micros / 1_000_000,
                micros % 1_000_000,
                sequence);
    }

    private static long millis(long millis) {
        return millis * MILLI;
    }
}
