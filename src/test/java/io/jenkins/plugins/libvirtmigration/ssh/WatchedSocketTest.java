package io.jenkins.plugins.libvirtmigration.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import jdk.net.ExtendedSocketOptions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WatchedSocketTest {
    private final WatchedSocket socket = new WatchedSocket();
    private ServerSocket server;
    private Socket peer;

    @BeforeEach
    void connect() throws IOException {
        server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        socket.connect(server.getLocalSocketAddress(), 5000);
        peer = server.accept();
    }

    @AfterEach
    void close() throws IOException {
        socket.close();
        peer.close();
        server.close();
    }

    @Test
    void smallQuestionsDoNotWaitForAcknowledgements() throws IOException {
        assertThat(socket.getTcpNoDelay()).isTrue();
    }

    @Test
    void answersAreAcknowledgedAtOnce() throws IOException {
        socket.setOption(ExtendedSocketOptions.TCP_QUICKACK, false);
        peer.getOutputStream().write(7);

        assertThat(socket.getInputStream().read()).isEqualTo(7);
        assertThat(socket.getOption(ExtendedSocketOptions.TCP_QUICKACK)).isTrue();
    }

    @Test
    void theEndOfTheStreamIsTheEnd() throws IOException {
        peer.close();

        assertThat(socket.getInputStream().read()).isEqualTo(-1);
    }

    @Test
    void silenceClosesIt() throws IOException {
        socket.setSoTimeout(50);

        assertThatThrownBy(() -> socket.getInputStream().read())
                .isInstanceOf(IOException.class)
                .hasMessageContaining("nothing was heard");
        assertThat(socket.isClosed()).isTrue();
    }
}
