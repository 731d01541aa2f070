package io.jenkins.plugins.libvirtmigration.jenkins.following;

import hudson.remoting.Callable;
import io.jenkins.plugins.libvirtmigration.jenkins.agent.AbortWork;
import io.jenkins.plugins.libvirtmigration.jenkins.agent.ForgetWork;
import io.jenkins.plugins.libvirtmigration.jenkins.agent.WorkStatus;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;

/** One agent that answers when a test says so. */
public final class FakeAgents implements Agents {
    public final List<Object> questions = new ArrayList<>();
    public boolean online = true;
    public boolean broken;
    boolean prepared;
    private CompletableFuture<Object> newest;
    private CompletableFuture<Object> newestAbort;

    @Override
    public boolean isOnline(String agent) {
        return online;
    }

    @Override
    @SuppressWarnings("unchecked") // the test completes it with what the question answers
    public <T> Future<T> ask(String agent, Callable<T, RuntimeException> question, boolean preparing)
            throws IOException {
        if (broken) {
            throw new IOException("The channel is closing down.");
        }
        questions.add(question);
        prepared |= preparing;
        CompletableFuture<Object> answer = new CompletableFuture<>();
        if (!(question instanceof AbortWork || question instanceof ForgetWork)) {
            newest = answer; // Nobody waits for the others.
        }
        if (question instanceof AbortWork) {
            newestAbort = answer; // But for this one, of a work that is abandoned.
        }
        return (Future<T>) answer;
    }

    CompletableFuture<Object> newest() {
        return newest;
    }

    public void answer(WorkStatus status) {
        newest.complete(status);
    }

    /** The agent has heard of the newest abort. */
    public void answerAbort(boolean known) {
        newestAbort.complete(known);
    }

    public <T> T last(Class<T> type) {
        return type.cast(questions.get(questions.size() - 1));
    }

    public <T> List<T> all(Class<T> type) {
        return questions.stream().filter(type::isInstance).map(type::cast).toList();
    }
}
