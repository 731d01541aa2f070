package io.jenkins.plugins.libvirtmigration.jenkins.report;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.model.Action;
import hudson.model.Job;
import java.util.Collection;
import java.util.List;
import jenkins.YesNoMaybe;
import jenkins.model.TransientActionFactory;

/** Gives jobs whose builds migrate their page of figures, whether those builds fail or not. */
@SuppressWarnings("rawtypes")
@Extension(dynamicLoadable = YesNoMaybe.YES)
public final class JobMigrationsActionFactory extends TransientActionFactory<Job> {
    @Override
    public Class<Job> type() {
        return Job.class;
    }

    /** Jenkins does not ask where another kind of action is looked for. */
    @Override
    public Class<? extends Action> actionType() {
        return JobMigrationsAction.class;
    }

    @NonNull
    @Override
    public Collection<? extends Action> createFor(@NonNull Job target) {
        return MigratingJobs.has(target.getRootDir().toPath())
                ? List.of(new JobMigrationsAction((Job<?, ?>) target))
                : List.of();
    }
}
