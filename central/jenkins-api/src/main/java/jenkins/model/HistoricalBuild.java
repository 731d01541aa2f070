package jenkins.model;

public interface HistoricalBuild {}
