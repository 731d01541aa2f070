package io.jenkins.plugins.libvirtmigration.jenkins.report;

import hudson.model.Action;
import hudson.model.Api;
import hudson.model.Item;
import hudson.model.Job;
import hudson.model.Run;
import io.jenkins.plugins.libvirtmigration.report.Drawing;
import io.jenkins.plugins.libvirtmigration.report.Pictures;
import io.jenkins.plugins.libvirtmigration.report.TrendPoint;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import org.jvnet.localizer.LocaleProvider;
import org.kohsuke.stapler.StaplerProxy;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/** How downtime, duration and failures went over the builds of a job; those that failed are in it. */
@ExportedBean
public final class JobMigrationsAction implements Action, StaplerProxy {
    /** Each build that is looked at may have to be read from disk. */
    static final int MOST_BUILDS = 50;

    private static final KeptFigures<Job<?, ?>> KEPT = new KeptFigures<>(System::nanoTime);

    private final Job<?, ?> job;

    JobMigrationsAction(Job<?, ?> job) {
        this.job = job;
    }

    public Job<?, ?> getJob() {
        return job;
    }

    /** Those of the last {@value #MOST_BUILDS} builds that moved or checked something, the newest first. */
    @Exported(inline = true)
    public List<BuildFigures> getBuilds() {
        Run<?, ?> last = job.getLastBuild();
        return last == null ? List.of() : KEPT.of(job, last.getNumber(), () -> read(last));
    }

    private static List<BuildFigures> read(Run<?, ?> last) {
        List<BuildFigures> builds = new ArrayList<>();
        Run<?, ?> run = last;
        for (int i = 0; i < MOST_BUILDS && run != null; i++) {
            MigrationsAction action = run.getAction(MigrationsAction.class);
            if (action != null && !action.getSteps().isEmpty()) {
                builds.add(BuildFigures.of(
                        run.getNumber(),
                        run.getTimeInMillis(),
                        run.isBuilding(),
                        Objects.toString(run.getResult(), null),
                        action));
            }
            run = run.getPreviousBuild();
        }
        return builds;
    }

    /** A build of the job has something new to tell. */
    static void changed(Job<?, ?> job) {
        KEPT.forget(job);
    }

    /** Null where there is nothing to compare. */
    public Drawing getPicture() {
        List<TrendPoint> points = new ArrayList<>(getBuilds().stream()
                .filter(build -> !build.isUnderWay())
                .map(BuildFigures::point)
                .toList());
        Collections.reverse(points);
        return Pictures.trend(points, "trend", LocaleProvider.getLocale()).orElse(null);
    }

    public Api getApi() {
        return new Api(this);
    }

    @Override
    public Object getTarget() {
        job.checkPermission(Item.READ);
        return this;
    }

    @Override
    public String getIconFileName() {
        return MigrationsAction.ICON;
    }

    @Override
    public String getDisplayName() {
        return Messages.JobMigrationsAction_displayName();
    }

    @Override
    public String getUrlName() {
        return MigrationsAction.URL;
    }
}
