package jenkins.model;

import hudson.FilePath;
import hudson.model.AbstractCIBase;
import hudson.model.Computer;
import hudson.model.DescriptorByNameOwner;
import hudson.model.Item;
import hudson.model.Label;
import hudson.model.ModifiableViewGroup;
import hudson.model.Node;
import hudson.security.ACL;
import hudson.security.AccessControlled;
import hudson.security.Permission;
import java.io.IOException;
import java.util.List;
import jenkins.util.io.OnMaster;
import org.kohsuke.stapler.StaplerFallback;
import org.kohsuke.stapler.StaplerProxy;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.Authentication;

public class Jenkins extends AbstractCIBase
        implements DirectlyModifiableTopLevelItemGroup,
                StaplerProxy,
                StaplerFallback,
                ModifiableViewGroup,
                AccessControlled,
                DescriptorByNameOwner,
                ModelObjectWithContextMenu,
                ModelObjectWithChildren,
                OnMaster,
                Loadable {
    private Jenkins() {}

    public static final Permission ADMINISTER = null;

    public static final Permission MANAGE = null;

    public static final Permission SYSTEM_READ = null;

    public static final Permission READ = null;

    public static final Authentication ANONYMOUS2 = null;

    public static Jenkins get() throws IllegalStateException {
        throw new UnsupportedOperationException("declared only");
    }

    public static Jenkins getInstanceOrNull() {
        throw new UnsupportedOperationException("declared only");
    }

    public Label getLabel(String value) {
        throw new UnsupportedOperationException("declared only");
    }

    public String getDisplayName() {
        throw new UnsupportedOperationException("declared only");
    }

    public Computer getComputer(String name) {
        throw new UnsupportedOperationException("declared only");
    }

    public Node getNode(String value) {
        throw new UnsupportedOperationException("declared only");
    }

    public List<Node> getNodes() {
        throw new UnsupportedOperationException("declared only");
    }

    public String getSearchUrl() {
        throw new UnsupportedOperationException("declared only");
    }

    public String getRootUrl() throws IllegalStateException {
        throw new UnsupportedOperationException("declared only");
    }

    public FilePath getRootPath() {
        throw new UnsupportedOperationException("declared only");
    }

    public FilePath createPath(String value) {
        throw new UnsupportedOperationException("declared only");
    }

    public ACL getACL() {
        throw new UnsupportedOperationException("declared only");
    }

    public <T extends Item> T getItemByFullName(String value, Class<T> type) throws AccessDeniedException {
        throw new UnsupportedOperationException("declared only");
    }

    public Item getItemByFullName(String value) {
        throw new UnsupportedOperationException("declared only");
    }

    public void load() throws IOException {
        throw new UnsupportedOperationException("declared only");
    }

    public synchronized void save() throws IOException {
        throw new UnsupportedOperationException("declared only");
    }

    public static Authentication getAuthentication2() {
        throw new UnsupportedOperationException("declared only");
    }

    public Object getTarget() {
        throw new UnsupportedOperationException("declared only");
    }
}
