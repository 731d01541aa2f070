package io.jenkins.plugins.libvirtmigration.jenkins.inventory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.casc.ConfigurationAsCode;
import io.jenkins.plugins.casc.ConfiguratorException;
import io.jenkins.plugins.libvirtmigration.evacuation.plan.Limits;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** The inventory by Configuration as Code, with the example that users are given. */
@WithJenkins
class InventoryAsCodeJenkinsTest {
    private static final Path EXAMPLE = Path.of("examples/jenkins.yaml");

    private static void assertExample() {
        LibvirtInventory inventory = LibvirtInventory.get();
        assertThat(inventory.getHosts()).extracting(InventoryHost::getName).containsExactly("kvm-01", "kvm-02");
        assertThat(inventory.require("kvm-01").getPort()).isEqualTo(22);
        assertThat(inventory.require("kvm-01").getAllowedJobs()).containsExactly("ops/**");
        assertThat(inventory.require("kvm-02").getPort()).isEqualTo(2222);
        assertThat(inventory.require("kvm-02").getAllowedJobs()).containsExactly("ops/**", "nightly-drill");
        assertThat(inventory.getAgent()).isEqualTo("kvm-admin");
        assertThat(inventory.limits()).isEqualTo(Limits.DEFAULT);
        assertThat(inventory.getTotalBandwidth()).isEqualTo("4Gbit/s");
    }

    @Test
    void theExampleIsTakenAndGivenBack(JenkinsRule jenkins, @TempDir Path folder) throws Exception {
        ConfigurationAsCode.get().configure(EXAMPLE.toUri().toString());
        assertExample();

        ByteArrayOutputStream exported = new ByteArrayOutputStream();
        ConfigurationAsCode.get().export(exported);
        Path file = Files.write(folder.resolve("exported.yaml"), exported.toByteArray());
        assertThat(exported.toString(StandardCharsets.UTF_8)).contains("libvirtMigration:", "hostKey: \"ssh-ed25519 ");
        LibvirtInventory.get().setHosts(List.of());
        ConfigurationAsCode.get().configure(file.toUri().toString());
        assertExample();
    }

    /** One host that is wrong, and the inventory of before is still there, all of it. */
    @Test
    void whatIsWrongIsSaidInItsOwnWords(JenkinsRule jenkins, @TempDir Path folder) throws Exception {
        ConfigurationAsCode.get().configure(EXAMPLE.toUri().toString());
        Path file = Files.writeString(
                folder.resolve("wrong.yaml"),
                "unclassified:\n  libvirtMigration:\n    hosts:\n      - name: kvm-01\n        address: root@kvm-01\n");
        assertThatThrownBy(
                        () -> ConfigurationAsCode.get().configure(file.toUri().toString()))
                .isInstanceOf(ConfiguratorException.class)
                .hasStackTraceContaining("the user comes with the credential");
        assertExample();
    }
}
