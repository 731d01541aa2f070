package hudson.model;

import hudson.remoting.VirtualChannel;
import hudson.security.AccessControlled;
import java.util.concurrent.ExecutorService;
import jenkins.model.IComputer;
import jenkins.widgets.HasWidgets;
import org.kohsuke.stapler.StaplerProxy;

public abstract class Computer extends Actionable
        implements AccessControlled, IComputer, ExecutorListener, DescriptorByNameOwner, StaplerProxy, HasWidgets {
    private Computer() {}

    public static final ExecutorService threadPoolForRemoting = null;

    public static Computer currentComputer() {
        throw new UnsupportedOperationException("declared only");
    }

    public abstract VirtualChannel getChannel();

    public String getName() {
        throw new UnsupportedOperationException("declared only");
    }

    public Node getNode() {
        throw new UnsupportedOperationException("declared only");
    }

    public boolean isOffline() {
        throw new UnsupportedOperationException("declared only");
    }

    public final boolean isOnline() {
        throw new UnsupportedOperationException("declared only");
    }
}
