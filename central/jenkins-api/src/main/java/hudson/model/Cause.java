package hudson.model;

public abstract class Cause {
    private Cause() {}

    public abstract String getShortDescription();
}
