package io.jenkins.plugins.libvirtmigration.preflight;

import io.jenkins.plugins.libvirtmigration.check.Check;
import io.jenkins.plugins.libvirtmigration.domain.HostCapabilities;
import io.jenkins.plugins.libvirtmigration.hypervisor.Hypervisor;
import io.jenkins.plugins.libvirtmigration.request.Transport;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * A source and a destination, and what was found out about them that is the same for every guest: an evacuation examines
 * hundreds of guests with the same hosts, and their versions, ports and certificates are asked for once. It is not to be
 * kept for longer than one such look at the world.
 */
public final class HostPair {
    private final Hypervisor source;
    private final Hypervisor destination;
    private final Lazy<QemuConf> sourceConf;
    private final Lazy<QemuConf> destinationConf;
    private final Lazy<HostCapabilities> sourceCapabilities;
    private final Lazy<HostCapabilities> destinationCapabilities;
    private final Map<Asked, Lazy<List<Check>>> checks = new ConcurrentHashMap<>();
    private final Map<Transport, Lazy<ControlChoice>> controls = new ConcurrentHashMap<>();

    public HostPair(Hypervisor source, Hypervisor destination) {
        this.source = source;
        this.destination = destination;
        sourceConf = new Lazy<>(() -> QemuConf.read(source.ssh()));
        destinationConf = new Lazy<>(() -> QemuConf.read(destination.ssh()));
        sourceCapabilities =
                new Lazy<>(() -> HostCapabilities.parse(source.libvirt().capabilities()));
        destinationCapabilities =
                new Lazy<>(() -> HostCapabilities.parse(destination.libvirt().capabilities()));
    }

    /** A check of the hosts, and the way that memory would take between them. */
    private record Asked(String id, Transport transport) {}

    Hypervisor source() {
        return source;
    }

    Hypervisor destination() {
        return destination;
    }

    /** Whether it is about these very connections: after a host was connected to anew, nothing here is of use. */
    public boolean isOf(Hypervisor someSource, Hypervisor someDestination) {
        return source == someSource && destination == someDestination;
    }

    QemuConf sourceConf() {
        return sourceConf.get();
    }

    QemuConf destinationConf() {
        return destinationConf.get();
    }

    HostCapabilities sourceCapabilities() {
        return sourceCapabilities.get();
    }

    HostCapabilities destinationCapabilities() {
        return destinationCapabilities.get();
    }

    /** What a check of both hosts came to, asked for with the first guest. */
    List<Check> once(String id, Transport transport, Supplier<List<Check>> check) {
        return checks.computeIfAbsent(new Asked(id, transport), asked -> new Lazy<>(check))
                .get();
    }

    ControlChoice control(Transport transport, Supplier<ControlChoice> choice) {
        return controls.computeIfAbsent(transport, asked -> new Lazy<>(choice)).get();
    }
}
