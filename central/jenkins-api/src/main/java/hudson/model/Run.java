package hudson.model;

import hudson.EnvVars;
import hudson.ExtensionPoint;
import hudson.security.ACL;
import hudson.security.AccessControlled;
import java.io.File;
import java.io.IOException;
import java.util.Calendar;
import java.util.List;
import jenkins.console.WithConsoleUrl;
import jenkins.model.ArtifactManager;
import jenkins.model.HistoricalBuild;
import jenkins.util.io.OnMaster;
import org.kohsuke.stapler.StaplerProxy;
import org.springframework.security.access.AccessDeniedException;

public abstract class Run<JobT extends Job<JobT, RunT>, RunT extends Run<JobT, RunT>> extends Actionable
        implements ExtensionPoint,
                Comparable<RunT>,
                AccessControlled,
                PersistenceRoot,
                DescriptorByNameOwner,
                OnMaster,
                StaplerProxy,
                HistoricalBuild,
                WithConsoleUrl {
    protected Run(JobT jobT) throws IOException {}

    public Result getResult() {
        throw new UnsupportedOperationException("declared only");
    }

    public void setResult(Result result) {
        throw new UnsupportedOperationException("declared only");
    }

    public boolean isBuilding() {
        throw new UnsupportedOperationException("declared only");
    }

    public List<Cause> getCauses() {
        throw new UnsupportedOperationException("declared only");
    }

    public JobT getParent() {
        throw new UnsupportedOperationException("declared only");
    }

    public Calendar getTimestamp() {
        throw new UnsupportedOperationException("declared only");
    }

    public final long getTimeInMillis() {
        throw new UnsupportedOperationException("declared only");
    }

    public final long getStartTimeInMillis() {
        throw new UnsupportedOperationException("declared only");
    }

    public long getDuration() {
        throw new UnsupportedOperationException("declared only");
    }

    public String getFullDisplayName() {
        throw new UnsupportedOperationException("declared only");
    }

    public String getDisplayName() {
        throw new UnsupportedOperationException("declared only");
    }

    public int getNumber() {
        throw new UnsupportedOperationException("declared only");
    }

    public RunT getPreviousBuild() {
        throw new UnsupportedOperationException("declared only");
    }

    public String getUrl() {
        throw new UnsupportedOperationException("declared only");
    }

    public final String getSearchUrl() {
        throw new UnsupportedOperationException("declared only");
    }

    public String getId() {
        throw new UnsupportedOperationException("declared only");
    }

    public File getRootDir() {
        throw new UnsupportedOperationException("declared only");
    }

    public final synchronized ArtifactManager pickArtifactManager() throws IOException {
        throw new UnsupportedOperationException("declared only");
    }

    public ACL getACL() {
        throw new UnsupportedOperationException("declared only");
    }

    public synchronized void save() throws IOException {
        throw new UnsupportedOperationException("declared only");
    }

    public EnvVars getEnvironment() throws IOException, InterruptedException {
        throw new UnsupportedOperationException("declared only");
    }

    public EnvVars getEnvironment(TaskListener taskListener) throws IOException, InterruptedException {
        throw new UnsupportedOperationException("declared only");
    }

    public String getExternalizableId() {
        throw new UnsupportedOperationException("declared only");
    }

    public static Run<?, ?> fromExternalizableId(String value) throws IllegalArgumentException, AccessDeniedException {
        throw new UnsupportedOperationException("declared only");
    }
}
