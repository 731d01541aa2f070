package hudson.model;

import java.util.List;
import jenkins.model.ModelObjectWithContextMenu;

public abstract class Actionable extends AbstractModelObject implements ModelObjectWithContextMenu {
    public Actionable() {}

    public List<Action> getActions() {
        throw new UnsupportedOperationException("declared only");
    }

    public <T extends Action> List<T> getActions(Class<T> type) {
        throw new UnsupportedOperationException("declared only");
    }

    public void addAction(Action action) {
        throw new UnsupportedOperationException("declared only");
    }

    public void replaceAction(Action action) {
        throw new UnsupportedOperationException("declared only");
    }

    public boolean addOrReplaceAction(Action action) {
        throw new UnsupportedOperationException("declared only");
    }

    public Action getAction(int number) {
        throw new UnsupportedOperationException("declared only");
    }

    public <T extends Action> T getAction(Class<T> type) {
        throw new UnsupportedOperationException("declared only");
    }
}
