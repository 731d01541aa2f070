package io.jenkins.plugins.libvirtmigration.jenkins.inventory;

import com.cloudbees.jenkins.plugins.sshcredentials.SSHUserPrivateKey;
import com.cloudbees.plugins.credentials.CredentialsProvider;
import hudson.model.Cause;
import hudson.model.Run;
import io.jenkins.plugins.libvirtmigration.check.Shown;
import java.util.Optional;
import java.util.stream.Collectors;

/** A build of this Jenkins: credentials are those of its job's folder, and what it uses is recorded with them. */
final class BuildHostUser implements HostUser {
    private final Run<?, ?> run;

    BuildHostUser(Run<?, ?> run) {
        this.run = run;
    }

    @Override
    public String job() {
        return run.getParent().getFullName();
    }

    @Override
    public String description() {
        return Shown.text(run.getExternalizableId()) + " ("
                + Shown.text(
                        run.getCauses().stream().map(Cause::getShortDescription).collect(Collectors.joining("; ")))
                + ")";
    }

    @Override
    public Optional<LoginKey> credential(InventoryHost host) {
        SSHUserPrivateKey found = CredentialsProvider.findCredentialById(
                host.getCredentialsId(),
                SSHUserPrivateKey.class,
                run,
                CredentialRequirements.of(host.getAddress(), host.getPort()));
        return Optional.ofNullable(found)
                .map(credential -> CredentialsProvider.track(run, credential))
                .map(LoginKey::of);
    }
}
