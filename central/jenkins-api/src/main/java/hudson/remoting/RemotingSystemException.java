package hudson.remoting;

public class RemotingSystemException extends RuntimeException {}
