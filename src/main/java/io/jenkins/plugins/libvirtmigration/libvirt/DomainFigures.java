package io.jenkins.plugins.libvirtmigration.libvirt;

import java.util.Map;
import java.util.UUID;

/**
 * One domain as the bulk call gives it (virConnectGetAllDomainStats), with libvirt's field names, for example
 * {@code balloon.maximum} (KiB), {@code vcpu.current}, {@code block.0.physical} (bytes).
 */
public record DomainFigures(String name, UUID uuid, DomainState state, Map<String, Object> figures) {
    public DomainFigures {
        figures = Map.copyOf(figures);
    }
}
