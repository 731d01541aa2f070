package io.jenkins.plugins.libvirtmigration.evacuation.world;

import io.jenkins.plugins.libvirtmigration.domain.SafeXml;
import io.jenkins.plugins.libvirtmigration.domain.XmlElement;
import io.jenkins.plugins.libvirtmigration.evacuation.plan.Amount;
import java.util.List;

/** How many virtual CPUs a host may have: its logical ones, as libvirt's capabilities count them, times an overcommit. */
record HostCpus(double overcommit) {
    /** Nova's default bound was 16 for long and is 4 now (initial_cpu_allocation_ratio). */
    static final double USUAL_OVERCOMMIT = 4;

    HostCpus {
        if (!(overcommit > 0)) {
            throw new IllegalArgumentException("A CPU overcommit of " + overcommit + ": write a number above 0.");
        }
    }

    /** @param used virtual CPUs of the guests that are there */
    Amount of(String capabilitiesXml, long used) {
        XmlElement capabilities = SafeXml.parse("The host's capabilities", "capabilities", capabilitiesXml);
        List<XmlElement> logical = capabilities.all("host/topology/cells/cell/cpus/cpu");
        if (logical.isEmpty()) {
            return Amount.UNLIMITED;
        }
        long total = Math.max(1, (long) (logical.size() * overcommit));
        return new Amount(total, total - used);
    }
}
