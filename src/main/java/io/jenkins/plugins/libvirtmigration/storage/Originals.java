package io.jenkins.plugins.libvirtmigration.storage;

import io.jenkins.plugins.libvirtmigration.check.Shown;
import io.jenkins.plugins.libvirtmigration.libvirt.HostStorage.Directory;
import io.jenkins.plugins.libvirtmigration.libvirt.LibvirtConnection;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What images were copied of, with the time of each one's last change before it was read. A copy is proven for the moment
 * when it was made; while the next one is made for an hour, the guest may be started, and shut down again.
 */
public final class Originals {
    private final Map<ImagePath, String> lastChanges = new LinkedHashMap<>();

    void remember(ImagePath image, Directory directory) {
        lastChanges.put(image, directory.lastChange(image.name()));
    }

    /** @throws DestinationImageException where any of them was written to since it was read */
    public void compare(LibvirtConnection source) {
        for (ImagePath image : lastChanges.keySet()) {
            try (Directory directory = source.storage().open(image.directory())) {
                compare(image, directory);
            }
        }
    }

    void compare(ImagePath image, Directory directory) {
        if (!lastChanges.get(image).equals(directory.lastChange(image.name()))) {
            throw new DestinationImageException(Shown.text(image.path())
                    + " was written to after its copy was begun: somebody started the guest, or changed its disk. See that"
                    + " nobody uses it, and move it again.");
        }
    }
}
