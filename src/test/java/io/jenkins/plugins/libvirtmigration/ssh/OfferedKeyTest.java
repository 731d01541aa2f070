package io.jenkins.plugins.libvirtmigration.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.libvirtmigration.host.HypervisorAddress;
import io.jenkins.plugins.libvirtmigration.host.HypervisorUnreachableException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.security.KeyPair;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 60, unit = TimeUnit.SECONDS)
class OfferedKeyTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @Test
    void tellsWhatTheServerShowsWithoutLoggingIn() throws Exception {
        KeyPair key = KeyUtils.generateKeyPair("ecdsa-sha2-nistp256", 256);
        try (TestServer server = new TestServer(key)) {
            OfferedKey offered = OfferedKey.of(server.address(), PATIENCE);
            assertThat(offered.line()).isEqualTo(TestServer.text(key.getPublic()));
            assertThat(offered.fingerprint()).isEqualTo(Fingerprint.of(key.getPublic()));
            assertThat(offered.compareWith()).isEqualTo("ssh-keygen -lf /etc/ssh/ssh_host_ecdsa_key.pub");
            assertThat(HostKeys.pinned(offered.line(), "test").types("127.0.0.1", server.port()))
                    .containsExactly("ecdsa-sha2-nistp256");
        }
    }

    @Test
    void saysWhyAHostShowsNone() throws Exception {
        int port;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            port = socket.getLocalPort();
        }
        HypervisorAddress nobody = new HypervisorAddress(Optional.empty(), "127.0.0.1", port);
        assertThatThrownBy(() -> OfferedKey.of(nobody, PATIENCE))
                .isInstanceOf(HypervisorUnreachableException.class)
                .hasMessageStartingWith("Cannot connect to 127.0.0.1:" + port);
    }

    @Test
    void aServerThatSaysNothingIsNotWaitedForLonger() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            HypervisorAddress address = new HypervisorAddress(Optional.empty(), "127.0.0.1", silent.getLocalPort());
            assertThatThrownBy(() -> OfferedKey.of(address, Duration.ofSeconds(1)))
                    .isInstanceOf(HypervisorUnreachableException.class)
                    .hasMessageContaining("no answer");
        }
    }
}
