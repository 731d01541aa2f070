package io.jenkins.plugins.libvirtmigration.jenkins.following;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.AbortException;
import io.jenkins.plugins.libvirtmigration.jenkins.agent.Answers;
import io.jenkins.plugins.libvirtmigration.jenkins.agent.Work;
import io.jenkins.plugins.libvirtmigration.jenkins.agent.WorkSite;
import io.jenkins.plugins.libvirtmigration.report.Report;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** A work that a test has done on an agent and follows, by a clock that only the test moves on. */
final class Following {
    static final String SECRET = "-----BEGIN OPENSSH PRIVATE KEY-----";
    static final Duration MOMENT = Duration.ofSeconds(2);

    final FakeAgents agents = new FakeAgents();
    final Heard heard = new Heard();
    FollowedWork work;
    long now = 1_000_000;
    /** How often the order was made. */
    int made;
    /** Why nobody may give the order, where nobody may. */
    String refusal;

    Following() {
        anew();
    }

    /** Another work, not yet begun. */
    void anew() {
        work = new FollowedWork("linux-1").at(this::now);
    }

    private long now() {
        return now;
    }

    /** A work that would do something with a secret; nobody runs it here. */
    private Work order() throws IOException {
        made++;
        if (refusal != null) {
            throw new AbortException(refusal);
        }
        return new Ordered(SECRET);
    }

    private record Ordered(String key) implements Work {
        @Override
        public Report run(WorkSite site) {
            throw new IllegalStateException(key);
        }

        @Override
        public List<String> refuges() {
            return List.of("kvm-02");
        }
    }

    Optional<WorkEnd> tick() throws InterruptedException {
        return tick(MOMENT);
    }

    Optional<WorkEnd> tick(Duration later) throws InterruptedException {
        now += later.toMillis();
        return work.tick(agents, this::order, heard);
    }

    /** The agent has begun it, and has said these sentences. */
    void begun(String... sentences) throws InterruptedException {
        tick();
        agents.answer(Answers.underWay(sentences.length, sentences));
        assertThat(tick()).isEmpty();
    }

    /** What Jenkins keeps of it while it is down. */
    byte[] kept() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(work);
        }
        return bytes.toByteArray();
    }

    /** Jenkins is started again with what it kept. */
    void restore(byte[] kept) throws IOException, ClassNotFoundException {
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(kept))) {
            work = ((FollowedWork) in.readObject()).at(this::now);
        }
    }
}
