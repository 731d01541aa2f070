package io.jenkins.plugins.libvirtmigration.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProbeOptionTest {

    @Test
    void theLastEqualsSignPartsNameAndAddress() {
        assertThat(ProbeOption.parse("a=b=10.0.0.7")).isEqualTo(new ProbeOption("a=b", "10.0.0.7"));
    }

    @Test
    void aPortAsksByTcp() {
        assertThat(ProbeOption.parse("web-1=10.0.0.7:443")
                        .request(Duration.ofMillis(100))
                        .port())
                .hasValue(443);
        assertThat(ProbeOption.parse("web-1=10.0.0.7")
                        .request(Duration.ofMillis(100))
                        .port())
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"10.0.0.7", "=10.0.0.7", "web-1="})
    void anythingElseSaysHowItIsWritten(String text) {
        assertThatThrownBy(() -> ProbeOption.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(text)
                .hasMessageContaining("VM=ADDRESS");
    }
}
