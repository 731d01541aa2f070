package io.jenkins.plugins.libvirtmigration.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.jenkins.plugins.libvirtmigration.report.ProbeRecord;
import io.jenkins.plugins.libvirtmigration.report.ProbeRecord.Silence;
import io.jenkins.plugins.libvirtmigration.request.ProbeRequest;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PingProbeTest {
    private static final Duration LONG = Duration.ofSeconds(30);
    private static final ProbeRequest GUEST = ProbeRequest.parse("10.0.0.7", Duration.ofMillis(100));

    @TempDir
    private Path directory;

    @Test
    void measuresWithTheSystemsPing() throws Exception {
        assumeTrue(
                Stream.of(System.getenv("PATH").split(File.pathSeparator))
                        .anyMatch(path -> Files.isExecutable(Path.of(path, "ping"))),
                "no ping on this machine");
        ProbeRequest loopback = ProbeRequest.parse("127.0.0.1", Duration.ofMillis(100));
        try (Probe probe = Probe.start(loopback)) {
            assertThat(probe.awaitReply(LONG)).as("%s", probe.soFar()).isTrue();
            assertThat(probe.moveBegins()).isEmpty();
            assertThat(probe.awaitReply(LONG)).isTrue();
            assertThat(probe.awaitReply(LONG)).isTrue();
            ProbeRecord record = probe.stop();
            assertThat(record.address()).isEqualTo("127.0.0.1");
            assertThat(record.port()).isNull();
            assertThat(record.sent()).isGreaterThanOrEqualTo(2);
            assertThat(record.lost()).isZero();
            assertThat(record.longestGapMillis()).isPositive();
        }
    }

    @Test
    void findsASilenceAndTellsOfItWhileItRuns() throws Exception {
        FakePing ping = new FakePing(directory, FakePing.ANSWERS_UNTIL_GO + """
                echo "no answer yet for icmp_seq=$((i+1))"
                echo "no answer yet for icmp_seq=$((i+2))"
                echo "no answer yet for icmp_seq=$((i+3))"
                sleep 0.4
                i=$((i+2)); reply 210; reply 110
                exec sleep 60
                """);
        BlockingQueue<Silence> heard = new LinkedBlockingQueue<>();
        try (Probe probe = Probe.start(ping.program(), GUEST, heard::add)) {
            probe.awaitReply(LONG);
            assertThat(probe.moveBegins()).isEmpty();
            ping.go();
            Silence silence = heard.poll(30, TimeUnit.SECONDS);
            // On a busy machine the script may have been late before.
            while (silence.millis() < 400) {
                silence = heard.poll(30, TimeUnit.SECONDS);
            }
            assertThat(silence.open()).isFalse();
            ProbeRecord record = probe.stop();
            assertThat(record.longestGapMillis()).isGreaterThanOrEqualTo(silence.millis());
            assertThat(record.longestReplyMillis()).isGreaterThanOrEqualTo(110);
            assertThat(record.silences()).contains(silence);
            assertThat(record.warnings()).isEmpty();
            assertThat(probe.soFar()).isEqualTo(record);
        }
        assertThat(ping.words()).containsExactly("C -n -D -O -i 0.1 -s 16 -- 10.0.0.7");
        assertThat(ping.isGone()).isTrue();
    }

    @Test
    void countsWhatPingHadWrittenWhenItWasStoppedThoughNobodyHadReadIt() throws Exception {
        FakePing ping = new FakePing(
                directory,
                FakePing.ANSWERS_UNTIL_GO + "sleep 0.4; reply 110; reply 210; : > \"$0.done\"; exec sleep 60\n");
        CountDownLatch stopping = new CountDownLatch(1);
        Consumer<Silence> slow = silence -> await(stopping);
        try (Probe probe = Probe.start(ping.program(), GUEST, slow)) {
            probe.awaitReply(LONG);
            probe.moveBegins();
            ping.go();
            ping.awaitDone();
            CompletableFuture<ProbeRecord> stopped = CompletableFuture.supplyAsync(probe::stop);
            assertThat(ping.isGone()).isTrue();
            stopping.countDown();
            assertThat(stopped.get(30, TimeUnit.SECONDS).longestReplyMillis()).isEqualTo(210);
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** A signal ends ping at once, while the move is ended in order and the guest answers on. */
    @Test
    void whenThisProcessIsToldToEndTheGuestIsNotSilent() throws Exception {
        FakePing ping = new FakePing(directory, FakePing.ANSWERS_UNTIL_GO + "exec sleep 60\n");
        SilenceMeter meter = new SilenceMeter(GUEST.interval(), silence -> {});
        PingAsker asker = new PingAsker(ping.program(), GUEST, meter);
        asker.start();
        try (Probe probe = new Probe(GUEST, meter, asker)) {
            assertThat(probe.awaitReply(LONG)).isTrue();
            assertThat(probe.moveBegins()).isEmpty();
            assertThat(probe.awaitReply(LONG)).isTrue();
            asker.interrupt();
            assertThat(ping.isGone()).isTrue();
            long toldAt = asker.interruptedAt().orElseThrow();
            while (System.nanoTime() - toldAt < TimeUnit.SECONDS.toNanos(2)) {
                Thread.sleep(50);
            }

            ProbeRecord record = probe.stop();

            assertThat(record.silences()).filteredOn(Silence::open).isEmpty();
            assertThat(record.longestGapMillis()).isNotNull();
            assertThat(record.warnings()).singleElement().asString().contains("told to end", "not measured");
            assertThat(probe.isAsking()).isFalse();
        }
    }

    @Test
    void saysThatAGuestDidNotAnswerBeforeTheMove() throws Exception {
        FakePing ping = new FakePing(directory, """
                echo 'From 10.0.0.1 icmp_seq=1 Destination Host Unreachable'
                echo 'no answer yet for icmp_seq=1'
                exec sleep 60
                """);
        try (Probe probe = Probe.start(ping.program(), GUEST, silence -> {})) {
            assertThat(probe.awaitReply(Duration.ofMillis(500))).isFalse();
            String warning = probe.moveBegins().orElseThrow();
            assertThat(warning)
                    .startsWith("10.0.0.7 did not answer to ping before the move began"
                            + " (10.0.0.1 says: Destination Host Unreachable)")
                    .contains("Check the address");
            ProbeRecord record = probe.stop();
            assertThat(record.longestGapMillis()).isNull();
            assertThat(record.longestReplyMillis()).isNull();
            assertThat(record.lost()).isNull();
            assertThat(record.warnings()).containsExactly(warning);
        }
        assertThat(ping.isGone()).isTrue();
    }

    @Test
    void takesTheIntervalThatPingAllowsAndSaysSo() throws Exception {
        FakePing ping = new FakePing(directory, """
                case "$*" in
                *'-i 0.2'*) ;;
                *) echo 'ping: cannot flood; minimal interval allowed for user is 200ms' >&2; exit 2 ;;
                esac
                """ + FakePing.ANSWERS);
        try (Probe probe = Probe.start(ping.program(), GUEST, silence -> {})) {
            assertThat(probe.awaitReply(LONG)).isTrue();
            assertThat(probe.moveBegins()).isEmpty();
            ProbeRecord record = probe.stop();
            assertThat(record.intervalMillis()).isEqualTo(200);
            assertThat(record.warnings()).singleElement().asString().contains("200 ms", "100 ms");
        }
        assertThat(ping.words()).hasSize(2);
    }

    @Test
    void worksWithAPingThatKnowsLess() throws Exception {
        FakePing ping = new FakePing(directory, """
                case "$*" in
                *-D*) echo "ping: invalid option -- 'D'"; for i in 1 2 3 4 5 6 7 8; do echo usage $i; done; exit 1 ;;
                esac
                """ + FakePing.ANSWERS);
        try (Probe probe = Probe.start(ping.program(), GUEST, silence -> {})) {
            assertThat(probe.awaitReply(LONG)).isTrue();
            probe.moveBegins();
            assertThat(probe.awaitReply(LONG)).isTrue();
            ProbeRecord record = probe.stop();
            assertThat(record.sent()).isPositive();
            assertThat(record.warnings()).singleElement().asString().contains("-D, -O");
        }
        assertThat(ping.words()).last().isEqualTo("C -n -i 0.1 -s 16 -- 10.0.0.7");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ping: nosuch: Name or service not known", "ping: socket: Operation not permitted"})
    void saysInPingsWordsWhyItEnded(String complaint) throws Exception {
        FakePing ping = new FakePing(directory, "echo '" + complaint + "' >&2; exit 2\n");
        try (Probe probe = Probe.start(ping.program(), GUEST, silence -> {})) {
            assertThat(probe.awaitReply(Duration.ofHours(1))).isFalse();
            assertThat(probe.moveBegins().orElseThrow()).contains("ping ended by itself: " + complaint);
            assertThat(probe.stop().warnings())
                    .containsExactly("Nothing was measured: ping ended by itself: " + complaint + ".");
        }
    }

    @Test
    void doesNotPassOffAMeasurementThatWasCutShort() throws Exception {
        FakePing ping = new FakePing(directory, FakePing.ANSWERS_UNTIL_GO);
        try (Probe probe = Probe.start(ping.program(), GUEST, silence -> {})) {
            probe.awaitReply(LONG);
            assertThat(probe.moveBegins()).isEmpty();
            ping.go();
            while (probe.awaitReply(LONG)) {
                // Those that were on their way.
            }
            ProbeRecord record = probe.stop();
            assertThat(record.longestGapMillis()).isNull();
            assertThat(record.warnings())
                    .containsExactly("Nothing was measured: ping ended by itself: it said nothing.");
        }
    }

    @Test
    void saysWhichPackageIsMissing() {
        String nowhere = directory.resolve("ping").toString();
        assertThatThrownBy(() -> Probe.start(nowhere, GUEST, silence -> {}))
                .isInstanceOf(ProbeUnavailableException.class)
                .hasMessageContainingAll("10.0.0.7", nowhere, "iputils-ping", "TCP port");
    }

    /** Killed politely, the JVM ends its ping; killed otherwise, ping ends when it next writes. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void leavesNoPingBehindWhenTheJvmIsKilled(boolean politely) throws Exception {
        // A silent ping shows the hook at work: it would write nothing for a minute.
        FakePing ping = new FakePing(directory, politely ? "exec sleep 60\n" : FakePing.ANSWERS);
        Process jvm = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Lingering.class.getName(),
                        ping.program())
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("jvm.log").toFile())
                .start();
        try {
            for (int i = 0; i < 6_000 && !ping.hasStarted() && jvm.isAlive(); i++) {
                Thread.sleep(10);
            }
            assertThat(ping.hasStarted())
                    .as(Files.readString(directory.resolve("jvm.log")))
                    .isTrue();
            if (politely) {
                jvm.destroy();
            } else {
                jvm.destroyForcibly();
            }
            assertThat(jvm.waitFor(30, TimeUnit.SECONDS)).isTrue();
            assertThat(ping.isGone()).isTrue();
        } finally {
            jvm.destroyForcibly();
        }
    }

    /** Probes until it is killed. */
    static final class Lingering {
        private Lingering() {}

        public static void main(String[] arguments) throws InterruptedException, IOException {
            Probe.start(arguments[0], GUEST, silence -> {}).awaitReply(Duration.ofMinutes(5));
            List.of(arguments).forEach(System.out::println);
            Thread.sleep(Duration.ofMinutes(5).toMillis());
        }
    }
}
