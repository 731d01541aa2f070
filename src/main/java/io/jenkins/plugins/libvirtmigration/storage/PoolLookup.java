package io.jenkins.plugins.libvirtmigration.storage;

import io.jenkins.plugins.libvirtmigration.domain.Disk.Volume;
import io.jenkins.plugins.libvirtmigration.domain.MalformedXmlException;
import io.jenkins.plugins.libvirtmigration.domain.PoolDescription;
import io.jenkins.plugins.libvirtmigration.ssh.CommandOutput;
import io.jenkins.plugins.libvirtmigration.ssh.SshHost;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Asks a host's virsh what a storage pool of a name is: each host has its own pool of that name. */
final class PoolLookup {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private PoolLookup() {}

    /** Empty where the host has no such pool, or does not say. */
    static Optional<PoolDescription> find(SshHost host, Volume volume) {
        // --pool=NAME, as one word: a name that begins with a dash must not become an option
        CommandOutput printed = host.run(
                PATIENCE, List.of("virsh", "--connect", "qemu:///system", "pool-dumpxml", "--pool=" + volume.pool()));
        try {
            return printed.succeeded() ? Optional.of(PoolDescription.parse(printed.output())) : Optional.empty();
        } catch (MalformedXmlException e) {
            return Optional.empty();
        }
    }
}
