package io.jenkins.plugins.libvirtmigration.offline;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.libvirtmigration.host.HypervisorUnreachableException;
import io.jenkins.plugins.libvirtmigration.hypervisor.HypervisorLink;
import io.jenkins.plugins.libvirtmigration.hypervisor.TwoHosts;
import io.jenkins.plugins.libvirtmigration.libvirt.FakeHostStorage.Content;
import io.jenkins.plugins.libvirtmigration.libvirt.FakeLibvirtDomain;
import io.jenkins.plugins.libvirtmigration.migration.AbortSignal;
import io.jenkins.plugins.libvirtmigration.migration.MigrationListener;
import io.jenkins.plugins.libvirtmigration.request.MigrationRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** A guest that is powered off on one of two hosts in memory, and its offline move to the other, as a test wants it. */
final class MovingOffline {
    static final String HERE = "10.77.0.11";
    static final String THERE = "10.77.0.12";

    final TwoHosts hosts = new TwoHosts();
    final AbortSignal abort = new AbortSignal();
    boolean destinationSilent;
    /** Never waited for where the guest goes off. */
    Duration shutdownBound = Duration.ofSeconds(50);

    MovingOffline() {
        hosts.devices();
        hosts.source.libvirt.adopt(hosts.guest);
        hosts.guest.powerOff();
    }

    private OfflineMove move() {
        return new OfflineMove(
                new HypervisorLink(HERE, () -> hosts.source),
                new HypervisorLink(THERE, () -> {
                    if (destinationSilent) {
                        throw new HypervisorUnreachableException("No answer.", null);
                    }
                    hosts.destination.alive = true;
                    return hosts.destination;
                }),
                MigrationListener.SILENT,
                abort,
                shutdownBound);
    }

    OfflineMove.Result run(boolean cold) {
        return move().run(MigrationRequest.of(TwoHosts.GUEST.toString()), cold);
    }

    OfflineMove.Result recover(boolean cold) {
        return move().recover(MigrationRequest.of(TwoHosts.GUEST.toString()), cold);
    }

    boolean sourceKnowsIt() {
        return hosts.source.libvirt.findDomain(TwoHosts.GUEST).isPresent();
    }

    FakeLibvirtDomain arrived() {
        return hosts.destination.libvirt.domains.stream()
                .filter(domain -> domain.uuid.equals(TwoHosts.GUEST))
                .findFirst()
                .orElseThrow();
    }

    void neverArrived() {
        assertThat(hosts.destination.libvirt.findDomain(TwoHosts.GUEST)).isEmpty();
        assertThat(hosts.destinationImages.images).isEmpty();
        assertThat(sourceKnowsIt()).isTrue();
    }

    /** Gives the guest an image that only the source has. */
    Content local() {
        hosts.devices(hosts.localDisk("vda", "web-1.qcow2", TwoHosts.GIB));
        return content("web-1.qcow2");
    }

    /** Gives it two of them; the content of the one that is copied first. */
    Content twoLocal() {
        hosts.devices(
                hosts.localDisk("vda", "web-1.qcow2", TwoHosts.GIB),
                hosts.localDisk("vdb", "data.qcow2", TwoHosts.GIB));
        content("data.qcow2");
        return content("web-1.qcow2");
    }

    private Content content(String image) {
        Content content = new Content();
        content.bytes = ("QFI-not-quite" + "x".repeat(1000)).getBytes(StandardCharsets.UTF_8);
        content.hole = 100_000;
        hosts.sourceImages.contents.put(image, content);
        return content;
    }
}
