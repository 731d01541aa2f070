package io.jenkins.plugins.libvirtmigration.jenkins.steps;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import io.jenkins.plugins.libvirtmigration.host.HypervisorUnreachableException;
import io.jenkins.plugins.libvirtmigration.host.LoginRefusedException;
import java.util.Arrays;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import jenkins.YesNoMaybe;
import org.jenkinsci.Symbol;
import org.jenkinsci.plugins.workflow.flow.ErrorCondition;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.kohsuke.stapler.DataBoundConstructor;

/**
 * {@code retry(count: 3, conditions: [hypervisorUnreachable()])}: try again where a host did not answer. What refuses us, or a
 * guest that does not converge, would do the same again, so it is not retried.
 */
public final class HypervisorUnreachableCondition extends ErrorCondition {
    private static final long serialVersionUID = 1;

    @DataBoundConstructor
    public HypervisorUnreachableCondition() {}

    @Override
    public boolean test(@NonNull Throwable error, @CheckForNull StepContext context) {
        return holds(error);
    }

    static boolean holds(Throwable error) {
        return isOrHolds(error, Collections.newSetFromMap(new IdentityHashMap<>()));
    }

    /** Looks at causes too, since remoting and other steps wrap what they catch; each is looked at only once. */
    private static boolean isOrHolds(Throwable error, Set<Throwable> seen) {
        if (error == null || !seen.add(error)) {
            return false;
        }
        return error instanceof HypervisorUnreachableException && !(error instanceof LoginRefusedException)
                || isOrHolds(error.getCause(), seen)
                || Arrays.stream(error.getSuppressed()).anyMatch(suppressed -> isOrHolds(suppressed, seen));
    }

    @Symbol("hypervisorUnreachable")
    @Extension(dynamicLoadable = YesNoMaybe.YES)
    public static final class DescriptorImpl extends ErrorConditionDescriptor {

        @NonNull
        @Override
        public String getDisplayName() {
            return Messages.HypervisorUnreachableCondition_displayName();
        }
    }
}
