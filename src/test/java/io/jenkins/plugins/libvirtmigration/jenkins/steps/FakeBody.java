package io.jenkins.plugins.libvirtmigration.jenkins.steps;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jenkinsci.plugins.workflow.steps.BodyExecution;

/** A body that runs until the test says otherwise. */
final class FakeBody extends BodyExecution {
    private static final long serialVersionUID = 1;

    final transient List<Throwable> cancelled = new ArrayList<>();

    @Override
    public boolean cancel(Throwable reason) {
        cancelled.add(reason);
        return true;
    }

    @Override
    public boolean isCancelled() {
        return !cancelled.isEmpty();
    }

    @Override
    public boolean isDone() {
        return false;
    }

    @Override
    public Object get() {
        throw new UnsupportedOperationException("nobody waits for a body");
    }

    @Override
    public Object get(long time, TimeUnit unit) {
        throw new UnsupportedOperationException("nobody waits for a body");
    }
}
