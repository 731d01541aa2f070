package io.jenkins.plugins.libvirtmigration.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.libvirtmigration.report.ProbeRecord;
import io.jenkins.plugins.libvirtmigration.report.ProbeRecord.Silence;
import io.jenkins.plugins.libvirtmigration.request.ProbeRequest;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

class TcpProbeTest {
    private static final Duration LONG = Duration.ofSeconds(30);
    private static final Duration INTERVAL = Duration.ofMillis(20);

    @Test
    void countsConnectionsThatStand() throws Exception {
        try (ServerSocket server = server(1_000);
                Probe probe = probe(server.getLocalPort())) {
            assertThat(probe.awaitReply(LONG)).isTrue();
            assertThat(probe.moveBegins()).isEmpty();
            for (int i = 0; i < 5; i++) {
                assertThat(probe.awaitReply(LONG)).isTrue();
            }
            ProbeRecord record = probe.stop();
            assertThat(record.port()).isEqualTo(server.getLocalPort());
            assertThat(record.intervalMillis()).isEqualTo(20);
            assertThat(record.sent()).isGreaterThanOrEqualTo(5);
            assertThat(record.lost()).isZero();
            assertThat(record.longestGapMillis()).isGreaterThanOrEqualTo(1);
            assertThat(record.warnings()).isEmpty();
        }
    }

    /** A queue of connections that nobody accepts lets the kernel swallow every further SYN, as a paused guest does. */
    @Test
    void findsASilenceAndItsEnd() throws Exception {
        try (ServerSocket server = server(3);
                Probe probe = probe(server.getLocalPort())) {
            assertThat(probe.awaitReply(LONG)).isTrue();
            assertThat(probe.moveBegins()).isEmpty();
            Silence open = awaitSilence(probe, Silence::open);
            assertThat(open.millis()).isGreaterThanOrEqualTo(60);
            Thread acceptor = new Thread(() -> acceptAll(server));
            acceptor.start();
            // A busy machine may make other silences before and after it.
            Silence ended = awaitSilence(probe, one -> !one.open() && one.atMillis() == open.atMillis());
            assertThat(ended.millis()).isGreaterThanOrEqualTo(open.millis());
            assertThat(probe.awaitReply(LONG)).isTrue();
            ProbeRecord record = probe.stop();
            assertThat(record.longestGapMillis()).isGreaterThanOrEqualTo(ended.millis());
            assertThat(record.silences()).contains(ended);
        }
    }

    @Test
    void doesNotTakeARefusalForAnAnswer() throws Exception {
        int port;
        try (ServerSocket closedAgain = server(1)) {
            port = closedAgain.getLocalPort();
        }
        try (Probe probe = probe(port)) {
            assertThat(probe.awaitReply(Duration.ofMillis(200))).isFalse();
            assertThat(probe.moveBegins().orElseThrow())
                    .startsWith("127.0.0.1 did not answer on TCP port " + port + " before the move began (")
                    .containsIgnoringCase("refused");
            ProbeRecord record = probe.stop();
            assertThat(record.longestGapMillis()).isNull();
            assertThat(record.silences()).isEmpty();
        }
    }

    @Test
    void saysWhenANameIsUnknown() {
        assertThatThrownBy(() -> Probe.start(ProbeRequest.parse("guest.invalid:22", INTERVAL)))
                .isInstanceOf(ProbeUnavailableException.class)
                .hasMessageContainingAll("guest.invalid", "IP address");
    }

    @Test
    void leavesNoThreadBehind() throws IOException {
        try (ServerSocket server = server(100)) {
            String name = "probe 127.0.0.1:" + server.getLocalPort();
            Probe probe = probe(server.getLocalPort());
            assertThat(threads(name)).isEqualTo(1);
            probe.close();
            probe.close();
            assertThat(threads(name)).isZero();
        }
    }

    private static long threads(String name) {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals(name))
                .count();
    }

    /** The first silence of that kind, once there is one. */
    private static Silence awaitSilence(Probe probe, Predicate<Silence> kind) throws InterruptedException {
        for (int i = 0; i < 3_000; i++) {
            Optional<Silence> found =
                    probe.soFar().silences().stream().filter(kind).findFirst();
            if (found.isPresent()) {
                return found.get();
            }
            Thread.sleep(10);
        }
        throw new AssertionError("no such silence: " + probe.soFar());
    }

    private static void acceptAll(ServerSocket server) {
        try {
            while (true) {
                server.accept().close();
            }
        } catch (IOException closed) {
            // The test is over.
        }
    }

    private static Probe probe(int port) {
        return Probe.start(new ProbeRequest("127.0.0.1", OptionalInt.of(port), INTERVAL));
    }

    private static ServerSocket server(int backlog) throws IOException {
        return new ServerSocket(0, backlog, InetAddress.getByName("127.0.0.1"));
    }
}
