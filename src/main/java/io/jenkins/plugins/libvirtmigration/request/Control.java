package io.jenkins.plugins.libvirtmigration.request;

/** Who carries the conversation between the two daemons. */
public enum Control {
    /** Peer-to-peer where the source can reach the destination with authentication, else managed. */
    AUTO,
    /** This process; the source cancels if this process dies. */
    MANAGED,
    /** The source's daemon; the migration survives this process. */
    PEER_TO_PEER
}
