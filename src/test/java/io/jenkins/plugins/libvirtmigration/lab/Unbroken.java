package io.jenkins.plugins.libvirtmigration.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;

/** The guest's own word, each time: that it is the same boot, and that it went on, and its disk went on being written. */
public final class Unbroken {
    private final Guest guest;
    private Guest.Identity last;

    private Unbroken(Guest guest) {
        this.guest = guest;
        this.last = guest.identity();
    }

    public static Unbroken watch(Guest guest) {
        return new Unbroken(guest);
    }

    /** It runs on this host and on no other, it never restarted, and it has written since it was asked last. */
    public void provenOn(String host) {
        assertThat(guest.runsOn())
                .as("hosts that run " + guest.name() + ": " + guest.where())
                .containsExactly(host);
        Guest.Identity now = guest.identity();
        for (int i = 0; i < 60 && !goesOn(now); i++) {
            Waiting.pause(Duration.ofSeconds(1));
            now = guest.identity();
        }
        assertThat(now.bootId()).isEqualTo(last.bootId());
        assertThat(goesOn(now)).as("it goes on: " + last + ", then " + now).isTrue();
        last = now;
    }

    private boolean goesOn(Guest.Identity now) {
        return now.uptimeSeconds() > last.uptimeSeconds()
                && (last.diskSequence() == 0 || now.diskSequence() > last.diskSequence());
    }
}
