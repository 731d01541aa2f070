package jenkins.tasks;

import hudson.EnvVars;
import hudson.FilePath;
import hudson.Launcher;
import hudson.model.Action;
import hudson.model.Run;
import hudson.model.TaskListener;
import hudson.tasks.BuildStep;
import java.io.IOException;
import java.util.Collection;

public interface SimpleBuildStep extends BuildStep {
    default void perform(Run<?, ?> run, FilePath filePath, Launcher launcher, TaskListener taskListener)
            throws InterruptedException, IOException {
        throw new UnsupportedOperationException("declared only");
    }

    default void perform(
            Run<?, ?> run, FilePath filePath, EnvVars envVars, Launcher launcher, TaskListener taskListener)
            throws InterruptedException, IOException {
        throw new UnsupportedOperationException("declared only");
    }

    default void perform(Run<?, ?> run, EnvVars envVars, TaskListener taskListener)
            throws InterruptedException, IOException {
        throw new UnsupportedOperationException("declared only");
    }

    default boolean requiresWorkspace() {
        throw new UnsupportedOperationException("declared only");
    }

    public interface LastBuildAction extends Action {
        Collection<? extends Action> getProjectActions();
    }
}
