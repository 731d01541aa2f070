package io.jenkins.plugins.libvirtmigration.jenkins.freestyle;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.AbortException;
import hudson.Extension;
import hudson.Launcher;
import hudson.model.AbstractBuild;
import hudson.model.AbstractProject;
import hudson.model.BuildListener;
import hudson.tasks.BuildStepDescriptor;
import hudson.tasks.Builder;
import io.jenkins.plugins.libvirtmigration.check.Shown;
import io.jenkins.plugins.libvirtmigration.jenkins.following.Verdict;
import io.jenkins.plugins.libvirtmigration.jenkins.request.Thresholds;
import io.jenkins.plugins.libvirtmigration.jenkins.steps.LiveMigrateStep;
import io.jenkins.plugins.libvirtmigration.report.Report;
import java.io.IOException;
import jenkins.YesNoMaybe;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.DataBoundConstructor;

/** Moves one guest, in a freestyle job: a one-off migration whose parameters whoever starts it may give. */
public final class LiveMigrateBuilder extends Builder {
    private final LiveMigrateStep move;

    @DataBoundConstructor
    public LiveMigrateBuilder(LiveMigrateStep move) {
        this.move = move;
    }

    public LiveMigrateStep getMove() {
        return move;
    }

    @Override
    public boolean perform(AbstractBuild<?, ?> build, Launcher launcher, BuildListener listener)
            throws InterruptedException, IOException {
        BuildWork work = new BuildWork(build, listener);
        try {
            Thresholds thresholds = move.thresholds(work::expand);
            Report report = work.succeed(move.request(work::expand), thresholds);
            work.say(Verdict.moved(report.migrations().get(0)));
            work.judge(report, thresholds);
        } catch (IllegalArgumentException e) {
            throw new AbortException(Shown.line(e.getMessage()));
        }
        return true;
    }

    @Extension(dynamicLoadable = YesNoMaybe.YES)
    @Symbol("libvirtMigrate")
    public static final class DescriptorImpl extends BuildStepDescriptor<Builder> {

        @Override
        @SuppressWarnings("rawtypes") // as it is declared
        public boolean isApplicable(Class<? extends AbstractProject> type) {
            return true;
        }

        @NonNull
        @Override
        public String getDisplayName() {
            return Messages.LiveMigrateBuilder_displayName();
        }
    }
}
