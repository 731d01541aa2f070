package io.jenkins.plugins.libvirtmigration.jenkins.inventory;

import static io.jenkins.plugins.libvirtmigration.jenkins.inventory.InventoryHosts.host;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class HostListTest {

    @Test
    void findsAHostByItsName() {
        HostList hosts = new HostList(List.of(host("kvm-01"), host("kvm-02")));
        assertThat(hosts.require("kvm-02").getAddress()).isEqualTo("kvm-02.example.org");
    }

    @Test
    void refusesTwoHostsOfOneName() {
        assertThatThrownBy(() -> new HostList(List.of(host("kvm-01"), host("KVM-01"))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("two hypervisors named \"KVM-01\"");
    }

    @Test
    void anUnknownNameIsRefusedWithThoseThatAreKnown() {
        HostList hosts = new HostList(List.of(host("kvm-01"), host("kvm-02")));
        assertThatThrownBy(() -> hosts.require("kvm-1"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("\"kvm-1\"")
                .hasMessageContaining("kvm-01, kvm-02")
                .hasMessageContaining("Manage Jenkins");
        assertThatThrownBy(() -> hosts.require("KVM-01")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> hosts.require(null)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void anEmptyInventorySaysSo() {
        assertThatThrownBy(() -> new HostList(List.of()).require("kvm-01"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("it is empty")
                .hasMessageContaining("Configuration as Code");
    }
}
