package jenkins.model;

public interface IComputer {}
