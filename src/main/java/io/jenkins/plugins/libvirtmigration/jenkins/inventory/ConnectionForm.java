package io.jenkins.plugins.libvirtmigration.jenkins.inventory;

import com.cloudbees.jenkins.plugins.sshcredentials.SSHUserPrivateKey;
import com.cloudbees.plugins.credentials.CredentialsProvider;
import hudson.model.Computer;
import hudson.model.Label;
import hudson.model.Node;
import hudson.remoting.VirtualChannel;
import hudson.security.ACL;
import hudson.util.FormValidation;
import io.jenkins.plugins.libvirtmigration.check.Shown;
import io.jenkins.plugins.libvirtmigration.host.HypervisorAddress;
import io.jenkins.plugins.libvirtmigration.host.HypervisorUnreachableException;
import io.jenkins.plugins.libvirtmigration.ssh.OfferedKey;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import jenkins.model.Jenkins;

/** The two buttons of a host's form that connect. Only for who may configure Jenkins: the caller has checked that. */
final class ConnectionForm {
    /** Logging in and asking libvirt have 20 s each. */
    private static final Duration AGENT_PATIENCE = Duration.ofSeconds(60);

    private static final Duration KEY_PATIENCE = Duration.ofSeconds(20);

    private ConnectionForm() {}

    static FormValidation test(
            String name, String address, String port, String credentialsId, String hostKey, String agent) {
        try {
            InventoryHost host = new InventoryHost(name, address);
            host.setPort(HostForm.number(port));
            host.setHostKey(hostKey);
            host.setCredentialsId(credentialsId);
            host.setAgent(agent);
            return test(host);
        } catch (IllegalArgumentException e) {
            return FormValidation.error(e.getMessage());
        }
    }

    private static FormValidation test(InventoryHost host) {
        String id = host.getCredentialsId();
        if (id.isEmpty()) {
            return FormValidation.error(Messages.HostForm_noCredential());
        }
        if (!HostForm.isThere(id, host.getAddress(), host.getPort())) {
            return FormValidation.error(Messages.HostForm_credentialNotFound(Shown.text(id)));
        }
        SSHUserPrivateKey key = CredentialsProvider.findCredentialByIdInItemGroup(
                id,
                SSHUserPrivateKey.class,
                Jenkins.get(),
                ACL.SYSTEM2,
                CredentialRequirements.of(host.getAddress(), host.getPort()));
        if (key == null) {
            return FormValidation.error(Messages.HostForm_credentialNotFound(Shown.text(id)));
        }
        ResolvedHost resolved = new ResolvedHost(host, LoginKey.of(key));
        Optional<String> agent = LibvirtInventory.get().agentFor(host);
        Optional<Computer> online = agent.flatMap(ConnectionForm::online);
        if (agent.isPresent() && online.isEmpty()) {
            return FormValidation.error(Messages.ConnectionForm_agentOffline(Shown.text(agent.get())));
        }
        return online.map(computer -> onAgent(computer, resolved))
                .orElseGet(() -> FindingText.onController(new ConnectionCheck(resolved, false).call()));
    }

    private static FormValidation onAgent(Computer computer, ResolvedHost host) {
        String name = Shown.text(computer.getName());
        VirtualChannel channel = computer.getChannel();
        if (channel == null) {
            return FormValidation.error(Messages.ConnectionForm_agentOffline(name));
        }
        try {
            ConnectionFinding finding = channel.callAsync(new ConnectionCheck(host, true))
                    .get(AGENT_PATIENCE.toSeconds(), TimeUnit.SECONDS);
            return FindingText.onAgent(name, finding);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return FormValidation.error(Messages.ConnectionForm_agentFailed(name, "interrupted"));
        } catch (IOException | ExecutionException | TimeoutException e) {
            return FormValidation.error(
                    Messages.ConnectionForm_agentFailed(name, Shown.text(String.valueOf(e.getMessage()))));
        }
    }

    /** The built-in node is no agent: libvirt's library is not loaded there. */
    private static Optional<Computer> online(String agent) {
        Label label = Jenkins.get().getLabel(agent);
        if (label == null) {
            return Optional.empty();
        }
        return label.getNodes().stream()
                .filter(node -> !(node instanceof Jenkins))
                .map(Node::toComputer)
                .filter(computer -> computer != null && computer.isOnline())
                .findFirst();
    }

    static FormValidation offeredKey(String address, String port) {
        try {
            HypervisorAddress where = HypervisorAddress.parse(
                    HostRules.reachedAt(Optional.empty(), HostRules.address(address), HostForm.number(port)));
            OfferedKey key = OfferedKey.of(where, KEY_PATIENCE);
            return FormValidation.warning(
                    Messages.ConnectionForm_offeredKey(key.fingerprint().toString(), key.line(), key.compareWith()));
        } catch (IllegalArgumentException | HypervisorUnreachableException e) {
            return FormValidation.error(String.valueOf(e.getMessage()));
        }
    }
}
