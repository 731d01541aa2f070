package io.jenkins.plugins.libvirtmigration.evacuation.world;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.libvirtmigration.evacuation.plan.Guest;
import io.jenkins.plugins.libvirtmigration.evacuation.plan.Strategy;
import io.jenkins.plugins.libvirtmigration.host.HypervisorUnreachableException;
import io.jenkins.plugins.libvirtmigration.hypervisor.FakeHypervisor;
import io.jenkins.plugins.libvirtmigration.hypervisor.HypervisorLink;
import io.jenkins.plugins.libvirtmigration.libvirt.FakeLibvirtDomain;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class LibvirtWhereaboutsTest {
    private final FakeHypervisor host = new FakeHypervisor("root@kvm-01");
    private final Whereabouts whereabouts =
            new LibvirtWhereabouts(Map.of("kvm-01", new HypervisorLink("kvm-01", () -> host)));
    private final Guest guest = new Guest(UUID.randomUUID(), "web-1", 0, 0, 0, 0, Strategy.MIGRATE, Set.of(), Set.of());

    private FakeLibvirtDomain there() {
        FakeLibvirtDomain domain = new FakeLibvirtDomain("web-1", guest.uuid(), "<domain/>");
        host.libvirt.domains.add(domain);
        return domain;
    }

    private void is(boolean running, boolean active, boolean defined) {
        assertThat(whereabouts.isRunningOn("kvm-01", guest)).as("running").isEqualTo(running);
        assertThat(whereabouts.isActiveOn("kvm-01", guest)).as("active").isEqualTo(active);
        assertThat(whereabouts.isDefinedOn("kvm-01", guest)).as("defined").isEqualTo(defined);
    }

    @Test
    void aGuestRunsOrIsPausedOrPoweredOffOrNotThere() {
        is(false, false, false);
        FakeLibvirtDomain domain = there();
        is(true, true, true);
        domain.suspend();
        is(false, true, true);
        domain.powerOff();
        is(false, false, true);
    }

    @Test
    void oneThatLeavesBeforeTheHostHasAnsweredDoesNotRunThere() {
        there().gone = true;

        assertThat(whereabouts.isActiveOn("kvm-01", guest)).isFalse();
    }

    /** A report may name a host that this run was not given: of its guests nothing is known, and of others all is. */
    @Test
    void aHostThatIsNotOfThisRunCannotBeAsked() {
        assertThatThrownBy(() -> whereabouts.isActiveOn("kvm-09", guest))
                .isInstanceOf(HypervisorUnreachableException.class)
                .hasMessageContaining("kvm-09 is not among the hosts of this run (kvm-01)");
    }
}
