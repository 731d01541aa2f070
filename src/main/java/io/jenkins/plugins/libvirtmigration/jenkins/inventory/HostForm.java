package io.jenkins.plugins.libvirtmigration.jenkins.inventory;

import com.cloudbees.jenkins.plugins.sshcredentials.SSHUserPrivateKey;
import com.cloudbees.plugins.credentials.CredentialsMatcher;
import com.cloudbees.plugins.credentials.CredentialsMatchers;
import com.cloudbees.plugins.credentials.CredentialsProvider;
import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.common.StandardListBoxModel;
import hudson.model.Label;
import hudson.security.ACL;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.libvirtmigration.check.Shown;
import java.util.List;
import jenkins.model.Jenkins;

/**
 * What the form of a host answers while it is filled in. Nothing here connects to anything, and who may not configure
 * Jenkins learns nothing.
 */
final class HostForm {
    /** A credential of scope System is for Jenkins itself: no build finds it. */
    private static final CredentialsMatcher FOR_BUILDS =
            CredentialsMatchers.not(CredentialsMatchers.withScope(CredentialsScope.SYSTEM));

    private HostForm() {}

    /** @param rule throws IllegalArgumentException with the text to show */
    static FormValidation check(Runnable rule) {
        if (!mayConfigure()) {
            return FormValidation.ok();
        }
        try {
            rule.run();
            return FormValidation.ok();
        } catch (IllegalArgumentException e) {
            return FormValidation.error(e.getMessage());
        }
    }

    static FormValidation checkHostKey(String value) {
        if (mayConfigure() && HostRules.isBlank(value)) {
            return FormValidation.warning(Messages.HostForm_noHostKey());
        }
        return check(() -> HostRules.hostKey(value));
    }

    /** @param value a pattern on each line */
    static FormValidation checkAllowedJobs(String value) {
        if (mayConfigure() && HostRules.isBlank(value)) {
            return FormValidation.warning(Messages.HostForm_everyJob());
        }
        return check(() ->
                value.lines().map(String::strip).filter(line -> !line.isEmpty()).forEach(JobPatterns::check));
    }

    static FormValidation checkAgent(String value) {
        if (!mayConfigure() || HostRules.isBlank(value)) {
            return FormValidation.ok();
        }
        Label label = Jenkins.get().getLabel(value.strip());
        return label == null || label.isEmpty()
                ? FormValidation.warning(Messages.HostForm_noAgent(Shown.text(value.strip())))
                : FormValidation.ok();
    }

    static FormValidation checkCredential(String id, String address, String port) {
        if (!mayConfigure()) {
            return FormValidation.ok();
        }
        if (HostRules.isBlank(id)) {
            return FormValidation.warning(Messages.HostForm_noCredential());
        }
        try {
            HostRules.credentialsId(id);
            boolean found = isThere(id, HostRules.address(address), number(port));
            return found
                    ? FormValidation.ok()
                    : FormValidation.warning(Messages.HostForm_credentialNotFound(Shown.text(id)));
        } catch (IllegalArgumentException e) {
            return FormValidation.error(e.getMessage());
        }
    }

    /** Whether every build of this Jenkins finds the credential, as far as the rights of its user permit. */
    static boolean isThere(String id, String address, int port) {
        return !CredentialsProvider.listCredentialsInItemGroup(
                        SSHUserPrivateKey.class,
                        Jenkins.get(),
                        ACL.SYSTEM2,
                        CredentialRequirements.of(address, port),
                        CredentialsMatchers.allOf(CredentialsMatchers.withId(id), FOR_BUILDS))
                .isEmpty();
    }

    /** Who may not configure Jenkins sees nothing but the value that is there. */
    static ListBoxModel credentials(String current) {
        StandardListBoxModel items = new StandardListBoxModel();
        if (!mayConfigure()) {
            items.includeCurrentValue(current);
            return items;
        }
        items.includeEmptyValue();
        items.includeMatchingAs(ACL.SYSTEM2, Jenkins.get(), SSHUserPrivateKey.class, List.of(), FOR_BUILDS);
        items.includeCurrentValue(current);
        return items;
    }

    /** @throws IllegalArgumentException when it is no port, with the text to show */
    static int number(String port) {
        try {
            return HostRules.port(Integer.parseInt(port.strip()));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(Messages.HostRules_port(Shown.text(port)));
        }
    }

    private static boolean mayConfigure() {
        return Jenkins.get().hasPermission(Jenkins.ADMINISTER);
    }
}
