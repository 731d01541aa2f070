package io.jenkins.plugins.libvirtmigration.jenkins.following;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.libvirtmigration.jenkins.agent.Answers;
import io.jenkins.plugins.libvirtmigration.jenkins.agent.BeginWork;
import io.jenkins.plugins.libvirtmigration.jenkins.agent.ForgetWork;
import io.jenkins.plugins.libvirtmigration.jenkins.agent.LookAtWork;
import io.jenkins.plugins.libvirtmigration.jenkins.agent.WorkFailure;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** Work on an agent from its order to its end, also where the agent falls silent or is started anew. */
class FollowedWorkTest {
    private final Following following = new Following();
    private final FakeAgents agents = following.agents;
    private final Heard heard = following.heard;

    @Test
    void beginsOnceAndLooksFromThenOn() throws Exception {
        assertThat(following.tick()).isEmpty();
        BeginWork begin = agents.last(BeginWork.class);
        assertThat(begin.resumed()).isFalse();
        assertThat(begin.earlierReport()).isNull();
        assertThat(agents.prepared).isTrue();
        assertThat(heard.checkpoints).isEqualTo(1);

        assertThat(following.tick()).isEmpty();
        assertThat(agents.questions)
                .as("nothing is asked while an answer is due")
                .hasSize(1);

        agents.answer(Answers.underWay(2, "one", "two"));
        assertThat(following.tick()).isEmpty();
        assertThat(agents.last(LookAtWork.class)).isEqualTo(new LookAtWork(begin.id(), 2, 0));
        assertThat(following.made).isEqualTo(1);
    }

    /** A return is held to it, also where nothing was heard of the agent any more. */
    @Test
    void whereGuestsMayBeLeftIsKeptBeforeTheAgentGetsTheOrder() throws Exception {
        agents.broken = true;
        following.tick();
        assertThat(agents.questions).isEmpty();
        assertThat(heard.refuges).containsExactly("kvm-02");
    }

    @Test
    void asksOnlyForWhatItDoesNotKnow() throws Exception {
        following.begun("one");
        agents.answer(Answers.underWay(3, "two", "three"));
        following.tick();
        assertThat(agents.last(LookAtWork.class).sentencesFrom()).isEqualTo(3);
        agents.answer(Answers.reported(77, "{1}"));
        following.tick();
        assertThat(agents.last(LookAtWork.class).reportRevision()).isEqualTo(77);
        assertThat(heard.sentences).containsExactly("one", "two", "three");
        assertThat(heard.reports).containsExactly("{1}");
    }

    @Test
    void theEndBringsReportAndPlanAndIsForgottenByTheAgent() throws Exception {
        following.begun();
        agents.answer(Answers.done("{report}", "{plan}", null));
        assertThat(following.tick()).contains(new WorkEnd(WorkEnd.Kind.REPORTED, null));
        assertThat(heard.reports).containsExactly("{report}");
        assertThat(heard.plans).containsExactly("{plan}");
        assertThat(agents.last(ForgetWork.class).id())
                .isEqualTo(agents.all(BeginWork.class).get(0).id());
    }

    @Test
    void anAgentThatCannotBeToldToForgetChangesNothing() throws Exception {
        following.begun();
        agents.answer(Answers.done("{report}", null, null));
        agents.broken = true;
        assertThat(following.tick()).contains(WorkEnd.reported());
    }

    @Test
    void everyKindOfFailureKeepsItsMessage() throws Exception {
        for (WorkFailure.Kind kind : WorkFailure.Kind.values()) {
            following.anew();
            following.begun();
            agents.answer(Answers.done(null, null, new WorkFailure(kind, "because")));
            WorkEnd end = following.tick().orElseThrow();
            assertThat(end.kind()).isEqualTo(WorkEnd.Kind.valueOf(kind.name()));
            assertThat(end.message()).isEqualTo("because");
        }
    }

    @Test
    void aSilentAgentIsWaitedForAndNothingIsToldTwice() throws Exception {
        following.begun("one");
        agents.online = false;
        agents.newest().completeExceptionally(new IOException("the channel was closed"));
        assertThat(following.tick()).isEmpty();
        assertThat(following.tick()).isEmpty();
        assertThat(heard.sentences).hasSize(2).last().asString().contains("linux-1 does not answer", "up to 15 min");

        agents.online = true;
        following.tick();
        assertThat(agents.last(LookAtWork.class).sentencesFrom()).isEqualTo(1);
        agents.answer(Answers.underWay(2, "two"));
        following.tick();
        assertThat(heard.sentences).hasSize(4).endsWith("The agent linux-1 answers again.", "two");
        assertThat(agents.all(BeginWork.class)).hasSize(1);
    }

