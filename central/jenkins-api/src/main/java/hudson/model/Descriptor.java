package hudson.model;

import jenkins.model.Loadable;
import jenkins.util.io.OnMaster;
import net.sf.json.JSONObject;
import org.kohsuke.stapler.HttpResponse;
import org.kohsuke.stapler.StaplerRequest2;

public abstract class Descriptor<T extends Describable<T>> implements Loadable, Saveable, OnMaster {
    protected Descriptor(Class<? extends T> type) {}

    protected Descriptor() {}

    public String getDisplayName() {
        throw new UnsupportedOperationException("declared only");
    }

    public String getId() {
        throw new UnsupportedOperationException("declared only");
    }

    public boolean configure(StaplerRequest2 staplerRequest2, JSONObject jSONObject) throws FormException {
        throw new UnsupportedOperationException("declared only");
    }

    public synchronized void save() {
        throw new UnsupportedOperationException("declared only");
    }

    public synchronized void load() {
        throw new UnsupportedOperationException("declared only");
    }

    public static final class FormException extends Exception implements HttpResponse {
        public FormException(String value, String value2) {}

        public FormException(String value, Throwable throwable, String value2) {}

        public FormException(Throwable throwable, String value) {}
    }
}
