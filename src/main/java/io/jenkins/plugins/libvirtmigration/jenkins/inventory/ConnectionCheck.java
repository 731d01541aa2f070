package io.jenkins.plugins.libvirtmigration.jenkins.inventory;

import io.jenkins.plugins.libvirtmigration.hypervisor.HypervisorAccess;
import io.jenkins.plugins.libvirtmigration.libvirt.LibvirtConnection;
import io.jenkins.plugins.libvirtmigration.libvirt.LibvirtDaemon;
import io.jenkins.plugins.libvirtmigration.ssh.CommandOutput;
import io.jenkins.plugins.libvirtmigration.ssh.SshSession;
import java.time.Duration;
import java.util.List;
import jenkins.agents.ControllerToAgentCallable;

/**
 * Logs in to a host, and on an agent asks its libvirt. On the controller libvirt is only knocked at: its native library
 * has no place in the controller's JVM.
 */
record ConnectionCheck(ResolvedHost host, boolean onAgent)
        implements ControllerToAgentCallable<ConnectionFinding, RuntimeException> {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    @Override
    public ConnectionFinding call() {
        String hostName = "";
        try {
            HypervisorAccess access = host.access();
            try (SshSession session =
                    SshSession.open(host.address(), access.identity(), access.hostKeys(), access.timeout())) {
                hostName = nameOf(session);
                LibvirtDaemon daemon =
                        new LibvirtDaemon(session, access.identity().user(), access.timeout());
                return onAgent ? ask(hostName, daemon) : knock(hostName, daemon);
            }
        } catch (RuntimeException e) {
            return ConnectionFinding.problem(hostName, String.valueOf(e.getMessage()));
        }
    }

    private static String nameOf(SshSession session) {
        CommandOutput output = session.run(PATIENCE, List.of("uname", "-n"));
        return output.succeeded() ? output.output().strip() : "";
    }

    private static ConnectionFinding ask(String hostName, LibvirtDaemon daemon) {
        try (LibvirtConnection libvirt = daemon.connect()) {
            int running = (int) libvirt.allDomains().stream()
                    .filter(domain -> domain.state().isRunning())
                    .count();
            return ConnectionFinding.answered(
                    hostName,
                    libvirt.libvirtVersion().toString(),
                    libvirt.qemuVersion().toString(),
                    running);
        }
    }

    private static ConnectionFinding knock(String hostName, LibvirtDaemon daemon) {
        return ConnectionFinding.loggedIn(hostName, daemon.reachableSocket().orElse(""));
    }
}