    @Test
    void anAgentThatWasStartedAnewBeginsAgainWithWhatWasKept() throws Exception {
        following.begun("one");
        agents.answer(Answers.reported(77, "{so far}"));
        following.tick();
        agents.answer(Answers.unknown());
        following.tick();

        BeginWork again = agents.last(BeginWork.class);
        assertThat(again.id()).isEqualTo(agents.all(BeginWork.class).get(0).id());
        assertThat(again.resumed()).isTrue();
        assertThat(again.earlierReport()).isEqualTo("{so far}");
        assertThat(following.made).as("with the credentials of now").isEqualTo(2);

        agents.answer(Answers.underWay(1, "looked"));
        following.tick();
        assertThat(agents.last(LookAtWork.class)).isEqualTo(new LookAtWork(again.id(), 1, 0));
        assertThat(heard.sentences).hasSize(3).last().isEqualTo("looked");
    }

    @Test
    void anAnswerThatWasLostIsAskedForAgain() throws Exception {
        following.tick();
        assertThat(following.tick(FollowedWork.ANSWER_BOUND)).isEmpty();
        assertThat(heard.sentences).singleElement().asString().contains("does not answer");
        assertThat(agents.all(BeginWork.class))
                .extracting(BeginWork::resumed)
                .as("it may have begun")
                .containsExactly(false, true);
    }

    @Test
    void anAgentThatStaysAwayIsGivenUp() throws Exception {
        following.begun();
        agents.online = false;
        agents.newest().cancel(true);
        assertThat(following.tick()).isEmpty();
        assertThat(following.tick(FollowedWork.AGENT_BOUND)).isEmpty();
        WorkEnd end = following.tick(Following.MOMENT).orElseThrow();
        assertThat(end.kind()).isEqualTo(WorkEnd.Kind.LOST);
        assertThat(end.message()).contains("not proven where the guests run");
    }

    @Test
    void aQuestionThatCannotBeAskedIsSilence() throws Exception {
        agents.broken = true;
        assertThat(following.tick()).isEmpty();
        assertThat(heard.sentences).singleElement().asString().contains("does not answer");
    }

    @Test
    void whatTheAgentCannotDoIsAFault() throws Exception {
        following.tick();
        agents.newest().completeExceptionally(new NoClassDefFoundError("com/sun/jna/Native"));
        WorkEnd end = following.tick().orElseThrow();
        assertThat(end.kind()).isEqualTo(WorkEnd.Kind.FAULT);
        assertThat(end.message()).contains("linux-1", "com/sun/jna/Native");
    }

    @Test
    void refusesWhatMayNotBeDone() throws Exception {
        following.refusal = "The job may not use kvm-01.";
        assertThat(following.tick()).contains(WorkEnd.neverBegan("The job may not use kvm-01."));
        assertThat(agents.questions).isEmpty();
    }

    @Test
    void whoMayNoLongerDoItHearsThatItHadBegun() throws Exception {
        following.begun();
        agents.answer(Answers.unknown());
        following.refusal = "The job may not use kvm-01.";
        WorkEnd end = following.tick().orElseThrow();
        assertThat(end.kind()).isEqualTo(WorkEnd.Kind.REFUSED);
        assertThat(end.message()).startsWith("The job may not use kvm-01.").contains("not proven");
    }

    @Test
    void survivesARestartOfJenkinsWithoutASecret() throws Exception {
        following.begun("one");
        agents.answer(Answers.reported(77, "{so far}"));
        following.tick();
        byte[] kept = following.kept();
        assertThat(new String(kept, StandardCharsets.ISO_8859_1)).doesNotContain(Following.SECRET, "{so far}", "kvm-");

        following.restore(kept);
        following.work.resume();
        assertThat(following.work.agent()).isEqualTo("linux-1");
        following.tick();
        BeginWork again = agents.last(BeginWork.class);
        assertThat(again.id()).isEqualTo(agents.all(BeginWork.class).get(0).id());
        assertThat(again.resumed()).isTrue();
        assertThat(again.earlierReport()).isEqualTo("{so far}");
    }

    @Test
    void aRefusalWithoutAReportHasTouchedNothing() throws Exception {
        following.begun();
        agents.answer(Answers.done(null, null, new WorkFailure(WorkFailure.Kind.REFUSED, "Another process has it.")));
        assertThat(following.tick().orElseThrow().untouched()).isTrue();
    }

    @Test
    void aRefusalAfterTheEngineHadBegunMayHaveTouchedSomething() throws Exception {
        WorkFailure refusal = new WorkFailure(WorkFailure.Kind.REFUSED, "Another process has it.");
        following.begun();
        agents.answer(Answers.done("{begun}", null, refusal));
        assertThat(following.tick().orElseThrow().untouched()).isFalse();

        following.anew();
        following.begun();
        agents.answer(Answers.unknown());
        following.tick();
        agents.answer(Answers.done(null, null, refusal));
        assertThat(following.tick().orElseThrow().untouched())
                .as("an agent before this one may have")
                .isFalse();
    }
}
