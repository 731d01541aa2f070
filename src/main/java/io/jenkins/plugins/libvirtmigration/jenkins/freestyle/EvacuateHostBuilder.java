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
import io.jenkins.plugins.libvirtmigration.jenkins.request.Thresholds;
import io.jenkins.plugins.libvirtmigration.jenkins.steps.EvacuateHostStep;
import io.jenkins.plugins.libvirtmigration.jenkins.steps.Proof;
import io.jenkins.plugins.libvirtmigration.report.Report;
import java.io.IOException;
import jenkins.YesNoMaybe;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

/** Empties a host, in a freestyle job; brings the guests home again where it is only a drill. */
public final class EvacuateHostBuilder extends Builder {
    private final EvacuateHostStep evacuation;
    private boolean bringHome;
    private boolean replaceLeftImages;

    @DataBoundConstructor
    public EvacuateHostBuilder(EvacuateHostStep evacuation) {
        this.evacuation = evacuation;
    }

    public EvacuateHostStep getEvacuation() {
        return evacuation;
    }

    public boolean isBringHome() {
        return bringHome;
    }

    @DataBoundSetter
    public void setBringHome(boolean bringHome) {
        this.bringHome = bringHome;
    }

    /** Whether disks that were copied may be copied back onto the images that were left at home. */
    public boolean isReplaceLeftImages() {
        return replaceLeftImages;
    }

    @DataBoundSetter
    public void setReplaceLeftImages(boolean replaceLeftImages) {
        this.replaceLeftImages = replaceLeftImages;
    }

    @Override
    public boolean perform(AbstractBuild<?, ?> build, Launcher launcher, BuildListener listener)
            throws InterruptedException, IOException {
        if (bringHome && evacuation.isDryRun()) {
            throw new AbortException("A plan moves nothing, so there is nothing to bring home: leave out one of both.");
        }
        BuildWork work = new BuildWork(build, listener);
        try {
            Thresholds thresholds = evacuation.thresholds(work::expand);
            if (evacuation.isDryRun()) {
                work.plan(evacuation.request(work::expand));
            } else {
                move(work, thresholds);
            }
        } catch (IllegalArgumentException e) {
            throw new AbortException(Shown.line(e.getMessage()));
        }
        return true;
    }

    /** However it ends, nobody is left elsewhere without a word. */
    private void move(BuildWork work, Thresholds thresholds) throws IOException, InterruptedException {
        try {
            if (bringHome) {
                drill(work, thresholds);
            } else {
                empty(work, thresholds);
            }
        } catch (AbortException | InterruptedException e) {
            work.hint(host(work));
            throw e;
        }
    }

    private String host(BuildWork work) {
        return work.expand(evacuation.getHost());
    }

    private void empty(BuildWork work, Thresholds thresholds) throws IOException, InterruptedException {
        Report report = work.succeed(evacuation.request(work::expand), thresholds);
        Proof.require(report);
        work.say(report.host() + " is empty.");
        work.judge(report, thresholds);
    }

    /** What was moved comes home even where others could not be moved; but not against an abort. */
    private void drill(BuildWork work, Thresholds thresholds) throws IOException, InterruptedException {
        AbortException failure = null;
        try {
            empty(work, thresholds);
        } catch (AbortException e) {
            failure = e;
        }
        if (!work.away(host(work)).isNobody()) {
            try {
                Report home = work.succeed(evacuation.wayHome(replaceLeftImages, work::expand), thresholds);
                requireKnown(work);
                work.say("All guests are home on " + home.host() + ".");
                work.judge(home, thresholds);
            } catch (AbortException e) {
                if (failure == null) {
                    throw e;
                }
                work.say(e.getMessage());
            }
        }
        if (failure != null) {
            throw failure;
        }
    }

    private void requireKnown(BuildWork work) throws AbortException {
        if (!work.away(host(work)).unknown().isEmpty()) {
            throw new AbortException("Those guests that are known to be away came home, but not all is known.");
        }
    }

    @Extension(dynamicLoadable = YesNoMaybe.YES)
    @Symbol("libvirtEvacuate")
    public static final class DescriptorImpl extends BuildStepDescriptor<Builder> {

        @Override
        @SuppressWarnings("rawtypes") // as it is declared
        public boolean isApplicable(Class<? extends AbstractProject> type) {
            return true;
        }

        @NonNull
        @Override
        public String getDisplayName() {
            return Messages.EvacuateHostBuilder_displayName();
        }
    }
}
