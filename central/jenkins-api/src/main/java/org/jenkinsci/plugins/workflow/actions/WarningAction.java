package org.jenkinsci.plugins.workflow.actions;

import hudson.model.Result;

public class WarningAction implements PersistentAction {
    public WarningAction(Result result) {}

    public WarningAction withMessage(String value) {
        throw new UnsupportedOperationException("declared only");
    }

    public String getMessage() {
        throw new UnsupportedOperationException("declared only");
    }

    public Result getResult() {
        throw new UnsupportedOperationException("declared only");
    }

    public String getDisplayName() {
        throw new UnsupportedOperationException("declared only");
    }

    public String getIconFileName() {
        throw new UnsupportedOperationException("declared only");
    }

    public String getUrlName() {
        throw new UnsupportedOperationException("declared only");
    }
}
