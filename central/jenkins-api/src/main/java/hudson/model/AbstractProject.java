package hudson.model;

import jenkins.model.ParameterizedJobMixIn.ParameterizedJob;
import jenkins.model.lazy.LazyBuildMixIn.LazyLoadingJob;

public abstract class AbstractProject<P extends AbstractProject<P, R>, R extends AbstractBuild<P, R>> extends Job<P, R>
        implements BuildableItem, LazyLoadingJob<P, R>, ParameterizedJob<P, R> {
    private AbstractProject() {
        super((ItemGroup) null, (String) null);
    }
}
