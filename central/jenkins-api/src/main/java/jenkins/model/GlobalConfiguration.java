package jenkins.model;

import hudson.ExtensionList;
import hudson.ExtensionPoint;
import hudson.model.Describable;
import hudson.model.Descriptor;
import hudson.model.Descriptor.FormException;
import net.sf.json.JSONObject;
import org.kohsuke.stapler.StaplerRequest2;

public abstract class GlobalConfiguration extends Descriptor<GlobalConfiguration>
        implements ExtensionPoint, Describable<GlobalConfiguration> {
    protected GlobalConfiguration() {}

    public final Descriptor<GlobalConfiguration> getDescriptor() {
        throw new UnsupportedOperationException("declared only");
    }

    public boolean configure(StaplerRequest2 staplerRequest2, JSONObject jSONObject) throws FormException {
        throw new UnsupportedOperationException("declared only");
    }

    public static ExtensionList<GlobalConfiguration> all() {
        throw new UnsupportedOperationException("declared only");
    }
}
