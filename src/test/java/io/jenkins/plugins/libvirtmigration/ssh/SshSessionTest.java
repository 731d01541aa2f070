package io.jenkins.plugins.libvirtmigration.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.jenkins.plugins.libvirtmigration.host.HypervisorAddress;
import io.jenkins.plugins.libvirtmigration.host.HypervisorUnreachableException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.security.KeyPair;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Against a server in this JVM. The bounds are those that a user is promised, so nothing here depends on speed. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class SshSessionTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Duration LITTLE = Duration.ofSeconds(2);

    @TempDir
    static Path folder;

    private static KeyPair ecdsa;
    private static KeyPair rsa;
    private static SshIdentity root;
    private static TestServer server;

    @BeforeAll
    static void start() throws Exception {
        ecdsa = KeyUtils.generateKeyPair("ecdsa-sha2-nistp256", 256);
        rsa = KeyUtils.generateKeyPair("ssh-rsa", 3072);
        root = new KeyFiles(folder).identity("root", "ecdsa");
        server = new TestServer(ecdsa, rsa).allow(root);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static SshSession open() {
        return SshSession.open(server.address(), root, server.knowing(ecdsa), PATIENCE);
    }

    private static Throwable failure(HypervisorAddress address, SshIdentity identity, HostKeys keys, Duration timeout) {
        Throwable thrown = catchThrowable(() -> SshSession.open(address, identity, keys, timeout));
        assertThat(thrown)
                .isInstanceOf(HypervisorUnreachableException.class)
                .hasMessageStartingWith("Cannot connect to " + address.name() + ": ");
        return thrown;
    }

    @Test
    void aProgramGetsItsWordsAndGivesOutputErrorsAndStatus() {
        try (SshSession session = open()) {
            CommandOutput output = session.run(
                    PATIENCE,
                    List.of("sh", "-c", "printf '%s|' \"$@\"; echo oops >&2; exit 3", "x", "a b", "it's", "$HOME"));

            assertThat(output).isEqualTo(new CommandOutput(3, "a b|it's|$HOME|", "oops\n"));
            assertThat(session.run(PATIENCE, List.of("true")).succeeded()).isTrue();
        }
    }

    @Test
    void aProgramThatReadsItsInputFindsTheEndOfIt() {
        try (SshSession session = open()) {
            assertThat(session.run(PATIENCE, List.of("cat"))).isEqualTo(new CommandOutput(0, "", ""));
        }
    }

    @Test
    void tooMuchOutputIsCutOffAndTheProgramStillEnds() {
        try (SshSession session = open()) {
            CommandOutput output = session.run(PATIENCE, List.of("sh", "-c", "head -c 5000000 /dev/zero; exit 4"));

            assertThat(output.output()).hasSize(1 << 20);
            assertThat(output.exitStatus()).isEqualTo(4);
        }
    }

    @Test
    void aProgramThatDoesNotEndIsGivenUp() {
        try (SshSession session = open()) {
            assertThatThrownBy(() -> session.run(LITTLE, List.of("sleep", "60")))
                    .isInstanceOf(HypervisorUnreachableException.class)
                    .hasMessageContaining("sleep has not ended within 2 s");
            assertThat(session.isAlive()).isTrue();
            assertThat(session.run(PATIENCE, List.of("echo", "still here")).output())
                    .isEqualTo("still here\n");
        }
    }

    @Test
    void portsAreTriedFromTheHost() throws Exception {
        try (SshSession session = open();
                ServerSocket door = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThat(session.reach("127.0.0.1", door.getLocalPort(), PATIENCE))
                    .isEqualTo(Reachability.OPEN);
            assertThat(session.reach("127.0.0.1", closedPort(), PATIENCE)).isNotEqualTo(Reachability.OPEN);
            assertThat(session.isAlive()).isTrue();
        }
    }

    private static int closedPort() throws IOException {
        try (ServerSocket door = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return door.getLocalPort();
        }
    }

    @Test
    void whoForbidsForwardingAnswersNoQuestionAboutPorts() {
        try (TestServer strict = new TestServer(ecdsa).allow(root)) {
            strict.forbidForwarding();
            try (SshSession session = SshSession.open(strict.address(), root, strict.knowing(ecdsa), PATIENCE)) {
                assertThat(session.reach("127.0.0.1", strict.port(), PATIENCE)).isEqualTo(Reachability.UNKNOWN);
                assertThat(session.isAlive()).isTrue();
            }
        }
    }

    @Test
    void aSocketThatTheServerDoesNotOpenIsRefusedAndNothingElseSuffers() {
        try (SshSession session = open()) {
            assertThatThrownBy(() -> session.connectSocket("/run/libvirt/libvirt-sock"))
                    .isInstanceOf(SshSession.RefusedException.class);
            assertThat(session.run(PATIENCE, List.of("true")).succeeded()).isTrue();
        }
    }

    @Test
    void aProgramCanBeTalkedToAndItsComplaintIsHeard() throws Exception {
        try (SshSession session = open();
                RemoteStream echo = session.start(List.of("cat"));
                RemoteStream failing = session.start(List.of("sh", "-c", "echo no such daemon >&2; exit 1"))) {
            echo.output().write("ping\n".getBytes());
            echo.output().flush();

            assertThat(new String(echo.input().readNBytes(4))).isEqualTo("ping");
            assertThat(failing.complaint()).isEqualTo("no such daemon");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"rsa", "ecdsa"})
    void keysOfOtherKindsLogInToo(String type) {
        SshIdentity identity = new KeyFiles(folder).identity("other-" + type, type);
        server.allow(identity);

        try (SshSession session = SshSession.open(server.address(), identity, server.knowing(ecdsa), PATIENCE)) {
            assertThat(session.run(PATIENCE, List.of("true")).succeeded()).isTrue();
        }
    }

    @Test
    void theKnownKeyIsAskedForWhereAHostHasSeveral() {
        for (KeyPair known : List.of(ecdsa, rsa)) {
            try (SshSession session = SshSession.open(server.address(), root, server.knowing(known), PATIENCE)) {
                assertThat(session.isAlive()).isTrue();
            }
        }
    }

    @Test
    void anUnknownHostIsRefusedWithTheLineToAdd() {
        Throwable thrown = failure(server.address(), root, HostKeys.knownHosts("", "known_hosts"), PATIENCE);

        assertThat(thrown)
                .hasMessageContaining("its host key is not known")
                .hasMessageContaining("[127.0.0.1]:" + server.port() + " " + TestServer.text(ecdsa.getPublic()));
    }

    @Test
    void aChangedKeyIsRefused() throws Exception {
        KeyPair old = KeyUtils.generateKeyPair("ecdsa-sha2-nistp256", 256);

        assertThat(failure(server.address(), root, server.knowing(old), PATIENCE))
                .hasMessageContaining("HAS CHANGED")
                .hasMessageContaining(Fingerprint.of(old.getPublic()).hash())
                .hasMessageContaining(Fingerprint.of(ecdsa.getPublic()).hash());
        assertThat(failure(
                        server.address(),
                        root,
                        HostKeys.pinned(TestServer.text(old.getPublic()), "the inventory"),
                        PATIENCE))
                .hasMessageContaining("the inventory");
    }

    @Test
    void aUserWhoMayNotLogInIsNamedWithTheKeyAndWhereItBelongs() {
        Throwable thrown = failure(server.address(), root.as("kvmop"), server.knowing(ecdsa), PATIENCE);

        assertThat(thrown)
                .hasMessageContaining("user kvmop may not log in with the key " + root.fingerprint())
                .hasMessageContaining("authorized_keys of kvmop")
                .hasMessageContaining(TestServer.text(root.keys().getPublic()));
    }

    @Test
    void theUserInTheAddressGoesBeforeTheIdentitys() {
        HypervisorAddress address = server.address().withUser("root");

        try (SshSession session = SshSession.open(address, root.as("nobody"), server.knowing(ecdsa), PATIENCE)) {
            assertThat(session.isAlive()).isTrue();
        }
    }

    @Test
    void aServerThatNeverSpeaksIsGivenUpInTime() throws Exception {
        try (ServerSocket mute = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            HypervisorAddress address = new HypervisorAddress(Optional.empty(), "127.0.0.1", mute.getLocalPort());

            assertThat(failure(address, root, server.knowing(ecdsa), LITTLE))
                    .hasMessageContaining("no answer on port " + mute.getLocalPort() + " within 2.0 s");
        }
    }

    @Test
    void aServerThatGreetsALetterAtATimeIsGivenUpInTime() throws Exception {
        try (ServerSocket door = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Thread talker = new Thread(() -> drip(door));
            talker.setDaemon(true);
            talker.start();
            HypervisorAddress address = new HypervisorAddress(Optional.empty(), "127.0.0.1", door.getLocalPort());

            assertThat(failure(address, root, server.knowing(ecdsa), LITTLE)).hasMessageContaining("within 2.0 s");
            talker.join(10_000);
            assertThat(talker.isAlive()).as("our end is closed").isFalse();
        }
    }

    private static void drip(ServerSocket door) {
        try (Socket socket = door.accept()) {
            while (true) {
                socket.getOutputStream().write('S');
                Thread.sleep(200);
            }
        } catch (IOException | InterruptedException e) {
            // the client has gone, as it should
        }
    }

    @Test
    void whatIsNoSshServerIsSaid() throws Exception {
        try (ServerSocket door = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Thread web = new Thread(() -> {
                try (Socket socket = door.accept()) {
                    socket.getOutputStream().write("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes());
                } catch (IOException e) {
                    // the client has gone
                }
            });
            web.setDaemon(true);
            web.start();
            HypervisorAddress address = new HypervisorAddress(Optional.empty(), "127.0.0.1", door.getLocalPort());

            assertThat(failure(address, root, server.knowing(ecdsa), PATIENCE))
                    .hasMessageContaining("do not come together");
        }
    }

    @Test
    void aClosedPortAndAnUnknownNameAreSaid() throws Exception {
        int closed = closedPort();
        assertThat(failure(
                        new HypervisorAddress(Optional.empty(), "127.0.0.1", closed), root, server.knowing(), PATIENCE))
                .hasMessageContaining("port " + closed)
                .hasMessageContaining("refused");
        assertThat(failure(HypervisorAddress.parse("no-such-host.invalid"), root, server.knowing(), PATIENCE))
                .hasMessageContaining("the name no-such-host.invalid is not known");
    }

    /** More is written than the buffers of both ends hold, so that the writer stands with sshj's locks in its hands. */
    @Test
    void aDeadLinkIsNoticedWithinTheBoundEvenByAWriterWhoIsStuck() throws Exception {
        try (Wire wire = new Wire(server.port())) {
            HypervisorAddress address = new HypervisorAddress(Optional.empty(), "127.0.0.1", wire.port());
            HostKeys keys = HostKeys.pinned(TestServer.text(ecdsa.getPublic()), "the test");
            try (SshSession session = SshSession.open(address, root, keys, PATIENCE)) {
                List<RemoteStream> streams = new ArrayList<>();
                for (int i = 0; i < 8; i++) {
                    streams.add(session.start(List.of("sh", "-c", "cat > /dev/null")));
                }
                wire.cut();
                long start = System.nanoTime();
                CompletableFuture<Throwable> writing = CompletableFuture.supplyAsync(() -> catchThrowable(() -> {
                    for (RemoteStream stream : streams) {
                        stream.output().write(new byte[1_900_000]);
                    }
                }));

                assertThatThrownBy(() -> streams.get(0).input().read()).isInstanceOf(IOException.class);
                assertThat(writing.get()).isInstanceOf(IOException.class);
                assertThat(Duration.ofNanos(System.nanoTime() - start))
                        .as("the bound, and what a busy machine may add to it")
                        .isLessThan(SshSession.DEAD_LINK_NOTICED_WITHIN.plusSeconds(5));
                assertThat(session.isAlive()).isFalse();
                assertThatThrownBy(() -> session.run(PATIENCE, List.of("true")))
                        .isInstanceOf(HypervisorUnreachableException.class)
                        .hasMessageContaining(address.name() + " was lost");
            }
        }
    }

    @Test
    void closingFailsWhatWaitsAndEndsEveryThread() throws Exception {
        SshSession session = open();
        RemoteStream stream = session.start(List.of("cat"));

        session.close();
        session.close();

        assertThat(catchThrowable(() -> assertThat(stream.input().read()).isEqualTo(-1)))
                .satisfiesAnyOf(
                        thrown -> assertThat(thrown).isNull(),
                        thrown -> assertThat(thrown).isInstanceOf(IOException.class));
        assertThat(session.isAlive()).isFalse();
        assertThatThrownBy(() -> session.run(PATIENCE, List.of("true")))
                .isInstanceOf(HypervisorUnreachableException.class)
                .hasMessageContaining("was closed");
    }
}
