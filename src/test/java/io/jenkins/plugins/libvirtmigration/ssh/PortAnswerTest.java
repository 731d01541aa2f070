package io.jenkins.plugins.libvirtmigration.ssh;

import static org.assertj.core.api.Assertions.assertThat;

import net.schmizz.sshj.connection.channel.OpenFailException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PortAnswerTest {

    /** OpenSSH's words: channels.c, serverloop.c, and strerror of glibc. */
    @ParameterizedTest
    @CsvSource({
        "2, Connection refused, REFUSED",
        "2, Connection timed out, SILENT",
        "2, No route to host, UNREACHABLE",
        "2, Network is unreachable, UNREACHABLE",
        "2, Name or service not known, UNREACHABLE",
        "2, Temporary failure in name resolution, UNREACHABLE",
        "1, open failed, UNKNOWN",
        "1, Connection refused, UNKNOWN",
        "3, unknown channel type, UNKNOWN",
        "4, resource shortage, UNKNOWN",
    })
    void theServersReasonTellsHowThePortIs(int reason, String words, Reachability expected) {
        assertThat(PortAnswer.of(new OpenFailException("direct-tcpip", reason, words)))
                .isEqualTo(expected);
    }
}
