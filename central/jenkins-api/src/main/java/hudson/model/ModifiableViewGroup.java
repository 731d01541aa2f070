package hudson.model;

public interface ModifiableViewGroup {}
