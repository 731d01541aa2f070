package io.jenkins.plugins.libvirtmigration.lab;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The lab itself: without it no other test here means anything. */
class LabLabTest {

    @Test
    void aGuestTellsOfItselfAndWritesItsDisk() throws InterruptedException {
        Lab lab = Lab.up();
        try (Guest guest = lab.guest("labtest", "h1", 99, "--disk", "local", "--diskw", "20")) {
            Guest.Identity first = guest.identity();
            Thread.sleep(1_000);
            Guest.Identity second = guest.identity();

            assertThat(guest.runsOn()).containsExactly("h1");
            assertThat(first.bootId()).matches("[0-9a-f-]{36}").isEqualTo(second.bootId());
            assertThat(second.uptimeSeconds()).isGreaterThan(first.uptimeSeconds());
            assertThat(second.diskSequence()).isGreaterThan(first.diskSequence());
        }
    }
}
