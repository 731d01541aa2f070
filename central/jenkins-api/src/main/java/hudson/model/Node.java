package hudson.model;

import hudson.ExtensionPoint;
import hudson.FilePath;
import hudson.model.labels.LabelAtom;
import hudson.remoting.VirtualChannel;
import hudson.security.AccessControlled;
import jenkins.util.io.OnMaster;

public abstract class Node extends AbstractModelObject
        implements ReconfigurableDescribable<Node>, ExtensionPoint, AccessControlled, OnMaster, PersistenceRoot {
    public Node() {}

    public final Computer toComputer() {
        throw new UnsupportedOperationException("declared only");
    }

    public final VirtualChannel getChannel() {
        throw new UnsupportedOperationException("declared only");
    }

    public LabelAtom getSelfLabel() {
        throw new UnsupportedOperationException("declared only");
    }

    public abstract FilePath getRootPath();
}
