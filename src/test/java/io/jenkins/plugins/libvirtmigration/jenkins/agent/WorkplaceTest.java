package io.jenkins.plugins.libvirtmigration.jenkins.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.libvirtmigration.evacuation.PlanFile;
import io.jenkins.plugins.libvirtmigration.host.HypervisorUnreachableException;
import io.jenkins.plugins.libvirtmigration.host.LoginRefusedException;
import io.jenkins.plugins.libvirtmigration.jenkins.report.GuestProgress;
import io.jenkins.plugins.libvirtmigration.jenkins.report.Made;
import io.jenkins.plugins.libvirtmigration.migration.AbortSignal;
import io.jenkins.plugins.libvirtmigration.report.Outcome;
import io.jenkins.plugins.libvirtmigration.report.Report;
import io.jenkins.plugins.libvirtmigration.report.ReportException;
import io.jenkins.plugins.libvirtmigration.report.ReportFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The agent's end, in this JVM: what goes over remoting elsewhere is called here. */
class WorkplaceTest {
    private static final Report REPORT = Made.evacuation(Made.move("web-1", Outcome.SUCCEEDED, 85L, null));

    private final String id = UUID.randomUUID().toString();
    private final CountDownLatch mayEnd = new CountDownLatch(1);

    @AfterEach
    void forget() throws InterruptedException {
        mayEnd.countDown();
        if (Workplace.find(id).isPresent()) {
            until(WorkStatus::isDone);
        }
        assertThat(new ForgetWork(id).call()).isTrue();
    }

    private WorkStatus begin(Work work) {
        return new BeginWork(id, work, null, false, false, 0).call();
    }

