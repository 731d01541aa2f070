package io.jenkins.plugins.libvirtmigration.jenkins.report;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.model.Api;
import hudson.model.Run;
import java.util.ArrayList;
import java.util.List;
import jenkins.model.RunAction2;
import org.kohsuke.stapler.StaplerProxy;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/**
 * The migrations of one build: one report for each step, also of parallel branches, in the order in which they began. In
 * build.xml stand only their names, outcomes and a few figures; the reports are in files of their own.
 *
 * <p>It is no {@code LastBuildAction}: Jenkins asks only builds that did not fail for what a job shows, and a drill that
 * fails every night must be seen; {@link JobMigrationsAction} finds its job by itself.
 */
@ExportedBean
public final class MigrationsAction implements RunAction2, StaplerProxy {
    static final String URL = "libvirt-migration";
    static final String ICON = "symbol-migration plugin-libvirt-migration";

    /** Replaced by a longer one, never changed: build.xml may be written at any time. */
    private volatile ArrayList<StepReport> steps = new ArrayList<>();

    private transient volatile Run<?, ?> run;
    private transient volatile ReportHome home;

    MigrationsAction() {}

    /** The one of that build; it gets one if it has none. */
    @NonNull
    public static MigrationsAction of(@NonNull Run<?, ?> run) {
        // On the build, as its own save does: two parallel steps would else make two.
        synchronized (run) {
            MigrationsAction action = run.getAction(MigrationsAction.class);
            if (action == null) {
                action = new MigrationsAction();
                action.onAttached(run);
                run.addAction(action);
                action.home.save();
            }
            return action;
        }
    }

    /**
     * The report of a step that begins, or that goes on after Jenkins was started again.
     *
     * @param id the id of the flow node, or another one that is unique in the build and stays the same
     * @param kind migrate, evacuate, return, prepare, or what else the step is
     * @param title for people: what is done with whom
     * @throws IllegalArgumentException if the id could not be the name of a directory
     */
    @NonNull
    public StepReport begin(@NonNull String id, @NonNull String kind, @NonNull String title) {
        StepReport step;
        synchronized (this) {
            step = find(id);
            if (step != null) {
                return step;
            }
            step = new StepReport(id, kind, title);
            step.attach(home);
            ArrayList<StepReport> more = new ArrayList<>(steps);
            more.add(step);
            steps = more;
        }
        home.save();
        return step;
    }

    /** The report that began with that id, or null. */
    @CheckForNull
    public StepReport find(String id) {
        return steps.stream()
                .filter(step -> step.getId().equals(id))
                .findFirst()
                .orElse(null);
    }

    /** In the order in which they began. */
    @Exported
    public List<StepReport> getSteps() {
        return List.copyOf(steps);
    }

    /** Of a URL: {@code step/ID}. */
    @CheckForNull
    public StepReport getStep(String id) {
        return find(id);
    }

    /** Whether something is still to be followed on the page. */
    public boolean isUnderWay() {
        return steps.stream().anyMatch(StepReport::isUnderWay);
    }

    @Override
    public void onAttached(Run<?, ?> attached) {
        run = attached;
        MigratingJobs.add(attached.getParent().getRootDir().toPath());
        attach(ReportHome.of(attached));
    }

    @Override
    public void onLoad(Run<?, ?> loaded) {
        onAttached(loaded);
    }

    void attach(ReportHome place) {
        home = place;
        steps.forEach(step -> step.attach(place));
    }

    /** What an older version of the plugin wrote may lack what this one adds. */
    private Object readResolve() {
        if (steps == null) {
            steps = new ArrayList<>();
        }
        steps.removeIf(step -> step == null || !step.isReadable());
        return this;
    }

    public Run<?, ?> getRun() {
        return run;
    }

    public Api getApi() {
        return new Api(this);
    }

    /** Whatever is below this is only for those who may read the build. */
    @Override
    public Object getTarget() {
        home.checkReadable();
        return this;
    }

    @Override
    public String getIconFileName() {
        return ICON;
    }

    @Override
    public String getDisplayName() {
        return Messages.MigrationsAction_displayName();
    }

    @Override
    public String getUrlName() {
        return URL;
    }
}
