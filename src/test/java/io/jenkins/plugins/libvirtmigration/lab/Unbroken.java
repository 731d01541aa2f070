package io.jenkins.plugins.libvirtmigration.lab;

import static org.assertj.core.api.Assertions.assertThat;

/** The guest's own word, before and after: that it is the same boot, and that its disk went on being written. */
public final class Unbroken {
    private final Guest guest;
    private final Guest.Identity before;

    private Unbroken(Guest guest) {
        this.guest = guest;
        this.before = guest.identity();
    }

    public static Unbroken watch(Guest guest) {
        return new Unbroken(guest);
    }

    /** It runs on this host and on no other, it never restarted, and it still writes. */
    public void provenOn(String host) {
        assertThat(guest.runsOn())
                .as("hosts that run " + guest.name() + ": " + guest.where())
                .containsExactly(host);
        Guest.Identity after = guest.identity();
        assertThat(after.bootId()).isEqualTo(before.bootId());
        assertThat(after.uptimeSeconds()).isGreaterThan(before.uptimeSeconds());
        if (before.diskSequence() > 0) {
            assertThat(after.diskSequence()).isGreaterThan(before.diskSequence());
        }
    }
}
