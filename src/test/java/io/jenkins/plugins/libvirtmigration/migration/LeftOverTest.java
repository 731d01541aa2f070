package io.jenkins.plugins.libvirtmigration.migration;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.libvirtmigration.libvirt.DomainState;
import io.jenkins.plugins.libvirtmigration.libvirt.DomainState.State;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LeftOverTest {
    private static final int FOR_MIGRATION = 2;
    private static final int FOR_POSTCOPY = 12;

    @Test
    void theRemedyNamesTheHostAndBothConditions() {
        assertThat(remedy(paused(FOR_MIGRATION, false), running()).orElseThrow())
                .contains("kvm-01 still holds", "runs on kvm-02", "Never resume it there")
                .contains("Only while kvm-02 says that it runs there and kvm-01 that it is paused")
                .contains("virsh destroy " + TwoHosts.VM + " on kvm-01");
    }

    /** Half of the guest's memory may be there only. */
    @Test
    void whatPostcopyStillNeedsIsNotToBeDestroyed() {
        assertThat(remedy(paused(FOR_POSTCOPY, false), running()).orElseThrow())
                .contains("neither resume nor destroy it", "virsh domjobinfo")
                .doesNotContain("virsh destroy");
        assertThat(remedy(paused(FOR_MIGRATION, true), running()).orElseThrow()).doesNotContain("virsh destroy");
    }

    @Test
    void whereNothingIsLeftNothingIsSaid() {
        Sighting gone = new Sighting("kvm-01", true, Optional.empty(), false);

        assertThat(remedy(gone, running())).isEmpty();
        assertThat(remedy(paused(FOR_MIGRATION, false), new Sighting("kvm-02", true, Optional.empty(), false)))
                .isEmpty();
    }

    private static Optional<String> remedy(Sighting source, Sighting destination) {
        return LeftOver.remedy(
                new Proof.Answer(source, destination, Whereabouts.of(source, destination), true), TwoHosts.VM);
    }

    private static Sighting paused(int reason, boolean migrating) {
        return new Sighting("kvm-01", true, Optional.of(new DomainState(State.PAUSED, reason)), migrating);
    }

    private static Sighting running() {
        return new Sighting("kvm-02", true, Optional.of(new DomainState(State.RUNNING, 1)), false);
    }
}
