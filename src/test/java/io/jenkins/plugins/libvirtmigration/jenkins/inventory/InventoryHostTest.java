package io.jenkins.plugins.libvirtmigration.jenkins.inventory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.util.List;
import org.junit.jupiter.api.Test;

class InventoryHostTest {

    @Test
    void whatIsNotSaidHasItsDefault() {
        InventoryHost host = new InventoryHost("kvm-01", "192.0.2.11");
        assertThat(host.getPort()).isEqualTo(22);
        assertThat(host.getCredentialsId()).isEmpty();
        assertThat(host.getHostKey()).isEmpty();
        assertThat(host.getMigrationAddress()).isEmpty();
        assertThat(host.getAgent()).isEmpty();
        assertThat(host.labelSet()).isEmpty();
        assertThat(host.getAllowedJobs()).isEmpty();
        assertThat(host.admits("any/job")).isTrue();
    }

    @Test
    void aFormSendsTheJobsAsOneTextWithALineEach() {
        InventoryHost host = new InventoryHost("kvm-01", "192.0.2.11");
        host.setAllowedJobs(List.of(" ops/** \r\n\r\n drill \n"));
        assertThat(host.getAllowedJobs()).containsExactly("ops/**", "drill");
        assertThat(host.getAllowedJobsLines()).isEqualTo("ops/**\ndrill");
        assertThat(host.admits("ops/patch")).isTrue();
        assertThat(host.admits("dev/patch")).isFalse();
    }

    @Test
    void configurationAsCodeSendsThemAsAList() {
        InventoryHost host = new InventoryHost("kvm-01", "192.0.2.11");
        host.setAllowedJobs(List.of("ops/**", "drill"));
        assertThat(host.getAllowedJobs()).containsExactly("ops/**", "drill");
        host.setAllowedJobs(null);
        assertThat(host.getAllowedJobs()).isEmpty();
    }

    @Test
    void onePatternThatMatchesNothingRefusesThemAll() {
        InventoryHost host = InventoryHosts.forJobs("kvm-01", "ops/**");
        assertThatThrownBy(() -> host.setAllowedJobs(List.of("drill", "/ops/patch")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("/ops/patch");
        assertThat(host.getAllowedJobs()).containsExactly("ops/**");
    }

    @Test
    void labelsMayBeRepeated() {
        InventoryHost host = new InventoryHost("kvm-01", "192.0.2.11");
        host.setLabels("kvm rack-1 kvm");
        assertThat(host.labelSet()).containsExactly("kvm", "rack-1");
    }

    @Test
    void everySetterHoldsItsRule() {
        InventoryHost host = new InventoryHost("kvm-01", "192.0.2.11");
        assertThatThrownBy(() -> host.setPort(0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> host.setHostKey("key")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> host.setMigrationAddress("a b")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> host.setLabels("&&")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> host.setCredentialsId("${A}")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new InventoryHost("kvm 01", "a")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new InventoryHost("kvm-01", "a b")).isInstanceOf(IllegalArgumentException.class);
    }

    /** XStream makes an object without its constructor and calls readResolve. */
    @Test
    void oldDataThatLacksFieldsIsRead() throws Exception {
        InventoryHost host = InventoryHosts.host("kvm-01");
        for (Field field : InventoryHost.class.getDeclaredFields()) {
            field.setAccessible(true);
            if (field.getType() == int.class) {
                field.setInt(host, 0);
            } else if (!field.getName().equals("name")) {
                field.set(host, null);
            }
        }
        Method readResolve = InventoryHost.class.getDeclaredMethod("readResolve");
        readResolve.setAccessible(true);
        InventoryHost read = (InventoryHost) readResolve.invoke(host);
        assertThat(read.getName()).isEqualTo("kvm-01");
        assertThat(read.getAddress()).isEmpty();
        assertThat(read.getPort()).isEqualTo(22);
        assertThat(read.getHostKey()).isEmpty();
        assertThat(read.getCredentialsId()).isEmpty();
        assertThat(read.getMigrationAddress()).isEmpty();
        assertThat(read.labelSet()).isEmpty();
        assertThat(read.getAgent()).isEmpty();
        assertThat(read.getAllowedJobs()).isEmpty();
    }
}
