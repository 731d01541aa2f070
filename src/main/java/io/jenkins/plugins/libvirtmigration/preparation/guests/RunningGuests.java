package io.jenkins.plugins.libvirtmigration.preparation.guests;

import io.jenkins.plugins.libvirtmigration.domain.DomainDescription;
import io.jenkins.plugins.libvirtmigration.domain.DomainXml;
import io.jenkins.plugins.libvirtmigration.domain.MalformedXmlException;
import io.jenkins.plugins.libvirtmigration.libvirt.DomainFigures;
import io.jenkins.plugins.libvirtmigration.libvirt.JobType;
import io.jenkins.plugins.libvirtmigration.libvirt.LibvirtCallException;
import io.jenkins.plugins.libvirtmigration.libvirt.LibvirtConnection;
import io.jenkins.plugins.libvirtmigration.libvirt.LibvirtDomain;
import io.jenkins.plugins.libvirtmigration.preparation.host.ExaminedHost;
import io.jenkins.plugins.libvirtmigration.preparation.host.NotSeenException;
import java.util.ArrayList;
import java.util.List;

/** Every guest that runs on a host, read once. */
public record RunningGuests(List<Guest> guests) {
    public RunningGuests {
        guests = List.copyOf(guests);
    }

    /** @param snapshots how many it has: libvirt does not move a guest that has any */
    public record Guest(DomainDescription domain, int snapshots) {
        public String name() {
            return domain.name();
        }
    }

    public static RunningGuests of(ExaminedHost host) {
        return host.fact(RunningGuests.class, read -> read.libvirt(RunningGuests::read));
    }

    /**
     * Names of the guests with a job under way, asked afresh: no daemon is restarted under a migration. A guest that is
     * coming in has one too, which libvirt tells on the source only: whatever is not told is taken for a job.
     */
    public static List<String> withJobs(ExaminedHost host) {
        return host.libvirt(libvirt -> {
            List<String> busy = new ArrayList<>();
            for (DomainFigures figures : active(libvirt)) {
                if (libvirt.ask(figures.uuid(), RunningGuests::isBusy).orElse(false)) {
                    busy.add(figures.name());
                }
            }
            return busy;
        });
    }

    private static boolean isBusy(LibvirtDomain domain) {
        try {
            return domain.jobStatistics().type() != JobType.NONE;
        } catch (LibvirtCallException e) {
            return e.code() != LibvirtCallException.NO_DOMAIN;
        }
    }

    private static RunningGuests read(LibvirtConnection libvirt) {
        List<Guest> guests = new ArrayList<>();
        for (DomainFigures figures : active(libvirt)) {
            try {
                libvirt.ask(figures.uuid(), domain -> new Guest(DomainXml.parse(domain.xml()), domain.snapshots()))
                        .ifPresent(guests::add);
            } catch (MalformedXmlException e) {
                throw new NotSeenException("a guest cannot be read: " + e.getMessage(), "See virsh dumpxml.");
            }
        }
        return new RunningGuests(guests);
    }

    private static List<DomainFigures> active(LibvirtConnection libvirt) {
        return libvirt.allDomains().stream()
                .filter(figures -> figures.state().isActive())
                .toList();
    }
}
