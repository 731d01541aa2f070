package io.jenkins.plugins.libvirtmigration.evacuation;

import static io.jenkins.plugins.libvirtmigration.evacuation.Evacuating.all;
import static io.jenkins.plugins.libvirtmigration.evacuation.Evacuating.last;
import static io.jenkins.plugins.libvirtmigration.evacuation.FakeWorld.SOURCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.libvirtmigration.check.Check;
import io.jenkins.plugins.libvirtmigration.evacuation.plan.Guest;
import io.jenkins.plugins.libvirtmigration.evacuation.plan.Limits;
import io.jenkins.plugins.libvirtmigration.evacuation.plan.PlannedMove;
import io.jenkins.plugins.libvirtmigration.evacuation.plan.Route;
import io.jenkins.plugins.libvirtmigration.evacuation.plan.Strategy;
import io.jenkins.plugins.libvirtmigration.migration.AbortSignal;
import io.jenkins.plugins.libvirtmigration.report.MigrationRecord;
import io.jenkins.plugins.libvirtmigration.report.Outcome;
import io.jenkins.plugins.libvirtmigration.report.Report;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What goes wrong around the moves of an evacuation, and times that are over. */
@Timeout(60)
class EvacuationFaultTest {
    private static final Duration BOUND = Duration.ofSeconds(20);

    private final Evacuating evacuating = new Evacuating();
    private final FakeWorld world = evacuating.world;
    private final List<String> events = evacuating.heard.sentences;
    private final List<Report> written = evacuating.written;
    private final AbortSignal abort = evacuating.abort;
    private final AtomicInteger taken = evacuating.slots.taken;
    private final SteppedClock stepped = new SteppedClock();

    @BeforeEach
    void onlyTheClockEndsIt() {
        evacuating.deadline = Duration.ofMinutes(10);
        evacuating.silence = Duration.ofHours(1);
    }

    private FakeWorld.Move untilAborted() {
        return (move, signal) -> {
            assertThat(signal.await(BOUND)).isTrue();
            return FakeWorld.record(move, Outcome.ABORTED, "aborted", SOURCE, Instant.now());
        };
    }

    @Test
    void aQuestionThatIsNotAnsweredIsAskedAgain() throws InterruptedException {
        world.destination("kvm-02", 64);
        Guest web = world.guest("web");
        world.silentQuestions = 2;

        Report report = evacuating.run();

        assertThat(report.empty()).isTrue();
        assertThat(last(report, web).waited().why())
                .contains("kvm-01 did not say whether somebody moves it: No answer.");
    }

