package io.jenkins.plugins.libvirtmigration.preflight;

import io.jenkins.plugins.libvirtmigration.check.Check;
import io.jenkins.plugins.libvirtmigration.domain.DomainDescription;
import io.jenkins.plugins.libvirtmigration.request.Control;
import io.jenkins.plugins.libvirtmigration.storage.StoragePlan;
import java.util.List;
import java.util.Optional;

/**
 * All that was found before a byte moved, and what the migration is to be started with.
 *
 * @param checks every check that was made, passed or not
 * @param domain what the guest is; empty where it was not found, or its XML could not be read
 * @param storage every disk with its verdict; empty where {@code domain} is
 * @param control managed or peer-to-peer, never auto
 * @param peerUri where the source's daemon reaches the destination's, for peer-to-peer: {@code qemu+ssh://...}
 * @param dataUri where memory is sent ({@code tcp://address}): the migrate_uri parameter
 * @param dataAddress the address in it without brackets: where disks are sent too
 * @param destinationXml the live XML changed for the destination, where it must be changed
 * @param persistentXml the definition changed for the destination, likewise
 */
public record PreflightResult(
        List<Check> checks,
        Optional<DomainDescription> domain,
        Optional<StoragePlan> storage,
        Control control,
        Optional<String> peerUri,
        String dataUri,
        String dataAddress,
        Optional<String> destinationXml,
        Optional<String> persistentXml) {

    public PreflightResult {
        checks = List.copyOf(checks);
        if (control == Control.AUTO) {
            throw new IllegalArgumentException("the control is decided before the migration: " + control);
        }
    }

    /** Whether the migration may start: the guest is known, and no check failed. */
    public boolean mayStart() {
        return domain.isPresent() && storage.isPresent() && failures().isEmpty();
    }

    /** Every reason for which the migration may not start. */
    public List<Check> failures() {
        return checks.stream().filter(Check::hasFailed).toList();
    }

    /** Without the XML: it holds console passwords, and this text may end up in a log. */
    @Override
    public String toString() {
        return "PreflightResult[" + checks.size() + " checks, " + failures().size() + " failed, " + control + ", "
                + dataUri + "]";
    }
}
