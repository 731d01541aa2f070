package io.jenkins.plugins.libvirtmigration.jenkins.inventory;

import java.io.Serializable;

/**
 * What a test of a connection found. It may come from an agent and from a hypervisor: none of its texts is to be
 * trusted, and whoever shows one makes it fit for a page.
 *
 * @param hostName what the host calls itself; empty where it did not say
 * @param socket of libvirt, through which SSH lets us; empty where it opens none, or libvirt was asked
 * @param libvirt the daemon's version; empty where it was not asked
 * @param qemu the version of QEMU; empty where it was not asked
 * @param running how many guests run there; -1 where it was not asked
 * @param problem why it failed; empty where it did not
 */
record ConnectionFinding(String hostName, String socket, String libvirt, String qemu, int running, String problem)
        implements Serializable {
    private static final int NOT_ASKED = -1;

    static ConnectionFinding problem(String hostName, String problem) {
        return new ConnectionFinding(hostName, "", "", "", NOT_ASKED, problem);
    }

    static ConnectionFinding loggedIn(String hostName, String socket) {
        return new ConnectionFinding(hostName, socket, "", "", NOT_ASKED, "");
    }

    static ConnectionFinding answered(String hostName, String libvirt, String qemu, int running) {
        return new ConnectionFinding(hostName, "", libvirt, qemu, running, "");
    }
}
