package io.jenkins.plugins.libvirtmigration.jenkins.following;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.AbortException;
import io.jenkins.plugins.libvirtmigration.jenkins.agent.AbortWork;
import io.jenkins.plugins.libvirtmigration.jenkins.agent.Answers;
import io.jenkins.plugins.libvirtmigration.jenkins.agent.BeginWork;
import io.jenkins.plugins.libvirtmigration.jenkins.agent.ForgetWork;
import io.jenkins.plugins.libvirtmigration.jenkins.agent.LookAtWork;
import io.jenkins.plugins.libvirtmigration.jenkins.agent.Work;
import io.jenkins.plugins.libvirtmigration.jenkins.agent.WorkFailure;
import io.jenkins.plugins.libvirtmigration.jenkins.report.GuestProgress;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class FollowedWorkTest {
    private static final String SECRET = "-----BEGIN OPENSSH PRIVATE KEY-----";
    private static final Duration MOMENT = Duration.ofSeconds(2);

    private final FakeAgents agents = new FakeAgents();
    private final Heard heard = new Heard();
    private FollowedWork followed = new FollowedWork("linux-1").at(this::now);
    private long now = 1_000_000;
    private int made;
    private String refusal;

    private long now() {
        return now;
    }

    /** A work that would do something with a secret; nobody runs it here. */
    private Work order() throws IOException {
        made++;
        if (refusal != null) {
            throw new AbortException(refusal);
        }
        String key = SECRET;
        return site -> {
            throw new IllegalStateException(key);
        };
    }

    private Optional<WorkEnd> tick() throws InterruptedException {
        return tick(MOMENT);
    }

    private Optional<WorkEnd> tick(Duration later) throws InterruptedException {
        now += later.toMillis();
        return followed.tick(agents, this::order, heard);
    }

    private void begun(String... sentences) throws InterruptedException {
        tick();
        agents.answer(Answers.underWay(sentences.length, sentences));
        assertThat(tick()).isEmpty();
    }

    @Test
    void beginsOnceAndLooksFromThenOn() throws Exception {
        assertThat(tick()).isEmpty();
        BeginWork begin = agents.last(BeginWork.class);
        assertThat(begin.resumed()).isFalse();
        assertThat(begin.earlierReport()).isNull();
        assertThat(agents.prepared).isTrue();
        assertThat(heard.checkpoints).isEqualTo(1);

        assertThat(tick()).isEmpty();
        assertThat(agents.questions)
                .as("nothing is asked while an answer is due")
                .hasSize(1);

        agents.answer(Answers.underWay(2, "one", "two"));
        assertThat(tick()).isEmpty();
        assertThat(agents.last(LookAtWork.class)).isEqualTo(new LookAtWork(begin.id(), 2, 0));
        assertThat(made).isEqualTo(1);
    }

    @Test
    void asksOnlyForWhatItDoesNotKnow() throws Exception {
        begun("one");
        agents.answer(Answers.underWay(3, "two", "three"));
        tick();
        assertThat(agents.last(LookAtWork.class).sentencesFrom()).isEqualTo(3);
        agents.answer(Answers.reported(77, "{1}"));
        tick();
        assertThat(agents.last(LookAtWork.class).reportRevision()).isEqualTo(77);
        assertThat(heard.sentences).containsExactly("one", "two", "three");
        assertThat(heard.reports).containsExactly("{1}");
    }

    @Test
    void theEndBringsReportAndPlanAndIsForgottenByTheAgent() throws Exception {
        begun();
        agents.answer(Answers.done("{report}", "{plan}", null));
        assertThat(tick()).contains(new WorkEnd(WorkEnd.Kind.REPORTED, null));
        assertThat(heard.reports).containsExactly("{report}");
        assertThat(heard.plans).containsExactly("{plan}");
        assertThat(agents.last(ForgetWork.class).id())
                .isEqualTo(agents.all(BeginWork.class).get(0).id());
    }

    @Test
    void anAgentThatCannotBeToldToForgetChangesNothing() throws Exception {
        begun();
        agents.answer(Answers.done("{report}", null, null));
        agents.broken = true;
        assertThat(tick()).contains(WorkEnd.reported());
    }

    @Test
    void everyKindOfFailureKeepsItsMessage() throws Exception {
        for (WorkFailure.Kind kind : WorkFailure.Kind.values()) {
            followed = new FollowedWork("linux-1").at(this::now);
            begun();
            agents.answer(Answers.done(null, null, new WorkFailure(kind, "because")));
            WorkEnd end = tick().orElseThrow();
            assertThat(end.kind()).isEqualTo(WorkEnd.Kind.valueOf(kind.name()));
            assertThat(end.message()).isEqualTo("because");
        }
    }

    @Test
    void aSilentAgentIsWaitedForAndNothingIsToldTwice() throws Exception {
        begun("one");
        agents.online = false;
        agents.newest().completeExceptionally(new IOException("the channel was closed"));
        assertThat(tick()).isEmpty();
        assertThat(tick()).isEmpty();
        assertThat(heard.sentences).hasSize(2).last().asString().contains("linux-1 does not answer", "up to 15 min");

        agents.online = true;
        tick();
        assertThat(agents.last(LookAtWork.class).sentencesFrom()).isEqualTo(1);
        agents.answer(Answers.underWay(2, "two"));
        tick();
        assertThat(heard.sentences).hasSize(4).endsWith("The agent linux-1 answers again.", "two");
        assertThat(agents.all(BeginWork.class)).hasSize(1);
    }

    @Test
    void anAgentThatWasStartedAnewBeginsAgainWithWhatWasKept() throws Exception {
        begun("one");
        agents.answer(Answers.reported(77, "{so far}"));
        tick();
        agents.answer(Answers.unknown());
        tick();

        BeginWork again = agents.last(BeginWork.class);
        assertThat(again.id()).isEqualTo(agents.all(BeginWork.class).get(0).id());
        assertThat(again.resumed()).isTrue();
        assertThat(again.earlierReport()).isEqualTo("{so far}");
        assertThat(made).as("with the credentials of now").isEqualTo(2);

        agents.answer(Answers.underWay(1, "looked"));
        tick();
        assertThat(agents.last(LookAtWork.class)).isEqualTo(new LookAtWork(again.id(), 1, 0));
        assertThat(heard.sentences).hasSize(3).last().isEqualTo("looked");
    }

    @Test
    void anAnswerThatWasLostIsAskedForAgain() throws Exception {
        tick();
        assertThat(tick(FollowedWork.ANSWER_BOUND)).isEmpty();
        assertThat(heard.sentences).singleElement().asString().contains("does not answer");
        assertThat(agents.all(BeginWork.class))
                .extracting(BeginWork::resumed)
                .as("it may have begun")
                .containsExactly(false, true);
    }

    @Test
    void anAgentThatStaysAwayIsGivenUp() throws Exception {
        begun();
        agents.online = false;
        agents.newest().cancel(true);
        assertThat(tick()).isEmpty();
        assertThat(tick(FollowedWork.AGENT_BOUND)).isEmpty();
        WorkEnd end = tick(MOMENT).orElseThrow();
        assertThat(end.kind()).isEqualTo(WorkEnd.Kind.LOST);
        assertThat(end.message()).contains("not proven where the guests run");
    }

    @Test
    void aQuestionThatCannotBeAskedIsSilence() throws Exception {
        agents.broken = true;
        assertThat(tick()).isEmpty();
        assertThat(heard.sentences).singleElement().asString().contains("does not answer");
    }

    @Test
    void whatTheAgentCannotDoIsAFault() throws Exception {
        tick();
        agents.newest().completeExceptionally(new NoClassDefFoundError("com/sun/jna/Native"));
        WorkEnd end = tick().orElseThrow();
        assertThat(end.kind()).isEqualTo(WorkEnd.Kind.FAULT);
        assertThat(end.message()).contains("linux-1", "com/sun/jna/Native");
    }

    @Test
    void refusesWhatMayNotBeDone() throws Exception {
        refusal = "The job may not use kvm-01.";
        assertThat(tick()).contains(WorkEnd.neverBegan("The job may not use kvm-01."));
        assertThat(agents.questions).isEmpty();
    }

    @Test
    void whoMayNoLongerDoItHearsThatItHadBegun() throws Exception {
        begun();
        agents.answer(Answers.unknown());
        refusal = "The job may not use kvm-01.";
        WorkEnd end = tick().orElseThrow();
        assertThat(end.kind()).isEqualTo(WorkEnd.Kind.REFUSED);
        assertThat(end.message()).startsWith("The job may not use kvm-01.").contains("not proven");
    }

    @Test
    void anAbortBeforeTheBeginningTouchesNothing() throws Exception {
        followed.abort();
        assertThat(tick().orElseThrow().kind()).isEqualTo(WorkEnd.Kind.REFUSED);
        assertThat(agents.questions).isEmpty();
        assertThat(made).isZero();
    }

    @Test
    void anAbortIsPassedOnAndItsProofIsWaitedFor() throws Exception {
        begun();
        followed.abort();
        agents.answer(Answers.underWay(0));
        assertThat(tick()).isEmpty();
        assertThat(agents.all(AbortWork.class)).hasSize(1);
        agents.answer(Answers.done("{aborted}", null, null));
        assertThat(tick()).contains(WorkEnd.reported());
        assertThat(heard.reports).containsExactly("{aborted}");
    }

    @Test
    void anAbortWaitsAMomentForAnAgentThatHasJustGone() throws Exception {
        begun();
        agents.online = false;
        agents.newest().completeExceptionally(new IOException("gone"));
        assertThat(tick()).isEmpty();
        followed.abort();
        assertThat(tick()).isEmpty();
        assertThat(tick(FollowedWork.AGENT_BACK_BOUND).orElseThrow().kind()).isEqualTo(WorkEnd.Kind.LOST);
    }

    @Test
    void anAbortDoesNotWaitForAnAgentThatIsLongGone() throws Exception {
        begun();
        agents.online = false;
        agents.newest().completeExceptionally(new IOException("gone"));
        assertThat(tick()).isEmpty();
        now += FollowedWork.AGENT_BACK_BOUND.toMillis();
        followed.abort();
        assertThat(tick().orElseThrow().kind()).isEqualTo(WorkEnd.Kind.LOST);
    }

    @Test
    void anAbortThatIsNotFollowedIsGivenUp() throws Exception {
        begun();
        followed.abort();
        agents.answer(Answers.underWay(0));
        assertThat(tick(FollowedWork.ABORT_BOUND)).isEmpty();
        agents.answer(Answers.underWay(0));
        WorkEnd end = tick(MOMENT).orElseThrow();
        assertThat(end.kind()).isEqualTo(WorkEnd.Kind.LOST);
        assertThat(end.message()).contains("look at the hosts");
    }

    @Test
    void survivesARestartOfJenkinsWithoutASecret() throws Exception {
        begun("one");
        agents.answer(Answers.reported(77, "{so far}"));
        tick();
        byte[] kept = kept();
        assertThat(new String(kept, StandardCharsets.ISO_8859_1)).doesNotContain(SECRET, "{so far}", "kvm-");

        followed = read(kept);
        followed.resume();
        assertThat(followed.agent()).isEqualTo("linux-1");
        tick();
        BeginWork again = agents.last(BeginWork.class);
        assertThat(again.id()).isEqualTo(agents.all(BeginWork.class).get(0).id());
        assertThat(again.resumed()).isTrue();
        assertThat(again.earlierReport()).isEqualTo("{so far}");
    }

    /** Jenkins was away for longer than an abort may take: that is not the agent's fault. */
    @Test
    void anAbortSurvivesARestartAndItsTimeBeginsAnew() throws Exception {
        begun();
        followed.abort();
        followed = read(kept());
        now += FollowedWork.AGENT_BOUND.toMillis();
        followed.resume();
        assertThat(followed.isAborted()).isTrue();
        assertThat(tick()).isEmpty();
        agents.answer(Answers.underWay(0));
        assertThat(tick()).isEmpty();
        assertThat(agents.all(AbortWork.class)).hasSize(1);
    }

    @Test
    void anAbortDoesNotWaitForAnAnswerThatIsDue() throws Exception {
        tick();
        followed.abort();
        assertThat(tick()).isEmpty();
        assertThat(tick()).isEmpty();
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
                followed.tick(
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
        followed.abort();
        aborted.countDown();
        look.join();
        assertThat(agents.last(BeginWork.class).aborted()).isTrue();
    }

    @Test
    void theUsualAbortIsOverBeforePipelinesTimeoutKillsTheStep() {
        assertThat(FollowedWork.ABORT_BOUND).isLessThan(Duration.ofSeconds(60).minus(MOMENT.multipliedBy(3)));
    }

    @Test
    void whatStillMovesIsWaitedForAndThatIsSaidOnce() throws Exception {
        begun();
        followed.abort();
        agents.answer(Answers.moving(false, guest()));
        assertThat(tick(FollowedWork.ABORT_BOUND)).isEmpty();
        for (int look = 0; look < 3; look++) {
            agents.answer(Answers.moving(false, guest()));
            assertThat(tick()).isEmpty();
        }
        assertThat(heard.sentences)
                .singleElement()
                .asString()
                .contains("web-1", "still under way", "look at the hosts");
        agents.answer(Answers.moving(false, guest()));
        assertThat(tick(FollowedWork.LONGEST_ABORT).orElseThrow().kind()).isEqualTo(WorkEnd.Kind.LOST);
    }

    @Test
    void postcopyIsWaitedForToItsEnd() throws Exception {
        begun();
        followed.abort();
        agents.answer(Answers.moving(true, guest()));
        assertThat(tick(FollowedWork.LONGEST_ABORT.multipliedBy(2))).isEmpty();
        assertThat(heard.sentences).singleElement().asString().contains("post-copy cannot be aborted");
        agents.answer(Answers.done("{moved}", null, null));
        assertThat(tick()).contains(WorkEnd.reported());
    }

    private static GuestProgress guest() {
        return new GuestProgress("web-1", null, "kvm-02", 8L, 4L, null, null, null, null, null, null);
    }

    @Test
    void anAgentThatComesBackHearsOfTheAbortWithTheOrder() throws Exception {
        begun();
        assertThat(agents.all(BeginWork.class).get(0).aborted()).isFalse();
        followed.abort();
        agents.answer(Answers.unknown());
        now += 7_000;
        tick(Duration.ZERO);
        BeginWork again = agents.last(BeginWork.class);
        assertThat(again.aborted()).isTrue();
        assertThat(again.begunMillisAgo()).isEqualTo(7_000 + MOMENT.toMillis());
    }

    @Test
    void aRefusalWithoutAReportHasTouchedNothing() throws Exception {
        begun();
        agents.answer(Answers.done(null, null, new WorkFailure(WorkFailure.Kind.REFUSED, "Another process has it.")));
        assertThat(tick().orElseThrow().untouched()).isTrue();
    }

    @Test
    void aRefusalAfterTheEngineHadBegunMayHaveTouchedSomething() throws Exception {
        WorkFailure refusal = new WorkFailure(WorkFailure.Kind.REFUSED, "Another process has it.");
        begun();
        agents.answer(Answers.done("{begun}", null, refusal));
        assertThat(tick().orElseThrow().untouched()).isFalse();

        followed = new FollowedWork("linux-1").at(this::now);
        begun();
        agents.answer(Answers.unknown());
        tick();
        agents.answer(Answers.done(null, null, refusal));
        assertThat(tick().orElseThrow().untouched())
                .as("an agent before this one may have")
                .isFalse();
    }

    @Test
    void aWorkThatNobodyWaitsForIsAborted() throws Exception {
        followed.abandon(agents);
        assertThat(agents.questions).isEmpty();
        followed = new FollowedWork("linux-1").at(this::now);
        begun();
        followed.abandon(agents);
        assertThat(agents.last(AbortWork.class).id())
                .isEqualTo(agents.all(BeginWork.class).get(0).id());
    }

    private byte[] kept() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(followed);
        }
        return bytes.toByteArray();
    }

    private FollowedWork read(byte[] kept) throws IOException, ClassNotFoundException {
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(kept))) {
            return ((FollowedWork) in.readObject()).at(this::now);
        }
    }
}
