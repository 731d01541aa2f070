package hudson.model;

import hudson.FilePath;
import hudson.model.Queue.Executable;
import java.io.IOException;
import jenkins.model.lazy.LazyBuildMixIn.LazyLoadingRun;
import jenkins.scm.RunWithSCM;

public abstract class AbstractBuild<P extends AbstractProject<P, R>, R extends AbstractBuild<P, R>> extends Run<P, R>
        implements Executable, LazyLoadingRun<P, R>, RunWithSCM<P, R> {
    private AbstractBuild() throws IOException {
        super(null);
    }

    public final FilePath getWorkspace() {
        throw new UnsupportedOperationException("declared only");
    }
}
