package org.jenkinsci.plugins.workflow.actions;

public class LabelAction implements PersistentAction {
    public LabelAction(String value) {}

    public String getIconFileName() {
        throw new UnsupportedOperationException("declared only");
    }

    public String getDisplayName() {
        throw new UnsupportedOperationException("declared only");
    }

    public String getUrlName() {
        throw new UnsupportedOperationException("declared only");
    }
}
