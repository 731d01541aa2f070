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
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

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
            assertThat(tick()).contains(new WorkEnd(WorkEnd.Kind.valueOf(kind.name()), "because"));
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
        assertThat(tick()).contains(new WorkEnd(WorkEnd.Kind.REFUSED, "The job may not use kvm-01."));
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
    void anAbortWhileTheAgentIsSilentEndsAtOnce() throws Exception {
        begun();
        agents.online = false;
        agents.newest().completeExceptionally(new IOException("gone"));
        assertThat(tick()).isEmpty();
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
