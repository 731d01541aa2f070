package hudson.tasks;

import hudson.Launcher;
import hudson.model.AbstractBuild;
import hudson.model.BuildListener;
import java.io.IOException;

public enum BuildStepMonitor {
    NONE {
        @Override
        public boolean perform(BuildStep step, AbstractBuild build, Launcher launcher, BuildListener listener) {
            throw new UnsupportedOperationException("declared only");
        }
    },
    STEP {
        @Override
        public boolean perform(BuildStep step, AbstractBuild build, Launcher launcher, BuildListener listener) {
            throw new UnsupportedOperationException("declared only");
        }
    },
    BUILD {
        @Override
        public boolean perform(BuildStep step, AbstractBuild build, Launcher launcher, BuildListener listener) {
            throw new UnsupportedOperationException("declared only");
        }
    };

    public abstract boolean perform(BuildStep step, AbstractBuild build, Launcher launcher, BuildListener listener)
            throws IOException, InterruptedException;
}
