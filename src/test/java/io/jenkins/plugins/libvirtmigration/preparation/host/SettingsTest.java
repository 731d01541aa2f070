package io.jenkins.plugins.libvirtmigration.preparation.host;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.libvirtmigration.preparation.Recordings;
import org.junit.jupiter.api.Test;

class SettingsTest {
    @Test
    void readsWhatADaemonReads() {
        Settings settings = new Settings(Recordings.of("debian12-libvirtd.conf"));

        assertThat(settings.text("unix_sock_group")).contains("libvirt");
        assertThat(settings.number("listen_tls")).hasValue(1);
        assertThat(settings.number("tcp_port")).isEmpty();
    }

    @Test
    void aCommentSetsNothing() {
        assertThat(new Settings("#listen_tcp = 1\n").text("listen_tcp")).isEmpty();
    }

    @Test
    void theFirstLineOfANameCounts() {
        Settings settings = new Settings("auth_tcp=\"sasl\"\nauth_tcp = \"none\" # as the guide says\n");

        assertThat(settings.text("auth_tcp")).contains("sasl");
    }

    @Test
    void changesTheLineThatCounted() {
        assertThat(new Settings("listen_tls = 0\nlisten_tls = 0\nx = 1\n").with("listen_tls", "1"))
                .isEqualTo("listen_tls = 1\nlisten_tls = 0\nx = 1\n");
    }

    @Test
    void addsWhatIsMissing() {
        assertThat(new Settings("#listen_tls = 0").with("listen_tls", "1"))
                .isEqualTo("#listen_tls = 0\nlisten_tls = 1\n");
    }
}
