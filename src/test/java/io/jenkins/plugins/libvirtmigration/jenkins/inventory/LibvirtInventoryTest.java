package io.jenkins.plugins.libvirtmigration.jenkins.inventory;

import static io.jenkins.plugins.libvirtmigration.jenkins.inventory.InventoryHosts.host;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hudson.model.Descriptor.FormException;
import io.jenkins.plugins.libvirtmigration.evacuation.plan.Limits;
import io.jenkins.plugins.libvirtmigration.unit.Bandwidth;
import java.util.List;
import org.junit.jupiter.api.Test;

class LibvirtInventoryTest {
    private final Unsaved inventory = new Unsaved();

    /** Counts instead of writing to a Jenkins that is not there. */
    private static final class Unsaved extends LibvirtInventory {
        private int saved;

        @Override
        public synchronized void save() {
            saved++;
        }
    }

    @Test
    void beginsWithTheLimitsOfTheEngine() {
        assertThat(inventory.limits()).isEqualTo(Limits.DEFAULT);
        assertThat(inventory.totalBandwidth()).isEmpty();
        assertThat(inventory.getHosts()).isEmpty();
        assertThat(inventory.getAgent()).isEmpty();
    }

    @Test
    void everySetterSaves() {
        inventory.setHosts(List.of(host("kvm-01")));
        inventory.setAgent(" kvm-admin ");
        inventory.setMaxMoves(8);
        inventory.setMaxMovesPerSource(3);
        inventory.setMaxMovesPerDestination(4);
        inventory.setMaxCopyingMovesPerHost(2);
        inventory.setTotalBandwidth("1Gbit/s");
        assertThat(inventory.saved).isEqualTo(7);
        assertThat(inventory.limits()).isEqualTo(new Limits(3, 4, 8, 2));
        assertThat(inventory.totalBandwidth()).contains(Bandwidth.parse("1Gbit/s"));
        assertThat(inventory.getAgent()).isEqualTo("kvm-admin");
        assertThat(inventory.require("kvm-01").getName()).isEqualTo("kvm-01");
    }

    @Test
    void whatIsRefusedIsNotSaved() {
        assertThatThrownBy(() -> inventory.setMaxMoves(0)).hasMessageContaining("\"0\" is not a limit");
        assertThatThrownBy(() -> inventory.setMaxMovesPerSource(0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> inventory.setMaxMovesPerDestination(-1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> inventory.setMaxCopyingMovesPerHost(0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> inventory.setTotalBandwidth("100")).hasMessageContaining("100MiB/s");
        assertThatThrownBy(() -> inventory.setHosts(List.of(host("kvm-01"), host("kvm-01"))))
                .hasMessageContaining("two hypervisors");
        assertThat(inventory.saved).isZero();
        assertThat(inventory.limits()).isEqualTo(Limits.DEFAULT);
    }

    /** A form is bound field by field: what was set before the refusal is taken back. */
    @Test
    void aFormThatIsRefusedLeavesEverythingAsItWas() {
        inventory.setHosts(List.of(host("kvm-01")));
        inventory.setAgent("kvm-admin");
        inventory.setMaxMoves(8);
        inventory.setTotalBandwidth("1Gbit/s");

        assertThatThrownBy(() -> inventory.replaceAll(draft -> {
                    draft.setAgent("other");
                    draft.setMaxMoves(1);
                    draft.setTotalBandwidth("");
                    draft.setHosts(List.of(host("kvm-02"), host("kvm-02")));
                }))
                .isInstanceOf(FormException.class);

        assertThat(inventory.getHosts()).extracting(InventoryHost::getName).containsExactly("kvm-01");
        assertThat(inventory.getAgent()).isEqualTo("kvm-admin");
        assertThat(inventory.getMaxMoves()).isEqualTo(8);
        assertThat(inventory.getTotalBandwidth()).isEqualTo("1Gbit/s");
    }

    /** A step that looks for its host while the form is bound finds it. */
    @Test
    void whileAFormIsBoundTheInventoryIsAsItWas() throws FormException {
        inventory.setHosts(List.of(host("kvm-01")));
        inventory.setMaxMoves(8);
        int saved = inventory.saved;

        inventory.replaceAll(draft -> {
            draft.setAgent("other");
            draft.setHosts(List.of(host("kvm-02")));
            assertThat(inventory.require("kvm-01").getName()).isEqualTo("kvm-01");
            assertThat(inventory.getAgent()).isEmpty();
            assertThat(inventory.saved).isEqualTo(saved);
        });

        assertThat(inventory.getHosts()).extracting(InventoryHost::getName).containsExactly("kvm-02");
        assertThat(inventory.getAgent()).isEqualTo("other");
        assertThat(inventory.getMaxMoves()).isEqualTo(8);
        assertThat(inventory.saved).isEqualTo(saved + 1);
    }

    /** The last host deleted: the form then sends no list. */
    @Test
    void aFormWithoutHostsEmptiesTheInventory() throws FormException {
        inventory.setHosts(List.of(host("kvm-01")));
        inventory.replaceAll(draft -> draft.setMaxMoves(1));
        assertThat(inventory.getHosts()).isEmpty();
    }

    @Test
    void theListOfHostsIsNotChangedFromOutside() {
        inventory.setHosts(List.of(host("kvm-01")));
        List<InventoryHost> hosts = inventory.getHosts();
        assertThatThrownBy(() -> hosts.add(host("kvm-02"))).isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void aHostsOwnAgentGoesBeforeThatOfTheInventory() {
        InventoryHost host = host("kvm-01");
        assertThat(inventory.agentFor(host)).isEmpty();
        inventory.setAgent("kvm-admin");
        assertThat(inventory.agentFor(host)).contains("kvm-admin");
        host.setAgent("rack-1");
        assertThat(inventory.agentFor(host)).contains("rack-1");
    }
}
