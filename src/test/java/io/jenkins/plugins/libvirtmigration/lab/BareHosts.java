package io.jenkins.plugins.libvirtmigration.lab;

import java.util.List;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** A lab whose hosts h1 and h2 have nothing but sshd and libvirtd when a test begins. */
final class BareHosts extends FreshLab implements BeforeEachCallback {
    @Override
    public void beforeEach(ExtensionContext context) {
        List.of("h1", "h2").forEach(host -> BareHost.make(lab(), host));
    }
}
