package io.jenkins.plugins.libvirtmigration.migration;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KnownErrorTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Unsafe migration: Migration without shared storage is unsafe | --storage block",
                "Cannot get interface MTU on 'brx': No such device | bridge",
                "internal error: Attempt to migrate guest to the same host 8d0d | host_uuid",
                "operation failed: domain 'x1' already exists with uuid 1b | undefine",
                "unable to connect to server at '10.0.0.2:49152': No route to host | 49152",
                "operation aborted: migration out job: canceled by client | aborted",
                "internal error: unable to execute QEMU command 'cont': Could not open '/x.qcow2': Permission denied | SELinux",
                "guest CPU doesn't match specification: missing features: avx512f | hypervisor-cpu-baseline",
                "Unable to read from monitor: Connection reset by peer | /var/log/libvirt/qemu",
                "End of file while reading data: : Input/output error | journalctl",
                "operation failed: job 'migration out' failed: Channel error: Input/output error | The stream of memory",
                "Cannot recv data: ssh: connect to host kvm-02 port 22: Connection refused | --control managed",
                "Cannot recv data: Host key verification failed.: Connection reset by peer | --control managed",
            })
    void knownMessagesHaveARemedy(String message, String remedy) {
        String sentence = message.endsWith(".") ? message : message + ".";
        assertThat(KnownError.explain(message))
                .startsWith(sentence)
                .contains(remedy)
                .doesNotContain("{");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "unable to connect to server at '10.0.0.2:49152': Connection refused",
                "End of file while reading data: : Input/output error",
                "Channel error: Input/output error",
                "internal error: qemu unexpectedly closed the monitor",
            })
    void theRemedyNamesTheDestinationWhereItIsKnown(String message) {
        assertThat(KnownError.explain(message, "kvm-02")).contains("kvm-02").doesNotContain("{");
        assertThat(KnownError.explain(message)).contains("the destination");
    }

    @Test
    void anUnknownMessageStaysAsItIs() {
        assertThat(KnownError.explain("Something new")).isEqualTo("Something new.");
        assertThat(KnownError.explain(null)).isEqualTo("No reason was given.");
    }
}
