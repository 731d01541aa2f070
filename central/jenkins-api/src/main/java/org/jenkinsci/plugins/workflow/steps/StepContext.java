package org.jenkinsci.plugins.workflow.steps;

import com.google.common.util.concurrent.FutureCallback;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.io.IOException;
import java.io.Serializable;

public abstract class StepContext implements FutureCallback<Object>, Serializable {
    public StepContext() {}

    @CheckForNull
    public abstract <T> T get(Class<T> key) throws IOException, InterruptedException;

    @Override
    public abstract void onSuccess(@CheckForNull Object result);

    public abstract boolean isReady();

    @Override
    public abstract boolean equals(Object o);

    @Override
    public abstract int hashCode();
}
