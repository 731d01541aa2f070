package io.jenkins.plugins.libvirtmigration.probe;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.libvirtmigration.probe.PingLine.Kind;
import java.util.Optional;
import java.util.OptionalLong;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PingLineTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                // iputils 20221126
                "[1795230576.797656] 24 bytes from 10.0.0.7: icmp_seq=1 ttl=64 time=0.8 ms | 1 | 1795230576797656 | 0.8",
                // without -D; four figures without a point, as in the 2014 guide
                "24 bytes from 10.0.0.7: icmp_seq=312 ttl=64 time=4208 ms | 312 | | 4208",
                // a name, and IPv6 in front of the sequence
                "64 bytes from web-1 (10.0.0.7): icmp_seq=21 ttl=64 time=978 ms | 21 | | 978",
                "[1795230576.000001] 24 bytes from fd00::7%eth0: icmp_seq=9 ttl=64 time=1 ms | 9 | 1795230576000001 | 1",
                // iputils before 2010
                "64 bytes from 10.0.0.7: icmp_seq=1 ttl=64 time=0.05 ms | 1 | | 0.05",
                // BusyBox 1.35
                "24 bytes from 10.0.0.7: seq=0 ttl=64 time=0.04 ms | 0 | | 0.04",
                // GNU inetutils 2.4
                "24 bytes from 10.0.0.7: icmp_seq=0 ttl=64 time=0.5 ms | 0 | | 0.5",
                "24 bytes from 10.0.0.7: icmp_seq=65535 ttl=64 time<1 ms | 65535 | | 1",
                // a packet too small to carry a time
                "16 bytes from 10.0.0.7: icmp_seq=3 ttl=64 | 3 | | 0",
                "24 bytes from 10.0.0.7: icmp_seq=3 ttl=64 time=0.1 ms (BAD CHECKSUM!) | 3 | | 0.1",
            })
    void readsAReply(String line, int sequence, Long stampMicros, double millis) {
        OptionalLong stamp = stampMicros == null ? OptionalLong.empty() : OptionalLong.of(stampMicros);
        assertThat(PingLine.parse(line)).contains(new PingLine(Kind.REPLY, sequence, stamp, millis, Optional.empty()));
    }

    @ParameterizedTest
    @CsvSource({
        "[1795230580.023267] no answer yet for icmp_seq=1, 1, 1795230580023267",
        "no answer yet for icmp_seq=65535, 65535, ",
    })
    void readsThatThereIsNoAnswerYet(String line, int sequence, Long stampMicros) {
        OptionalLong stamp = stampMicros == null ? OptionalLong.empty() : OptionalLong.of(stampMicros);
        assertThat(PingLine.parse(line))
                .contains(new PingLine(Kind.NO_ANSWER_YET, sequence, stamp, 0, Optional.empty()));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[1795230579.821720] From 10.0.0.1 icmp_seq=7 Destination Host Unreachable | 7",
                "From 10.0.0.1 icmp_seq=7 Destination Host Unreachable | 7",
                "From gate (10.0.0.1) icmp_seq=8 Packet filtered | 8",
            })
    void readsWhatARouterSaid(String line, int sequence) {
        assertThat(PingLine.parse(line)).hasValueSatisfying(parsed -> {
            assertThat(parsed.kind()).isEqualTo(Kind.REFUSED);
            assertThat(parsed.sequence()).isEqualTo(sequence);
            assertThat(parsed.refusal().orElseThrow())
                    .contains("10.0.0.1")
                    .containsAnyOf("says: Destination Host Unreachable", "says: Packet filtered");
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "PING 10.0.0.7 (10.0.0.7) 16(44) bytes of data.",
                "--- 10.0.0.7 ping statistics ---",
                "330 packets transmitted, 329 received, 0% packet loss, time 328989ms",
                "rtt min/avg/max/mdev = 0.026/0.038/0.042/0.004 ms",
                "ping: sendmsg: Network is unreachable",
                "24 bytes from 10.0.0.7: icmp_seq=5 ttl=64 time=0.1 ms (DUP!)",
                "[1795230576.797656] 24 bytes from 10.0.0.9: icmp_seq=5 ttl=64 time=0.1 ms (DIFFERENT ADDRESS!)",
                "24 bytes from 10.0.0.7: icmp_seq= ttl=64",
                "24 bytes from 10.0.0.7: icmp_seq=123456 ttl=64",
                "no answer yet for icmp_seq=x"
            })
    void passesOverEverythingElse(String line) {
        assertThat(PingLine.parse(line)).isEmpty();
    }

    @Property
    void takesNoLineThatIsNotPings(@ForAll String line) {
        assertThat(PingLine.parse(line)).isEmpty();
    }

    @Property
    void takesAnySequenceAndEnding(@ForAll char sequence, @ForAll String ending) {
        String line = "24 bytes from 10.0.0.7: icmp_seq=" + (int) sequence + " ttl=64 time=3 ms "
                + ending.replaceAll("\\R", "");
        assertThat(PingLine.parse(line)).hasValueSatisfying(parsed -> {
            assertThat(parsed.sequence()).isEqualTo(sequence);
            assertThat(parsed.replyMillis()).isEqualTo(3);
        });
    }
}
