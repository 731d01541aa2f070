package io.jenkins.plugins.libvirtmigration.libvirt;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConnectRemedyTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "Failed to connect socket to '/run/libvirt/libvirt-sock': Permission denied; usermod -a -G libvirt"
                        + " kvmop",
                "authentication unavailable: no polkit agent available; usermod -a -G libvirt kvmop",
                "bash: line 1: virt-ssh-helper: command not found; AllowStreamLocalForwarding yes",
                "sh: 1: virt-ssh-helper: not found; AllowStreamLocalForwarding yes",
                "Failed to connect socket to '/run/libvirt/libvirt-sock': No such file or directory; systemctl start",
                "Failed to connect socket: Connection refused; systemctl start libvirtd",
                "End of file while reading data; systemctl status libvirtd",
            })
    void theWordsOfLibvirtLeadToWhatAnAdministratorCanDo(String words, String remedy) {
        assertThat(ConnectRemedy.of(words, "kvmop")).contains(remedy);
    }
}
