package io.jenkins.plugins.libvirtmigration.migration;

import io.jenkins.plugins.libvirtmigration.host.HypervisorUnreachableException;
import io.jenkins.plugins.libvirtmigration.hypervisor.FakeHypervisor;
import io.jenkins.plugins.libvirtmigration.hypervisor.HypervisorLink;
import io.jenkins.plugins.libvirtmigration.libvirt.DomainState;
import io.jenkins.plugins.libvirtmigration.libvirt.DomainState.State;
import io.jenkins.plugins.libvirtmigration.libvirt.FakeLibvirtDomain;
import java.util.UUID;

/** A source and a destination in memory, which a test can silence and let answer again. */
final class TwoHosts {
    static final UUID VM = UUID.fromString("11111111-2222-3333-4444-555555555555");

    final FakeHypervisor source = new FakeHypervisor("root@kvm-01");
    final FakeHypervisor destination = new FakeHypervisor("root@kvm-02");
    boolean sourceSilent;
    boolean destinationSilent;
    final HypervisorLink sourceLink = new HypervisorLink("kvm-01", () -> open(source, sourceSilent));
    final HypervisorLink destinationLink = new HypervisorLink("kvm-02", () -> open(destination, destinationSilent));

    private static FakeHypervisor open(FakeHypervisor host, boolean silent) {
        if (silent) {
            throw new HypervisorUnreachableException("No answer.", null);
        }
        host.alive = true;
        return host;
    }

    void silenceSource() {
        sourceSilent = true;
        source.alive = false;
    }

    void silenceDestination() {
        destinationSilent = true;
        destination.alive = false;
    }

    FakeLibvirtDomain onSource(State state, int reason) {
        return put(source, state, reason);
    }

    FakeLibvirtDomain onDestination(State state, int reason) {
        return put(destination, state, reason);
    }

    private static FakeLibvirtDomain put(FakeHypervisor host, State state, int reason) {
        FakeLibvirtDomain domain = new FakeLibvirtDomain("web-1", VM, "<domain/>");
        domain.state = new DomainState(state, reason);
        host.libvirt.domains.clear();
        host.libvirt.domains.add(domain);
        return domain;
    }
}
