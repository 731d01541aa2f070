package io.jenkins.plugins.libvirtmigration.ssh;

/** How a TCP connection from one host to another went. */
public enum Reachability {
    /** Something accepted the connection. */
    OPEN,
    /** Refused at once: the host is reached, and no firewall swallows the packets, but nothing listens. */
    REFUSED,
    /** No answer within the time: packets are swallowed somewhere. */
    SILENT,
    /** No route, or the name is unknown. */
    UNREACHABLE,
    /** The host does not permit the question (AllowTcpForwarding no). */
    UNKNOWN
}
