package hudson.remoting;

public interface IChannel {}
