package io.jenkins.plugins.libvirtmigration.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HypervisorAddressTest {

    @ParameterizedTest
    @CsvSource({
        "kvm-01, , kvm-01, 22, kvm-01",
        "root@kvm-01.example.org, root, kvm-01.example.org, 22, kvm-01.example.org",
        "kvm_op@10.0.0.1:2222, kvm_op, 10.0.0.1, 2222, 10.0.0.1:2222",
        "[fe80::1%eth0]:2222, , fe80::1%eth0, 2222, [fe80::1%eth0]:2222",
        "root@[2001:db8::1], root, 2001:db8::1, 22, 2001:db8::1",
    })
    void everyFormIsRead(String text, String user, String host, int port, String name) {
        HypervisorAddress address = HypervisorAddress.parse(text);

        assertThat(address).isEqualTo(new HypervisorAddress(Optional.ofNullable(user), host, port));
        assertThat(address.name()).isEqualTo(name);
        assertThat(HypervisorAddress.ofName(name)).isEqualTo(new HypervisorAddress(Optional.empty(), host, port));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "-oProxyCommand=x",
                "root@-x",
                "a b",
                "kvm;rm",
                "$(x)",
                "kvm/..",
                "2001:db8::1",
                "kvm:",
                "kvm:0",
                "kvm:65536",
                "@kvm",
                "ro ot@kvm",
                "kvm\n",
                "kvm?socket=x",
                "[kvm]",
                "kvm@a@b",
                "kvm%2f"
            })
    void whatCouldMeanSomethingElseElsewhereIsRefusedWithTheForm(String text) {
        assertThatThrownBy(() -> HypervisorAddress.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("\"" + text + "\"");
    }

    @Test
    void theUserCanBeChanged() {
        assertThat(HypervisorAddress.parse("kvm-01").withUser("kvmop").user()).hasValue("kvmop");
    }
}
