package hudson.model;

import hudson.security.ACL;
import hudson.security.AccessControlled;
import java.io.File;
import java.io.IOException;
import jenkins.model.Loadable;
import org.kohsuke.stapler.HttpDeletable;
import org.kohsuke.stapler.StaplerProxy;

public abstract class AbstractItem extends Actionable
        implements Loadable, Item, HttpDeletable, AccessControlled, DescriptorByNameOwner, StaplerProxy {
    protected AbstractItem(ItemGroup itemGroup, String value) {}

    public String getName() {
        throw new UnsupportedOperationException("declared only");
    }

    public String getDisplayName() {
        throw new UnsupportedOperationException("declared only");
    }

    public File getRootDir() {
        throw new UnsupportedOperationException("declared only");
    }

    public ItemGroup getParent() {
        throw new UnsupportedOperationException("declared only");
    }

    public final String getFullName() {
        throw new UnsupportedOperationException("declared only");
    }

    public final String getFullDisplayName() {
        throw new UnsupportedOperationException("declared only");
    }

    public final String getUrl() {
        throw new UnsupportedOperationException("declared only");
    }

    public String getSearchUrl() {
        throw new UnsupportedOperationException("declared only");
    }

    public ACL getACL() {
        throw new UnsupportedOperationException("declared only");
    }

    public synchronized void save() throws IOException {
        throw new UnsupportedOperationException("declared only");
    }

    public void load() throws IOException {
        throw new UnsupportedOperationException("declared only");
    }
}
