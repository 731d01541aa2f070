package io.jenkins.plugins.libvirtmigration.jenkins.report;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.model.Action;
import hudson.model.Job;
import hudson.model.Run;
import java.util.Collection;
import java.util.List;
import jenkins.YesNoMaybe;
import jenkins.model.TransientActionFactory;

/** Gives jobs whose builds migrate their page of figures, whether those builds fail or not. */
@SuppressWarnings("rawtypes")
@Extension(dynamicLoadable = YesNoMaybe.YES)
public final class JobMigrationsActionFactory extends TransientActionFactory<Job> {
    /** Asked for every job that is shown: a few builds decide, and those are in memory most of the time. */
    private static final int NEWEST_BUILDS = 5;

    @Override
    public Class<Job> type() {
        return Job.class;
    }

    @NonNull
    @Override
    public Collection<? extends Action> createFor(@NonNull Job target) {
        Run<?, ?> run = target.getLastBuild();
        for (int i = 0; i < NEWEST_BUILDS && run != null; i++) {
            if (run.getAction(MigrationsAction.class) != null) {
                return List.of(new JobMigrationsAction((Job<?, ?>) target));
            }
            run = run.getPreviousBuild();
        }
        return List.of();
    }
}