    @Test
    void anErrorEndsWhatIsUnderWayInGoodOrderBeforeItIsThrown() {
        world.destination("kvm-02", 64);
        Guest first = world.guest("a-first");
        world.guest("b-second");
        world.moves.put("a-first>kvm-02", untilAborted());
        evacuating.slots.places = 1;

        assertThatThrownBy(evacuating::run).hasMessageContaining("No space left on device");

        Report left = written.get(written.size() - 1);
        assertThat(left.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(last(left, first).outcome()).isEqualTo(Outcome.ABORTED);
        assertThat(events).anyMatch(event -> event.startsWith("Moves under way are aborted"));
    }

    @Test
    void anErrorOfTheProgramInOneMoveIsHeardOf() throws InterruptedException {
        world.destination("kvm-02", 64);
        Guest web = world.guest("web");
        FakeWorld.Move broken = (move, signal) -> {
            throw new NoClassDefFoundError("com/sun/jna/Native");
        };
        world.moves.put("web>kvm-02", broken);

        Report report = evacuating.run();

        assertThat(last(report, web).reason()).contains("An error of the program itself", "com/sun/jna/Native");
        assertThat(world.begun).as("where it runs is not proven").hasSize(1);
    }

    @Test
    void aHostThatWasNeverReachedIsNotAskedForLong() throws InterruptedException {
        AtomicInteger looks = new AtomicInteger();
        world.meanwhile = look -> looks.incrementAndGet();
        world.silentLooks = Integer.MAX_VALUE;

        Report report = evacuating.run();

        assertThat(report.empty()).isNull();
        assertThat(report.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(looks.get()).as("once, and once more for the proof").isEqualTo(2);
        assertThat(events).anyMatch(event -> event.contains("could not be reached"));
    }

    @Test
    void aHostThatFallsSilentIsGivenUpAfterThatTime() throws InterruptedException {
        evacuating.clock = stepped;
        world.destination("kvm-02", 64);
        world.guest("web");
        world.meanwhile = look -> {
            if (look == 2) {
                world.silentLooks = Integer.MAX_VALUE;
                stepped.step(Duration.ofMinutes(1));
            } else if (look > 2) {
                stepped.step(Duration.ofSeconds(10));
            }
        };
        world.jobs.addAll(world.guests.keySet());

        Report report = evacuating.run();

        assertThat(report.empty()).isNull();
        assertThat(events).anyMatch(event -> event.contains("The time for the evacuation is over"));
    }

    @Test
    void anAbortBeforeTheFirstLookIsTheReasonWhyGuestsStay() throws InterruptedException {
        world.destination("kvm-02", 64);
        Guest web = world.guest("web");
        abort.request();

        Report report = evacuating.run();

        assertThat(report.outcome()).isEqualTo(Outcome.ABORTED);
        assertThat(last(report, web).reason()).contains("An abort was asked for");
        assertThat(world.begun).isEmpty();
    }

    @Test
    void theDeadlineAbortsToo() throws InterruptedException {
        evacuating.clock = stepped;
        world.destination("kvm-02", 64);
        Guest slow = world.guest("slow");
        FakeWorld.Move aborted = untilAborted();
        world.moves.put("slow>kvm-02", (move, signal) -> {
            stepped.step(Duration.ofMinutes(11));
            return aborted.run(move, signal);
        });

        Report report = evacuating.run();

        assertThat(report.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(events).anyMatch(event -> event.contains("The time for the evacuation is over"));
        assertThat(last(report, slow).outcome()).isEqualTo(Outcome.ABORTED);
    }

    @Test
    void aMoveThatDoesNotEndAfterAnAbortIsStillUnderWayInTheReport() throws InterruptedException {
        evacuating.clock = stepped;
        world.destination("kvm-02", 64);
        Guest slow = world.guest("slow");
        CountDownLatch over = new CountDownLatch(1);
        world.moves.put("slow>kvm-02", (move, signal) -> {
            abort.request();
            assertThat(signal.await(BOUND)).isTrue();
            stepped.step(Duration.ofMinutes(3));
            over.await();
            return null;
        });

        Report report = evacuating.run();
        over.countDown();

        assertThat(report.outcome()).isEqualTo(Outcome.ABORTED);
        assertThat(all(report, slow)).singleElement().satisfies(record -> {
            assertThat(record.outcome()).isNull();
            assertThat(record.runsOn()).as("nobody knows").isNull();
        });
        assertThat(report.checks()).extracting(Check::found).contains("1 active: slow");
    }

    @Test
    void whereThereIsNoOtherDestinationTheSameIsTriedAgainAfterAWhile() throws InterruptedException {
        world.destination("kvm-02", 64);
        Guest web = world.guest("web");
        FakeWorld.Move fails = FakeWorld.fails("its link broke");
        AtomicInteger tries = new AtomicInteger();
        world.moves.put("web>kvm-02", (move, signal) -> tries.incrementAndGet() < 3 ? fails.run(move, signal) : null);

        Report report = evacuating.run();

        assertThat(report.empty()).isTrue();
        assertThat(all(report, web))
                .extracting(MigrationRecord::outcome)
                .containsExactly(Outcome.FAILED, Outcome.FAILED, Outcome.SUCCEEDED);
        assertThat(last(report, web).waited().why()).contains("a move of it had failed");
    }

    @Test
    void oneThatNeverSucceedsIsTriedAsOftenAsIsPermitted() throws InterruptedException {
        world.destination("kvm-02", 64);
        Guest web = world.guest("web");
        world.moves.put("web>kvm-02", FakeWorld.fails("its link broke"));

        Report report = evacuating.run();

        assertThat(report.empty()).isFalse();
        assertThat(all(report, web)).hasSize(3);
    }

    @Test
    void whoRefusesAGuestIsNotAskedAgain() throws InterruptedException {
        world.destination("kvm-02", 64);
        Guest web = world.guest("web");
        world.refusals.put("web>kvm-02", Check.failed("kvm-02", null, "cpu", "old", "new", "Buy one."));

        Report report = evacuating.run();

        assertThat(all(report, web)).hasSize(1);
    }

    @Test
    void aShutdownThatAKilledProcessAskedForIsWaitedFor() throws InterruptedException {
        Guest plain = world.guest("web");
        Guest web = world.put(new Guest(plain.uuid(), "web", 1, 1, 1, 0, Strategy.SHUTDOWN, Set.of(), Set.of()));
        Logbook killed = new Logbook(evacuating.clock, Report.Kind.EVACUATE, SOURCE, written::add);
        killed.began(new PlannedMove(web, SOURCE, SOURCE, Route.OPEN, Duration.ZERO, Duration.ZERO));

        Report report = evacuating.run(Logbook.resume(
                evacuating.clock, Report.Kind.EVACUATE, SOURCE, written.get(written.size() - 1), written::add));

        assertThat(world.begun).containsExactly("stop web");
        assertThat(all(report, web)).singleElement().satisfies(record -> {
            assertThat(record.outcome()).isEqualTo(Outcome.SUCCEEDED);
            assertThat(record.manner()).isEqualTo("shutdown");
        });
    }

    @Test
    void aMoveThatCopiesDisksIsKnownAsSuchByWhoAdoptsIt() {
        Guest web = world.guest("web");
        PlannedMove copying =
                new PlannedMove(web, SOURCE, "kvm-02", Route.copying("disks", 7), Duration.ZERO, Duration.ZERO);
        PlannedMove plain = new PlannedMove(web, SOURCE, "kvm-02", Route.OPEN, Duration.ZERO, Duration.ZERO);

        assertThat(Records.route(Records.underWay(copying, Instant.EPOCH)).copiesDisks())
                .isTrue();
        assertThat(Records.route(Records.underWay(plain, Instant.EPOCH)).copiesDisks())
                .isFalse();
    }

    /** To examine all pairs may take longer than the whole evacuation may. */
    @Test
    void theTimeIsOverWhileHostsAreAskedForThePlan() throws InterruptedException {
        world.destination("kvm-02", 8);
        Guest web = world.guest("web");
        evacuating.clock = stepped;
        List<Boolean> goesOn = new ArrayList<>();
        world.whileAsked = (survey, asking) -> {
            goesOn.add(asking.getAsBoolean());
            stepped.step(Duration.ofMinutes(11));
            goesOn.add(asking.getAsBoolean());
        };

        Report report = evacuating.run();

        assertThat(goesOn).startsWith(true, false);
        assertThat(world.begun).isEmpty();
        assertThat(last(report, web).reason()).contains("The time for the evacuation is over");
    }

    @Test
    void aPlaceThatBecomesFreeIsTakenWhileHostsAreAskedForTheNextPlan() throws InterruptedException {
        evacuating.limits = new Limits(1, 1, 1, 1);
        world.destination("kvm-02", 8);
        List<Guest> guests = List.of(world.guest("a"), world.guest("b"), world.guest("c"));
        guests.forEach(guest -> world.moves.put(guest.name() + ">kvm-02", (move, signal) -> {
            // The first to leave fails once, so that a new plan is needed while two are waiting.
            return taken.get() == 1 ? FakeWorld.fails("the wire broke").run(move, signal) : null;
        }));
        List<Integer> begunWhileAsked = new ArrayList<>();
        world.whileAsked = (survey, asking) -> {
            if (survey == 2) {
                long until = System.nanoTime() + BOUND.toNanos();
                while (taken.get() < 3 && System.nanoTime() < until) {
                    assertThat(asking.getAsBoolean()).isTrue();
                }
                begunWhileAsked.add(taken.get());
            }
        };

        Report report = evacuating.run();

        assertThat(begunWhileAsked).containsExactly(3);
        assertThat(report.outcome()).isEqualTo(Outcome.SUCCEEDED);
        guests.forEach(guest -> assertThat(last(report, guest).runsOn()).isEqualTo("kvm-02"));
    }

    /** It was asked to shut down, and nobody can take that back. */
    @Test
    void aColdGuestThatGoesOffTooLateIsStartedAgain() throws InterruptedException {
        world.destination("kvm-02", 8);
        Guest cold = world.put(world.guest("cold").withStrategy(Strategy.COLD));
        world.hesitating.add(cold.uuid());
        AtomicInteger failed = new AtomicInteger();
        world.moves.put("cold>kvm-02", (move, signal) -> {
            if (failed.incrementAndGet() > 1) {
                return null;
            }
            return FakeWorld.fails("It did not shut down within 5 min 0 s").run(move, signal);
        });
        AtomicBoolean wentOff = new AtomicBoolean();
        world.meanwhile = look -> {
            if (failed.get() == 1 && !wentOff.getAndSet(true)) {
                world.off.add(cold.uuid());
            }
        };

        Report report = evacuating.run();

        assertThat(world.begun).containsExactly("cold>kvm-02", "start cold", "cold>kvm-02");
        assertThat(last(report, cold).runsOn()).isEqualTo("kvm-02");
        assertThat(events).anyMatch(event -> event.contains("went off after the time for that was over"));
    }

    /** Nobody asked it to: somebody else wished it. */
    @Test
    void aColdGuestThatSomebodyElseSwitchedOffIsLeftOff() throws InterruptedException {
        world.destination("kvm-02", 8);
        Guest cold = world.put(world.guest("cold").withStrategy(Strategy.COLD));
        world.moves.put("cold>kvm-02", FakeWorld.fails("The destination has no room for its disks"));
        world.meanwhile = look -> {
            if (!world.begun.isEmpty()) {
                world.off.add(cold.uuid());
            }
        };

        evacuating.run();

        assertThat(world.begun).containsExactly("cold>kvm-02");
    }
}
