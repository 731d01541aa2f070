package io.jenkins.plugins.libvirtmigration.evacuation.slots;

import io.jenkins.plugins.libvirtmigration.host.HypervisorUnreachableException;
import io.jenkins.plugins.libvirtmigration.hypervisor.HypervisorLink;
import io.jenkins.plugins.libvirtmigration.libvirt.LibvirtCallException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/** Hosts by what libvirt knows them as (the host's UUID), asked once: one host may be named in several ways. */
public final class HostIdentities implements Function<String, Optional<String>> {
    private final Map<String, HypervisorLink> hosts;
    private final Map<String, String> known = new ConcurrentHashMap<>();

    /** @param hosts every host of the run by its name */
    public HostIdentities(Map<String, HypervisorLink> hosts) {
        this.hosts = Map.copyOf(hosts);
    }

    /** Empty where the host cannot be asked now. */
    @Override
    public Optional<String> apply(String name) {
        String earlier = known.get(name);
        if (earlier != null || !hosts.containsKey(name)) {
            return Optional.ofNullable(earlier);
        }
        try {
            String uuid = hosts.get(name).get().libvirt().hostUuid().toString();
            known.put(name, uuid);
            return Optional.of(uuid);
        } catch (HypervisorUnreachableException | LibvirtCallException e) {
            // Its name alone must do then; nothing can be moved while it is silent anyway.
            return Optional.empty();
        }
    }
}
