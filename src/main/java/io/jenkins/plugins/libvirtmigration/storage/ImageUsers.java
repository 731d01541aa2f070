package io.jenkins.plugins.libvirtmigration.storage;

import io.jenkins.plugins.libvirtmigration.check.Shown;
import io.jenkins.plugins.libvirtmigration.domain.DomainXml;
import io.jenkins.plugins.libvirtmigration.domain.MalformedXmlException;
import io.jenkins.plugins.libvirtmigration.libvirt.DomainFigures;
import io.jenkins.plugins.libvirtmigration.libvirt.LibvirtConnection;
import io.jenkins.plugins.libvirtmigration.libvirt.LibvirtDomain;
import java.util.Optional;

/** Asks every domain of a host, running or only defined, whether its XML names a path: as a disk, a base, anything. */
final class ImageUsers {
    private final LibvirtConnection host;

    ImageUsers(LibvirtConnection host) {
        this.host = host;
    }

    /** The name of a domain that uses the path, fit for a log. */
    Optional<String> firstUser(String path) {
        for (DomainFigures figures : host.allDomains()) {
            if (host.ask(figures.uuid(), domain -> uses(domain, path)).orElse(false)) {
                return Optional.of(Shown.text(figures.name()));
            }
        }
        return Optional.empty();
    }

    private static boolean uses(LibvirtDomain domain, String path) {
        try {
            return DomainXml.mentions(domain.xml(), path)
                    || domain.isPersistent() && DomainXml.mentions(domain.inactiveXml(), path);
        } catch (MalformedXmlException e) {
            // what cannot be read may name anything
            return true;
        }
    }
}
