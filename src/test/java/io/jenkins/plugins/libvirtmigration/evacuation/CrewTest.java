package io.jenkins.plugins.libvirtmigration.evacuation;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.libvirtmigration.evacuation.plan.Guest;
import io.jenkins.plugins.libvirtmigration.evacuation.plan.Limits;
import io.jenkins.plugins.libvirtmigration.evacuation.plan.PlannedMove;
import io.jenkins.plugins.libvirtmigration.evacuation.plan.Route;
import io.jenkins.plugins.libvirtmigration.evacuation.slots.FileSlots;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Two evacuations, or an evacuation and a return, that move guests into one host. */
@Timeout(60)
class CrewTest {
    private static final String DESTINATION = "kvm-02";
    private static final long GIBIBYTE = 1L << 30;

    @TempDir
    private Path directory;

    private final FakeWorld world = new FakeWorld();
    private final CountDownLatch arrives = new CountDownLatch(1);
    private Crew one;
    private Crew other;

    @BeforeEach
    void two() {
        one = crew();
        other = crew();
        world.moves.put("first>" + DESTINATION, (move, abort) -> {
            assertThat(arrives.await(30, TimeUnit.SECONDS)).isTrue();
            return null;
        });
    }

    private Crew crew() {
        Limits limits = new Limits(3, 3, 5, 1);
        return new Crew(world, limits, new FileSlots(directory, limits), Optional.empty());
    }

    private PlannedMove move(String name) {
        Guest guest = world.guest(name);
        return new PlannedMove(guest, FakeWorld.SOURCE, DESTINATION, Route.OPEN, Duration.ZERO, Duration.ZERO);
    }

    private static Optional<String> start(Crew crew, PlannedMove move) {
        return crew.start(move, () -> {});
    }

    @Test
    void aGuestWaitsWhereItsMemoryWasPromisedToAnothers() throws InterruptedException {
        world.available.put(DESTINATION, GIBIBYTE * 3 / 2);
        PlannedMove second = move("second");
        assertThat(start(one, move("first"))).isEmpty();

        assertThat(start(other, second)).hasValue("the memory of kvm-02 was promised to guests that others move there");
        assertThat(other.isIdle()).isTrue();
        assertThat(world.begun).doesNotContain("second>kvm-02");

        arrives.countDown();
        assertThat(one.await(Duration.ofSeconds(30))).hasSize(1);
        assertThat(start(other, second)).isEmpty();
        assertThat(other.await(Duration.ofSeconds(30))).hasSize(1);
    }

    @Test
    void whereThereIsRoomForBothNobodyWaits() throws InterruptedException {
        world.available.put(DESTINATION, GIBIBYTE * 2);
        assertThat(start(one, move("first"))).isEmpty();

        assertThat(start(other, move("second"))).isEmpty();

        arrives.countDown();
        assertThat(one.await(Duration.ofSeconds(30))).hasSize(1);
        assertThat(other.await(Duration.ofSeconds(30))).hasSize(1);
    }

    /** The plan has reckoned with those already; what a host lacks altogether the move itself finds. */
    @Test
    void onesOwnMovesHoldNothingBack() throws InterruptedException {
        world.available.put(DESTINATION, GIBIBYTE / 2);
        assertThat(start(one, move("first"))).isEmpty();

        assertThat(start(one, move("second"))).isEmpty();

        arrives.countDown();
        int ended = 0;
        while (ended < 2) {
            ended += one.await(Duration.ofSeconds(30)).size();
        }
        assertThat(one.isIdle()).isTrue();
    }
}
