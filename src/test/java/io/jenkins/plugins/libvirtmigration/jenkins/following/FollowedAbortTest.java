package io.jenkins.plugins.libvirtmigration.jenkins.following;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.libvirtmigration.jenkins.agent.AbortWork;
import io.jenkins.plugins.libvirtmigration.jenkins.agent.Answers;
import io.jenkins.plugins.libvirtmigration.jenkins.agent.BeginWork;
import io.jenkins.plugins.libvirtmigration.jenkins.report.GuestProgress;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Work that is to be aborted: how the agent hears of it, and how long its proof is waited for. */
class FollowedAbortTest {
    private final Following following = new Following();
    private final FakeAgents agents = following.agents;
    private final Heard heard = following.heard;

    @Test
    void anAbortBeforeTheBeginningTouchesNothing() throws Exception {
        following.work.abort();
        assertThat(following.tick().orElseThrow().kind()).isEqualTo(WorkEnd.Kind.REFUSED);
        assertThat(agents.questions).isEmpty();
        assertThat(following.made).isZero();
    }

    @Test
    void anAbortIsPassedOnAndItsProofIsWaitedFor() throws Exception {
        following.begun();
        following.work.abort();
        agents.answer(Answers.underWay(0));
        assertThat(following.tick()).isEmpty();
        assertThat(agents.all(AbortWork.class)).hasSize(1);
        agents.answer(Answers.done("{aborted}", null, null));
        assertThat(following.tick()).contains(WorkEnd.reported());
        assertThat(heard.reports).containsExactly("{aborted}");
    }

    @Test
    void anAbortWaitsAMomentForAnAgentThatHasJustGone() throws Exception {
        following.begun();
        agents.online = false;
        agents.newest().completeExceptionally(new IOException("gone"));
        assertThat(following.tick()).isEmpty();
        following.work.abort();
        assertThat(following.tick()).isEmpty();
        assertThat(following.tick(FollowedWork.AGENT_BACK_BOUND).orElseThrow().kind())
                .isEqualTo(WorkEnd.Kind.LOST);
    }

    @Test
    void anAbortDoesNotWaitForAnAgentThatIsLongGone() throws Exception {
        following.begun();
        agents.online = false;
        agents.newest().completeExceptionally(new IOException("gone"));
        assertThat(following.tick()).isEmpty();
        following.now += FollowedWork.AGENT_BACK_BOUND.toMillis();
        following.work.abort();
        assertThat(following.tick().orElseThrow().kind()).isEqualTo(WorkEnd.Kind.LOST);
    }

    @Test
    void anAbortThatIsNotFollowedIsGivenUp() throws Exception {
        following.begun();
        following.work.abort();
        agents.answer(Answers.underWay(0));
        assertThat(following.tick(FollowedWork.ABORT_BOUND)).isEmpty();
        agents.answer(Answers.underWay(0));
        WorkEnd end = following.tick(Following.MOMENT).orElseThrow();
        assertThat(end.kind()).isEqualTo(WorkEnd.Kind.LOST);
        assertThat(end.message()).contains("look at the hosts");
    }

    /** Jenkins was away for longer than an abort may take: that is not the agent's fault. */
    @Test
    void anAbortSurvivesARestartAndItsTimeBeginsAnew() throws Exception {
        following.begun();
        following.work.abort();
        following.restore(following.kept());
        following.now += FollowedWork.AGENT_BOUND.toMillis();
        following.work.resume();
        assertThat(following.work.isAborted()).isTrue();
        assertThat(following.tick()).isEmpty();
        agents.answer(Answers.underWay(0));
        assertThat(following.tick()).isEmpty();
        assertThat(agents.all(AbortWork.class)).hasSize(1);
    }

    @Test
    void anAbortDoesNotWaitForAnAnswerThatIsDue() throws Exception {
        following.tick();
        following.work.abort();
        assertThat(following.tick()).isEmpty();
        assertThat(following.tick()).isEmpty();
        assertThat(agents.all(AbortWork.class)).hasSize(1);
    }

