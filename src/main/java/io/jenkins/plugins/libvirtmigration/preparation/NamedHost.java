package io.jenkins.plugins.libvirtmigration.preparation;

import io.jenkins.plugins.libvirtmigration.hypervisor.Hypervisor;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * A host as somebody named it, before it is known whether it can be reached.
 *
 * @param name in reports
 * @param login throws {@link io.jenkins.plugins.libvirtmigration.host.HypervisorUnreachableException}
 * @param migrationAddress where memory and disks are to be sent, where that was said; else libvirt's own setting counts,
 *     else the address of SSH
 */
public record NamedHost(String name, Supplier<Hypervisor> login, Optional<String> migrationAddress) {}
