package hudson.model;

import hudson.ExtensionPoint;
import hudson.util.RunList;
import jenkins.model.ModelObjectWithChildren;
import jenkins.widgets.HasWidgets;
import org.kohsuke.stapler.StaplerOverridable;

public abstract class Job<JobT extends Job<JobT, RunT>, RunT extends Run<JobT, RunT>> extends AbstractItem
        implements ExtensionPoint, StaplerOverridable, ModelObjectWithChildren, HasWidgets {
    protected Job(ItemGroup itemGroup, String value) {
        super((ItemGroup) null, (String) null);
    }

    public RunList<RunT> getBuilds() {
        throw new UnsupportedOperationException("declared only");
    }

    public RunList<RunT> getNewBuilds() {
        throw new UnsupportedOperationException("declared only");
    }

    public RunT getBuildByNumber(int number) {
        throw new UnsupportedOperationException("declared only");
    }

    public RunT getLastBuild() {
        throw new UnsupportedOperationException("declared only");
    }
}
