package hudson.model;

import edu.umd.cs.findbugs.annotations.NonNull;
import jenkins.model.Loadable;
import jenkins.util.io.OnMaster;

public abstract class Descriptor<T extends Describable<T>> implements Loadable, Saveable, OnMaster {
    protected Descriptor(Class<? extends T> clazz) {}

    protected Descriptor() {}

    @NonNull
    public String getDisplayName() {
        throw new UnsupportedOperationException("declared only");
    }

    @Override
    public synchronized void save() {
        throw new UnsupportedOperationException("declared only");
    }

    @Override
    public synchronized void load() {
        throw new UnsupportedOperationException("declared only");
    }
}
