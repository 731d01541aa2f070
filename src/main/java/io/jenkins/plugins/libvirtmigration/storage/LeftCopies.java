package io.jenkins.plugins.libvirtmigration.storage;

import io.jenkins.plugins.libvirtmigration.check.Shown;
import io.jenkins.plugins.libvirtmigration.hypervisor.Hypervisor;
import io.jenkins.plugins.libvirtmigration.libvirt.HostStorage.Directory;
import io.jenkins.plugins.libvirtmigration.libvirt.HostStorage.Image;
import io.jenkins.plugins.libvirtmigration.libvirt.LibvirtCallException;
import io.jenkins.plugins.libvirtmigration.libvirt.LibvirtDomain;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Takes away the copies that an evacuation made of a guest's disks, once the guest is home again. A copy goes only where
 * nothing there knows the guest or names the path, and where home has an image of the same kind and size under it.
 */
public final class LeftCopies {
    private final Hypervisor host;
    private final Hypervisor home;
    private final UUID vm;

    /**
     * @param host where the copies are
     * @param home where the guest is proven to be
     */
    public LeftCopies(Hypervisor host, Hypervisor home, UUID vm) {
        this.host = host;
        this.home = home;
        this.vm = vm;
    }

    /**
     * @param paths that a report says were copied to this host
     * @return one sentence for each of them: that it is gone, or why it stays
     */
    public List<String> remove(Collection<String> paths) {
        List<String> said = new ArrayList<>();
        for (String path : paths) {
            try {
                said.add(remove(path));
            } catch (LibvirtCallException e) {
                said.add(stays(path, Shown.text(e.getMessage())));
            }
        }
        return said;
    }

    private String stays(String path, String why) {
        return "The copy " + Shown.text(path) + " stays on " + host.name() + ": " + why + ".";
    }

    private String remove(String path) {
        Optional<ImagePath> image = ImagePath.of(path);
        if (image.isEmpty() || path.startsWith("/dev/")) {
            return stays(path, "it is no image");
        }
        if (isKnownHere()) {
            return stays(path, "the host still knows the guest");
        }
        Optional<String> user = new ImageUsers(host.libvirt()).firstUser(path);
        if (user.isPresent()) {
            return stays(path, "the domain " + user.get() + " names it");
        }
        try (Directory here = host.libvirt().storage().open(image.get().directory());
                Directory there = home.libvirt().storage().open(image.get().directory())) {
            Optional<Image> copy = here.find(image.get().name());
            Optional<Image> whole = there.find(image.get().name());
            if (copy.isEmpty()) {
                return "The copy " + Shown.text(path) + " is gone from " + host.name() + " already.";
            }
            boolean same = whole.isPresent()
                    && whole.get().capacity() == copy.get().capacity()
                    && whole.get().format().equals(copy.get().format());
            if (!same) {
                return stays(path, home.name() + " has no image of that format and size under this path");
            }
            here.delete(image.get().name());
            return "The copy " + Shown.text(path) + " that was made on " + host.name() + " is removed.";
        }
    }

    private boolean isKnownHere() {
        Optional<LibvirtDomain> found = host.libvirt().findDomain(vm);
        found.ifPresent(LibvirtDomain::close);
        return found.isPresent();
    }
}
