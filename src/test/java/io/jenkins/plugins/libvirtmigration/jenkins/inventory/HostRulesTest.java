package io.jenkins.plugins.libvirtmigration.jenkins.inventory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.libvirtmigration.host.HypervisorAddress;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullAndEmptySource;
import org.junit.jupiter.params.provider.ValueSource;

class HostRulesTest {

    @ParameterizedTest
    @ValueSource(strings = {"kvm-01", "KVM_01.rack-2", "1", " kvm-01 "})
    void aNameIsKeptWithoutBlanksAroundIt(String name) {
        assertThat(HostRules.name(name)).isEqualTo(name.strip());
    }

    @ParameterizedTest
    @NullAndEmptySource
    @ValueSource(strings = {"-kvm", "kvm 01", "kvm/01", "../kvm", "<b>kvm</b>", "kvm\n01", "kvm:22", "ä"})
    void whatIsNoNameIsRefused(String name) {
        assertThatThrownBy(() -> HostRules.name(name))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("is not a name for a hypervisor")
                .hasMessageContaining("for example kvm-01");
    }

    @Test
    void aNameOfAHundredCharactersIsTheLongest() {
        assertThat(HostRules.name("k".repeat(100))).hasSize(100);
        assertThatThrownBy(() -> HostRules.name("k".repeat(101))).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @CsvSource({
        "kvm-01.example.org, kvm-01.example.org",
        "192.0.2.11, 192.0.2.11",
        "2001:db8::11, 2001:db8::11",
        "[2001:db8::11], 2001:db8::11"
    })
    void anAddressIsAHostAlone(String written, String kept) {
        assertThat(HostRules.address(written)).isEqualTo(kept);
        assertThat(HostRules.migrationAddress(written)).isEqualTo(kept);
    }

    @ParameterizedTest
    @NullAndEmptySource
    @ValueSource(
            strings = {
                "root@kvm-01",
                "kvm-01:22",
                "cafe:22",
                "-oProxyCommand=x",
                "kvm 01",
                "kvm-01/path",
                "a@b@c",
                "[kvm-01"
            })
    void whatIsMoreThanAHostIsRefused(String address) {
        assertThatThrownBy(() -> HostRules.address(address))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("the user comes with the credential");
    }

    @ParameterizedTest
    @ValueSource(strings = {"root@kvm-01", "tcp://kvm-01", "kvm-01:49152"})
    void aMigrationAddressIsAHostAloneToo(String address) {
        assertThatThrownBy(() -> HostRules.migrationAddress(address))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("\"" + address + "\" is not an address");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, 65536})
    void aPortIsInItsRange(int port) {
        assertThatThrownBy(() -> HostRules.port(port)).hasMessageContaining("\"" + port + "\" is not a port");
        assertThat(HostRules.port(65535)).isEqualTo(65535);
    }

    @Test
    void aHostKeyIsKeptAsItIsWritten() {
        String key = InventoryHosts.KEY + " root@kvm-01";
        assertThat(HostRules.hostKey("  " + key + "\n")).isEqualTo(key);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ssh-ed25519",
                "ssh-ed25519 not*base64",
                "ssh-rsa AAAAC3NzaC1lZDI1NTE5AAAAIAABAgMEBQYHCAkKCwwNDg8QERITFBUWFxgZGhscHR4f",
                "@cert-authority * ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAABAgMEBQYHCAkKCwwNDg8QERITFBUWFxgZGhscHR4f",
                "SHA256:47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU",
                "ssh-ed25519 AAAA\nssh-rsa BBBB"
            })
    void whatIsNoHostKeyIsRefused(String key) {
        assertThatThrownBy(() -> HostRules.hostKey(key))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("is not a host key")
                .hasMessageContaining("/etc/ssh/ssh_host_ed25519_key.pub");
    }

    @ParameterizedTest
    @NullAndEmptySource
    @ValueSource(strings = "  ")
    void whatIsOptionalMayBeBlank(String blank) {
        assertThat(HostRules.hostKey(blank)).isEmpty();
        assertThat(HostRules.credentialsId(blank)).isEmpty();
        assertThat(HostRules.migrationAddress(blank)).isEmpty();
        assertThat(HostRules.labels(blank)).isEmpty();
    }

    /** The credentials plugin would look the parameter up in the build, and whoever starts it may set it. */
    @Test
    void aCredentialIsNotChosenByTheBuild() {
        assertThatThrownBy(() -> HostRules.credentialsId("${KEY}"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("whoever starts a build could choose");
    }

    @Test
    void labelsAreWordsWithOneBlankBetween() {
        assertThat(HostRules.labels(" kvm \t rack-1\n")).isEqualTo("kvm rack-1");
        assertThatThrownBy(() -> HostRules.labels("kvm && rack"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("are not labels");
    }

    @Test
    void theAddressIsWrittenAsTheEngineReadsIt() {
        assertThat(HypervisorAddress.parse(HostRules.reachedAt(Optional.of("admin"), "2001:db8::11", 2222)))
                .isEqualTo(new HypervisorAddress(Optional.of("admin"), "2001:db8::11", 2222));
        assertThat(HypervisorAddress.parse(HostRules.reachedAt(Optional.empty(), "kvm-01", 22)))
                .isEqualTo(new HypervisorAddress(Optional.empty(), "kvm-01", 22));
    }

    @Test
    void whatIsShownHasNoControlCharacters() {
        assertThatThrownBy(() -> HostRules.name("kvm\u001b[31m"))
                .message()
                .contains("\\u001B")
                .doesNotContain("\u001b");
    }
}