    private WorkStatus until(Predicate<WorkStatus> condition) {
        Instant end = Instant.now().plus(Duration.ofSeconds(60));
        WorkStatus seen = new LookAtWork(id, 0, 0).call();
        while (!condition.test(seen) && Instant.now().isBefore(end)) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(2));
            seen = new LookAtWork(id, 0, 0).call();
        }
        assertThat(seen).matches(condition, "what was waited for");
        return seen;
    }

    private WorkFailure failureOf(Work work) {
        begin(work);
        return until(WorkStatus::isDone).failure();
    }

    private Report held(WorkSite site) throws InterruptedException {
        assertThat(mayEnd.await(60, TimeUnit.SECONDS)).isTrue();
        return REPORT;
    }

    @Test
    void handsTheReportOverAndForgetsItsDirectory() {
        AtomicReference<Path> directory = new AtomicReference<>();
        begin(site -> {
            directory.set(site.directory());
            return REPORT;
        });
        WorkStatus end = until(WorkStatus::isDone);
        assertThat(end.failure()).isNull();
        assertThat(ReportFile.parse(end.report(), "it")).isEqualTo(REPORT);
        assertThat(directory.get()).isDirectory();

        assertThat(new ForgetWork(id).call()).isTrue();
        assertThat(directory.get()).doesNotExist();
        assertThat(new LookAtWork(id, 0, 0).call().isKnown()).isFalse();
    }

    @Test
    void knowsNothingOfAWorkThatNobodyBegan() {
        assertThat(new LookAtWork(id, 5, 5).call().isKnown()).isFalse();
        assertThat(new AbortWork(id).call()).isFalse();
    }

    @Test
    void toBeginTwiceDoesNothing() {
        AtomicInteger runs = new AtomicInteger();
        Work work = site -> {
            runs.incrementAndGet();
            return held(site);
        };
        begin(work);
        assertThat(begin(work).isKnown()).isTrue();
        assertThat(new ForgetWork(id).call())
                .as("what goes on is not forgotten")
                .isFalse();
        mayEnd.countDown();
        until(WorkStatus::isDone);
        assertThat(runs).hasValue(1);
    }

    @Test
    void tellsEachSentenceToWhoDoesNotKnowIt() {
        begin(site -> {
            List.of("one", "two\n[libvirt] web-1 was moved", "three").forEach(site::say);
            return held(site);
        });
        until(status -> status.nextSentence() == 3);
        WorkStatus rest = new LookAtWork(id, 1, 0).call();
        assertThat(rest.sentences()).containsExactly("two\n[libvirt] web-1 was moved", "three");
        assertThat(new LookAtWork(id, Integer.MAX_VALUE, 0).call().sentences()).isEmpty();
        assertThat(new LookAtWork(id, -7, 0).call().sentences()).hasSize(3);
    }

    @Test
    void handsOverAReportThatIsKnownOnlyAtTheEnd() {
        begin(site -> {
            ReportFile.write(site.directory(), REPORT);
            return held(site);
        });
        WorkStatus first = until(status -> status.report() != null);
        assertThat(first.isDone()).isFalse();
        WorkStatus known = new LookAtWork(id, 0, first.reportRevision()).call();
        assertThat(known.report()).isNull();
        assertThat(known.reportRevision()).isEqualTo(first.reportRevision());
        mayEnd.countDown();
        long newest = until(WorkStatus::isDone).reportRevision();
        assertThat(new LookAtWork(id, 0, newest).call().report()).isNotNull();
    }

    @Test
    void aGuestThatNoLongerMovesIsNotShown() {
        GuestProgress figures = new GuestProgress("web-1", null, "kvm-02", 8L, 4L, null, null, null, null, null, null);
        CountDownLatch over = new CountDownLatch(1);
        begin(site -> {
            site.progress("web-1", figures);
            site.progress("web-2", figures);
            assertThat(over.await(60, TimeUnit.SECONDS)).isTrue();
            site.progress("web-1", null);
            return held(site);
        });
        until(status -> status.guests().size() == 2);
        over.countDown();
        until(status -> status.guests().size() == 1);
        mayEnd.countDown();
        assertThat(until(WorkStatus::isDone).guests()).isEmpty();
    }

    @Test
    void handsThePlanOverAtTheEnd() {
        begin(site -> {
            write(site.directory().resolve(PlanFile.NAME));
            site.say("planned");
            return held(site);
        });
        assertThat(until(status -> status.nextSentence() == 1).plan()).isNull();
        mayEnd.countDown();
        assertThat(until(WorkStatus::isDone).plan()).isEqualTo("{plan}");
    }

    private static void write(Path file) {
        try {
            Files.writeString(file, "{plan}");
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void anAbortReachesTheWork() {
        begin(site -> {
            assertThat(site.abort().await(Duration.ofSeconds(60))).isTrue();
            return REPORT;
        });
        assertThat(new AbortWork(id).call()).isTrue();
        assertThat(until(WorkStatus::isDone).failure()).isNull();
    }

    @Test
    void aWorkThatGoesOnOnlyToBeAbortedKnowsThatFromTheFirstMomentOn() {
        AtomicReference<Boolean> aborted = new AtomicReference<>();
        Work work = site -> {
            aborted.set(site.abort().isRequested());
            return REPORT;
        };
        new BeginWork(id, work, null, true, true, 0).call();
        until(WorkStatus::isDone);
        assertThat(aborted).hasValue(true);
    }

    /** The build ends with the failure: whoever went on would move guests unseen. */
    @Test
    void aFormerSelfIsAskedToEndBeforeAFailureIsReported() {
        AbortSignal former = new AbortSignal();
        Runnable forget = FormerSelves.remember(id, former);
        assertThat(failureOf(site -> {
                            throw new IllegalStateException("Another process empties kvm-01.");
                        })
                        .kind())
                .isEqualTo(WorkFailure.Kind.REFUSED);
        assertThat(former.isRequested()).isTrue();
        forget.run();
    }

    /** The agent connected anew in the same JVM: this class is another one now, and knows nothing of the work. */
    @Test
    void anAbortReachesAWorkFromBeforeTheAgentConnectedAnew() {
        AbortSignal former = new AbortSignal();
        AbortSignal other = new AbortSignal();
        Runnable forget = FormerSelves.remember(id, former);
        Runnable forgetOther = FormerSelves.remember(UUID.randomUUID().toString(), other);
        assertThat(new AbortWork(id).call()).isFalse();
        assertThat(former.isRequested()).isTrue();
        assertThat(other.isRequested()).isFalse();
        forgetOther.run();
        forget.run();
        forget.run();
    }

    @Test
    void aWorkThatIsOverIsReachedByNoAbort() {
        AbortSignal over = new AbortSignal();
        FormerSelves.remember(id, over).run();
        FormerSelves.abort(id);
        assertThat(over.isRequested()).isFalse();
    }

    @Test
    void aWorkThatRunsAlreadyIsAbortedByTheSameOrder() {
        begin(site -> {
            assertThat(site.abort().await(Duration.ofSeconds(60))).isTrue();
            return REPORT;
        });
        assertThat(new BeginWork(id, site -> null, null, true, true, 0).call().isKnown())
                .isTrue();
        assertThat(until(WorkStatus::isDone).report()).isNotNull();
    }

    @Test
    void aWorkThatGoesOnBeganWhenItBeganFirst() {
        AtomicReference<Instant> startedAt = new AtomicReference<>();
        Work work = site -> {
            startedAt.set(site.startedAt());
            return REPORT;
        };
        Instant before = Instant.now();
        new BeginWork(id, work, null, true, false, 3_600_000).call();
        until(WorkStatus::isDone);
        assertThat(startedAt.get())
                .isBetween(before.minusSeconds(3_600), Instant.now().minusSeconds(3_600));
    }

    @Test
    void postcopyIsTold() {
        CountDownLatch over = new CountDownLatch(1);
        begin(site -> {
            site.guest("web-1", null, "kvm-02").postcopy();
            assertThat(over.await(60, TimeUnit.SECONDS)).isTrue();
            site.progress("web-1", null);
            return held(site);
        });
        until(WorkStatus::isInPostcopy);
        over.countDown();
        until(status -> !status.isInPostcopy());
    }

    @Test
    void aHostThatRefusesUsIsNotTriedAgain() {
        assertThat(failureOf(site -> {
                    throw new LoginRefusedException("kvm-01 has another key.", null);
                }))
                .isEqualTo(new WorkFailure(WorkFailure.Kind.REFUSED, "kvm-01 has another key."));
    }

    @Test
    void aWorkThatGoesOnKnowsWhatWasDone() {
        AtomicReference<Report> earlier = new AtomicReference<>();
        Work work = site -> {
            earlier.set(site.earlier().orElseThrow());
            return site.resumed() ? REPORT : null;
        };
        new BeginWork(id, work, ReportFile.json(REPORT), true, false, 0).call();
        assertThat(until(WorkStatus::isDone).failure()).isNull();
        assertThat(earlier).hasValue(REPORT);
    }

    @Test
    void aHostThatDoesNotAnswerIsWorthAnotherTry() {
        assertThat(failureOf(site -> {
                    throw new HypervisorUnreachableException("kvm-01 does not answer.", null);
                }))
                .isEqualTo(new WorkFailure(WorkFailure.Kind.UNREACHABLE, "kvm-01 does not answer."));
    }

    @Test
    void aHostThatFellSilentMeanwhileLeavesAReport() {
        begin(site -> {
            site.hostSilent("kvm-02 fell silent.");
            return REPORT;
        });
        WorkStatus end = until(WorkStatus::isDone);
        assertThat(end.failure()).isEqualTo(new WorkFailure(WorkFailure.Kind.UNREACHABLE, "kvm-02 fell silent."));
        assertThat(end.report()).isNotNull();
    }

    @Test
    void whatMakesNoSenseIsRefusedInItsOwnWords() {
        assertThat(failureOf(site -> {
                    throw new IllegalArgumentException("vm: no such guest.");
                }))
                .isEqualTo(new WorkFailure(WorkFailure.Kind.REFUSED, "vm: no such guest."));
    }

    @Test
    void aReportThatCannotBeReadIsRefused() {
        assertThat(failureOf(site -> {
                    throw new ReportException("The plan is not a plan.", null);
                }))
                .isEqualTo(new WorkFailure(WorkFailure.Kind.REFUSED, "The plan is not a plan."));
    }

    @Test
    void aRefusalWithoutWordsSaysAtLeastWhatItWas() {
        assertThat(failureOf(site -> {
                            throw new IllegalStateException();
                        })
                        .message())
                .isEqualTo("java.lang.IllegalStateException");
    }

    @Test
    void aFaultOfOursIsCalledOne() {
        WorkFailure failure = failureOf(site -> {
            throw new UnsupportedOperationException("ours");
        });
        assertThat(failure.kind()).isEqualTo(WorkFailure.Kind.FAULT);
        assertThat(failure.message()).contains("UnsupportedOperationException", "ours");
    }

    /** A thread that dies with its work would leave the build waiting for ever. */
    @Test
    void everyErrorEndsTheWork() {
        assertThat(failureOf(site -> {
                            throw new StackOverflowError("deep");
                        })
                        .kind())
                .isEqualTo(WorkFailure.Kind.FAULT);
    }
}
