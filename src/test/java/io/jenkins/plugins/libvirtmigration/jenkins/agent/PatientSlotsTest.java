package io.jenkins.plugins.libvirtmigration.jenkins.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.libvirtmigration.evacuation.plan.Limits.Lane;
import io.jenkins.plugins.libvirtmigration.evacuation.slots.Slots;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class PatientSlotsTest {
    private final RecordingSite site = new RecordingSite();
    private int asked;
    private int freeAfter;
    private Duration endsWithin = Duration.ZERO;

    private final Slots slots = new Slots() {
        @Override
        public Optional<Slot> take(Lane lane, long bytes) {
            return Optional.empty();
        }

        @Override
        public long promised(String destination) {
            return 0;
        }

        @Override
        public Optional<Slot> takeHost(String host) {
            asked++;
            return asked > freeAfter ? Optional.of(() -> {}) : Optional.empty();
        }
    };

    private Optional<Slots.Slot> take(Duration patience) {
        return PatientSlots.of(slots, site, patience, endsWithin).takeHost("kvm-01");
    }

    @Test
    void whoGoesOnWaitsForItsFormerSelf() {
        site.resumed = true;
        freeAfter = 1;
        assertThat(take(Duration.ofMinutes(1))).isPresent();
        assertThat(site.sentences).singleElement().asString().contains("kvm-01 is still held");
    }

    @Test
    void whoGoesOnDoesNotWaitForEver() {
        site.resumed = true;
        freeAfter = Integer.MAX_VALUE;
        assertThat(take(Duration.ZERO)).isEmpty();
    }

    @Test
    void anAbortEndsTheWait() {
        site.resumed = true;
        freeAfter = Integer.MAX_VALUE;
        site.abort().request();
        assertThat(take(Duration.ofDays(1))).isEmpty();
    }

    @Test
    void whoIsAbortedWaitsForItsFormerSelfToEnd() {
        site.resumed = true;
        freeAfter = 1;
        endsWithin = Duration.ofMinutes(1);
        site.abort().request();
        assertThat(take(Duration.ofDays(1))).isPresent();
    }

    @Test
    void whoIsNewWaitsForNobody() {
        freeAfter = 1;
        assertThat(take(Duration.ofDays(1))).isEmpty();
        assertThat(asked).isEqualTo(1);
        assertThat(site.sentences).isEmpty();
    }
}
