package hudson.model;

import hudson.model.queue.SubTask;
import jenkins.model.FullyNamedModelObject;

public class Queue extends ResourceController implements Saveable {
    private Queue() {}

    public void save() {
        throw new UnsupportedOperationException("declared only");
    }

    public interface Task extends FullyNamedModelObject, SubTask {}

    public interface Executable {}
}
