package io.jenkins.plugins.libvirtmigration.migration;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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
            })
    void knownMessagesHaveARemedy(String message, String remedy) {
        assertThat(KnownError.explain(message)).startsWith(message).contains(remedy);
    }

    @Test
    void anUnknownMessageStaysAsItIs() {
        assertThat(KnownError.explain("Something new")).isEqualTo("Something new.");
        assertThat(KnownError.explain(null)).isEqualTo("No reason was given.");
    }
}