    /** Pipeline's own thread aborts; it may not wait until a look that hangs is over. */
    @Test
    @Timeout(60)
    void anAbortDoesNotWaitForALookThatIsUnderWay() throws Exception {
        CountDownLatch looking = new CountDownLatch(1);
        CountDownLatch aborted = new CountDownLatch(1);
        Thread look = new Thread(() -> {
            try {
                following.work.tick(
                        agents,
                        () -> {
                            looking.countDown();
                            aborted.await();
                            return site -> null;
                        },
                        heard);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        look.start();
        looking.await();
        following.work.abort();
        aborted.countDown();
        look.join();
        assertThat(agents.last(BeginWork.class).aborted()).isTrue();
    }

    @Test
    void theUsualAbortIsOverBeforePipelinesTimeoutKillsTheStep() {
        assertThat(FollowedWork.ABORT_BOUND).isLessThan(Duration.ofSeconds(60).minus(Following.MOMENT.multipliedBy(3)));
    }

    @Test
    void whatStillMovesIsWaitedForAndThatIsSaidOnce() throws Exception {
        following.begun();
        following.work.abort();
        agents.answer(Answers.moving(false, guest()));
        assertThat(following.tick(FollowedWork.ABORT_BOUND)).isEmpty();
        for (int look = 0; look < 3; look++) {
            agents.answer(Answers.moving(false, guest()));
            assertThat(following.tick()).isEmpty();
        }
        assertThat(heard.sentences)
                .singleElement()
                .asString()
                .contains("web-1", "still under way", "look at the hosts");
        agents.answer(Answers.moving(false, guest()));
        assertThat(following.tick(FollowedWork.LONGEST_ABORT).orElseThrow().kind())
                .isEqualTo(WorkEnd.Kind.LOST);
    }

    @Test
    void postcopyIsWaitedForToItsEnd() throws Exception {
        following.begun();
        following.work.abort();
        agents.answer(Answers.moving(true, guest()));
        assertThat(following.tick(FollowedWork.LONGEST_ABORT.multipliedBy(2))).isEmpty();
        assertThat(heard.sentences).singleElement().asString().contains("post-copy cannot be aborted");
        agents.answer(Answers.done("{moved}", null, null));
        assertThat(following.tick()).contains(WorkEnd.reported());
    }

    @Test
    void anAgentThatComesBackHearsOfTheAbortWithTheOrder() throws Exception {
        following.begun();
        assertThat(agents.all(BeginWork.class).get(0).aborted()).isFalse();
        following.work.abort();
        agents.answer(Answers.unknown());
        following.now += 7_000;
        following.tick(Duration.ZERO);
        BeginWork again = agents.last(BeginWork.class);
        assertThat(again.aborted()).isTrue();
        assertThat(again.begunMillisAgo()).isEqualTo(7_000 + Following.MOMENT.toMillis());
    }

    private boolean abandoned(Duration later) {
        following.now += later.toMillis();
        return following.work.abandon(agents);
    }

    private int aborts() {
        return agents.all(AbortWork.class).size();
    }

    @Test
    void aWorkThatNobodyWaitsForIsAborted() throws Exception {
        assertThat(abandoned(Following.MOMENT)).as("it never began").isTrue();
        assertThat(agents.questions).isEmpty();
        following.anew();
        following.begun();
        assertThat(abandoned(Following.MOMENT)).isFalse();
        assertThat(agents.last(AbortWork.class).id())
                .isEqualTo(agents.all(BeginWork.class).get(0).id());
        assertThat(abandoned(Following.MOMENT)).isFalse();
        assertThat(aborts()).as("the answer is due").isEqualTo(1);
        agents.answerAbort(true);
        assertThat(abandoned(Following.MOMENT)).isTrue();
        assertThat(aborts()).isEqualTo(1);
    }

    /** The classes go to the agent before the order does, and the abort does not wait for them. */
    @Test
    void anOrderThatNobodyWaitsForIsCalledBackAndAbortedWhenItArrivesAllTheSame() throws Exception {
        following.tick();
        assertThat(abandoned(Following.MOMENT)).isFalse();
        assertThat(agents.newest()).isCancelled();
        agents.answerAbort(false);
        assertThat(abandoned(Following.MOMENT)).isFalse();
        assertThat(aborts()).isEqualTo(2);
        agents.answerAbort(true);
        assertThat(abandoned(Following.MOMENT)).isTrue();
    }

    @Test
    void anAgentThatIsAwayHearsOfTheAbortWhenItIsBack() throws Exception {
        following.begun();
        agents.broken = true;
        assertThat(abandoned(Following.MOMENT)).isFalse();
        agents.broken = false;
        assertThat(abandoned(Following.MOMENT)).isFalse();
        assertThat(aborts()).isEqualTo(1);
        assertThat(abandoned(FollowedWork.ANSWER_BOUND)).isFalse();
        assertThat(aborts()).as("the answer was lost").isEqualTo(2);
    }

    @Test
    void anAgentThatNeverHearsOfTheAbortIsGivenUp() throws Exception {
        following.begun();
        agents.broken = true;
        assertThat(abandoned(Following.MOMENT)).isFalse();
        assertThat(abandoned(FollowedWork.AGENT_BOUND)).isFalse();
        assertThat(abandoned(Following.MOMENT)).isTrue();
    }

    private static GuestProgress guest() {
        return new GuestProgress("web-1", null, "kvm-02", 8L, 4L, null, null, null, null, null, null);
    }
}
