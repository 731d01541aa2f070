package io.jenkins.plugins.libvirtmigration.jenkins.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.libvirtmigration.evacuation.plan.Limits;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** The inventory through the page of Manage Jenkins, System, and through Jenkins' disk. */
@WithJenkins
class InventoryFormJenkinsTest {

    private static void fill(LibvirtInventory inventory) {
        InventoryHost host = InventoryHosts.forJobs("kvm-01", "ops/**", "nightly drill");
        host.setPort(2222);
        host.setMigrationAddress("198.51.100.11");
        host.setLabels("production rack-1");
        host.setAgent("rack-1");
        inventory.setHosts(List.of(host, new InventoryHost("kvm-02", "2001:db8::12")));
        inventory.setAgent("kvm-admin");
        inventory.setMaxMoves(8);
        inventory.setMaxMovesPerSource(3);
        inventory.setMaxMovesPerDestination(4);
        inventory.setMaxCopyingMovesPerHost(2);
        inventory.setTotalBandwidth("4Gbit/s");
    }

    private static void assertFilled(LibvirtInventory inventory) {
        assertThat(inventory.getHosts()).extracting(InventoryHost::getName).containsExactly("kvm-01", "kvm-02");
        InventoryHost host = inventory.require("kvm-01");
        assertThat(host.getAddress()).isEqualTo("kvm-01.example.org");
        assertThat(host.getPort()).isEqualTo(2222);
        assertThat(host.getCredentialsId()).isEqualTo("kvm-admin");
        assertThat(host.getHostKey()).isEqualTo(InventoryHosts.KEY);
        assertThat(host.getMigrationAddress()).isEqualTo("198.51.100.11");
        assertThat(host.getLabels()).isEqualTo("production rack-1");
        assertThat(host.getAgent()).isEqualTo("rack-1");
        assertThat(host.getAllowedJobs()).containsExactly("ops/**", "nightly drill");
        InventoryHost bare = inventory.require("kvm-02");
        assertThat(bare.getAddress()).isEqualTo("2001:db8::12");
        assertThat(bare.getPort()).isEqualTo(22);
        assertThat(bare.getHostKey()).isEmpty();
        assertThat(bare.getAllowedJobs()).isEmpty();
        assertThat(inventory.getAgent()).isEqualTo("kvm-admin");
        assertThat(inventory.limits()).isEqualTo(new Limits(3, 4, 8, 2));
        assertThat(inventory.getTotalBandwidth()).isEqualTo("4Gbit/s");
    }

    @Test
    void savingThePageChangesNothing(JenkinsRule jenkins) throws Exception {
        fill(LibvirtInventory.get());
        jenkins.configRoundtrip();
        assertFilled(LibvirtInventory.get());
    }

    @Test
    void anEmptyInventoryStaysEmpty(JenkinsRule jenkins) throws Exception {
        jenkins.configRoundtrip();
        assertThat(LibvirtInventory.get().getHosts()).isEmpty();
        assertThat(LibvirtInventory.get().limits()).isEqualTo(Limits.DEFAULT);
    }

    @Test
    void whatWasSavedIsReadAgain(JenkinsRule jenkins) {
        LibvirtInventory inventory = LibvirtInventory.get();
        fill(inventory);
        inventory.load();
        assertFilled(inventory);
    }
}
