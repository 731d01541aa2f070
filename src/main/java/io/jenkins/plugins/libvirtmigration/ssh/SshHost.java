package io.jenkins.plugins.libvirtmigration.ssh;

import java.time.Duration;
import java.util.List;

/** What can be asked of a host over its SSH connection. */
public interface SshHost {

    /**
     * Runs a program on the host. The words are quoted one by one, so that a shell there sees exactly these words.
     *
     * @throws io.jenkins.plugins.libvirtmigration.host.HypervisorUnreachableException when the connection is
     *     gone or the program has not ended within the timeout
     */
    CommandOutput run(Duration timeout, List<String> words);

    /** Opens and closes a TCP connection from that host to an address, as its own kernel and firewall see it. */
    Reachability reach(String address, int port, Duration timeout);
}
