package io.jenkins.plugins.libvirtmigration.lab;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The lab itself: without it no other test here means anything. */
class LabLabTest {

    @Test
    void aGuestTellsOfItselfAndWritesItsDisk() {
        Lab lab = Lab.up();
        try (Guest guest = lab.guest("labtest", "h1", 99, "--disk", "local", "--diskw", "20")) {
            Guest.Identity first = guest.identity();
            Waiting.until("another write to the disk", () -> guest.identity().diskSequence() > first.diskSequence());
            Guest.Identity second = guest.identity();

            assertThat(guest.runsOn()).containsExactly("h1");
            assertThat(first.bootId()).matches("[0-9a-f-]{36}").isEqualTo(second.bootId());
            assertThat(second.uptimeSeconds()).isGreaterThan(first.uptimeSeconds());
        }
    }
}
