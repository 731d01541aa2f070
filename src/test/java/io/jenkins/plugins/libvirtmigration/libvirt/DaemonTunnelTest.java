package io.jenkins.plugins.libvirtmigration.libvirt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 30, unit = TimeUnit.SECONDS)
class DaemonTunnelTest {
    private final FakeRemoteStream remote = new FakeRemoteStream();
    private final SocketFolder folder = SocketFolder.create();
    private DaemonTunnel tunnel;

    @BeforeEach
    void open() throws IOException {
        tunnel = DaemonTunnel.open(folder.socket(), remote, "kvm-01");
    }

    @AfterEach
    void close() {
        tunnel.close();
        folder.close();
    }

    private SocketChannel connect() throws IOException {
        return SocketChannel.open(UnixDomainSocketAddress.of(folder.socket()));
    }

    @Test
    void bytesGoBothWays() throws Exception {
        try (SocketChannel client = connect()) {
            client.write(ByteBuffer.wrap("call".getBytes(StandardCharsets.US_ASCII)));
            assertThat(remote.sent.readNBytes(4)).isEqualTo("call".getBytes(StandardCharsets.US_ASCII));

            remote.answer.write("reply".getBytes(StandardCharsets.US_ASCII));
            remote.answer.flush();
            assertThat(Channels.newInputStream(client).readNBytes(5))
                    .isEqualTo("reply".getBytes(StandardCharsets.US_ASCII));
        }
    }

    @Test
    void muchComesThroughUnchanged() throws Exception {
        byte[] much = new byte[700_000];
        new Random(1).nextBytes(much);
        try (SocketChannel client = connect()) {
            remote.answer.write(much);
            remote.answer.flush();
            assertThat(Arrays.equals(Channels.newInputStream(client).readNBytes(much.length), much))
                    .isTrue();
            for (ByteBuffer buffer = ByteBuffer.wrap(much); buffer.hasRemaining(); ) {
                client.write(buffer);
            }
            assertThat(Arrays.equals(remote.sent.readNBytes(much.length), much)).isTrue();
        }
    }

    @Test
    void theEndOfTheDaemonsStreamIsSeenByTheClient() throws Exception {
        try (SocketChannel client = connect()) {
            remote.answer.close();

            assertThat(client.read(ByteBuffer.allocate(1))).isEqualTo(-1);
            assertThat(remote.closed.await(20, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void aClientThatLeavesClosesTheDaemonsStream() throws Exception {
        connect().close();

        assertThat(remote.closed.await(20, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void closingIsSeenByAClientThatWaits() throws Exception {
        try (SocketChannel client = connect()) {
            client.write(ByteBuffer.wrap(new byte[1]));
            assertThat(remote.sent.read()).isZero();

            tunnel.close();
            assertThat(client.read(ByteBuffer.allocate(1))).isEqualTo(-1);
            assertThat(remote.closed.await(20, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void closingBeforeAnybodyCameEndsItToo() throws Exception {
        tunnel.close();
        tunnel.close();

        assertThat(remote.closed.await(20, TimeUnit.SECONDS)).isTrue();
        assertThatThrownBy(this::connect).isInstanceOf(IOException.class);
    }

    @Test
    void onlyOneClientIsServed() throws Exception {
        try (SocketChannel first = connect()) {
            first.write(ByteBuffer.wrap(new byte[1]));
            assertThat(remote.sent.read()).isZero();

            assertThatThrownBy(this::connect).isInstanceOf(IOException.class);
        }
    }
}
