package io.jenkins.plugins.libvirtmigration.preflight;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.libvirtmigration.lab.Guest;
import io.jenkins.plugins.libvirtmigration.lab.Lab;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Guests and whatever else a test makes on the lab's hosts: taken back after it, last first. */
final class PassingChanges implements AfterEachCallback {
    /** Where the hosts keep the local images of guests. */
    static final String IMAGES = "/var/lib/libvirt/images";

    private final Lab lab;
    private final List<Runnable> mending = new ArrayList<>();

    PassingChanges(Lab lab) {
        this.lab = lab;
    }

    /** A guest on h1. */
    void guest(String name, int octet, String... options) {
        if (List.of(options).contains("--no-start")) {
            List<String> words = new ArrayList<>(List.of("guest", name, "h1", Integer.toString(octet)));
            words.addAll(List.of(options));
            lab.ask(words.toArray(String[]::new));
            mending.add(() -> lab.ask("destroy", name));
        } else {
            Guest guest = lab.guest(name, "h1", octet, options);
            mending.add(guest::close);
        }
    }

    void doing(Runnable act, Runnable undo) {
        mending.add(undo);
        act.run();
    }

    /** Both in the shell's words. */
    void onHost(String host, String act, String undo) {
        doing(() -> lab.script(host, act), () -> lab.script(host, undo));
    }

    @Override
    public void afterEach(ExtensionContext context) {
        List<Throwable> failures = new ArrayList<>();
        for (int i = mending.size() - 1; i >= 0; i--) {
            try {
                mending.get(i).run();
            } catch (AssertionError e) {
                failures.add(e);
            }
        }
        assertThat(failures).as("what could not be taken back").isEmpty();
    }
}
