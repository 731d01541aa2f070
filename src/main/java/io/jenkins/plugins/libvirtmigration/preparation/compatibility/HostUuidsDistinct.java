package io.jenkins.plugins.libvirtmigration.preparation.compatibility;

import io.jenkins.plugins.libvirtmigration.libvirt.LibvirtConnection;
import io.jenkins.plugins.libvirtmigration.preparation.examination.Finding;
import io.jenkins.plugins.libvirtmigration.preparation.examination.PairExamination;
import io.jenkins.plugins.libvirtmigration.preparation.examination.Subject;
import io.jenkins.plugins.libvirtmigration.preparation.examination.Surroundings;
import io.jenkins.plugins.libvirtmigration.preparation.host.ExaminedHost;
import java.util.List;
import java.util.UUID;

/** Two hosts with one UUID, as cheap boards and cloned installations have, are one host to libvirt. */
public final class HostUuidsDistinct implements PairExamination {
    @Override
    public String id() {
        return "host-uuid-distinct";
    }

    @Override
    public List<Finding> examine(ExaminedHost from, ExaminedHost to, Surroundings around) {
        Subject subject = Subject.of(from, to, id());
        UUID one = from.libvirt(LibvirtConnection::hostUuid);
        UUID other = to.libvirt(LibvirtConnection::hostUuid);
        String expected = "host UUIDs that differ";
        if (one.equals(other)) {
            return List.of(subject.failed(
                    "both have " + one,
                    expected,
                    "Set host_uuid_source = \"machine-id\", or a host_uuid of its own, in libvirtd.conf (virtqemud.conf on"
                            + " a modular host) and restart the daemon."));
        }
        return List.of(subject.passed(one + " and " + other, expected));
    }
}
