package io.jenkins.plugins.libvirtmigration.jenkins.inventory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.cloudbees.jenkins.plugins.sshcredentials.impl.BasicSSHUserPrivateKey;
import com.cloudbees.jenkins.plugins.sshcredentials.impl.BasicSSHUserPrivateKey.DirectEntryPrivateKeySource;
import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.SystemCredentialsProvider;
import hudson.model.User;
import hudson.security.ACL;
import hudson.security.ACLContext;
import hudson.security.AccessDeniedException3;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import java.util.List;
import jenkins.model.Jenkins;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.MockAuthorizationStrategy;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** What the form's web methods tell to whom. */
@WithJenkins
class InventoryAccessJenkinsTest {
    private final InventoryHost.DescriptorImpl form = new InventoryHost.DescriptorImpl();
    private JenkinsRule jenkins;

    @BeforeEach
    void secure(JenkinsRule rule) throws Exception {
        jenkins = rule;
        jenkins.jenkins.setSecurityRealm(jenkins.createDummySecurityRealm());
        jenkins.jenkins.setAuthorizationStrategy(new MockAuthorizationStrategy()
                .grant(Jenkins.ADMINISTER)
                .everywhere()
                .to("admin")
                .grant(Jenkins.READ, Jenkins.MANAGE, Jenkins.SYSTEM_READ)
                .everywhere()
                .to("reader"));
        for (CredentialsScope scope : List.of(CredentialsScope.GLOBAL, CredentialsScope.SYSTEM)) {
            SystemCredentialsProvider.getInstance()
                    .getCredentials()
                    .add(new BasicSSHUserPrivateKey(
                            scope, "key-" + scope, "root", new DirectEntryPrivateKeySource("key"), "", ""));
        }
    }

    private static ACLContext as(String user) {
        return ACL.as2(User.getById(user, true).impersonate2());
    }

    @Test
    void anAdministratorChoosesAmongTheKeysThatABuildCanFind() {
        try (ACLContext ignored = as("admin")) {
            assertThat(form.doFillCredentialsIdItems("gone"))
                    .extracting((ListBoxModel.Option option) -> option.value)
                    .contains("", "key-GLOBAL", "gone")
                    .doesNotContain("key-SYSTEM");
        }
    }

    @Test
    void nobodyElseCanListCredentials() {
        try (ACLContext ignored = as("reader")) {
            assertThat(form.doFillCredentialsIdItems("mine"))
                    .extracting((ListBoxModel.Option option) -> option.value)
                    .containsExactly("mine");
            assertThat(form.doCheckCredentialsId("key-GLOBAL", "kvm-01", "22")).isEqualTo(FormValidation.ok());
            assertThat(form.doCheckCredentialsId("guess", "kvm-01", "22")).isEqualTo(FormValidation.ok());
        }
    }

    @Test
    void theChecksTellOnlyAnAdministratorWhatIsWrong() {
        try (ACLContext ignored = as("admin")) {
            assertThat(form.doCheckName("kvm 01").kind).isEqualTo(FormValidation.Kind.ERROR);
            assertThat(form.doCheckHostKey("").kind).isEqualTo(FormValidation.Kind.WARNING);
            assertThat(form.doCheckAllowedJobs(" ").kind).isEqualTo(FormValidation.Kind.WARNING);
            assertThat(form.doCheckAllowedJobs("ops/**").kind).isEqualTo(FormValidation.Kind.OK);
            assertThat(form.doCheckAllowedJobs("ops/**\n/patch").kind).isEqualTo(FormValidation.Kind.ERROR);
            assertThat(form.doCheckAgent("nobody").kind).isEqualTo(FormValidation.Kind.WARNING);
            for (String id : List.of("", "guess", "key-SYSTEM")) {
                assertThat(form.doCheckCredentialsId(id, "kvm-01", "22").kind).isEqualTo(FormValidation.Kind.WARNING);
            }
            assertThat(form.doCheckCredentialsId("key-GLOBAL", "kvm-01", "22").kind)
                    .isEqualTo(FormValidation.Kind.OK);
        }
        try (ACLContext ignored = as("reader")) {
            assertThat(form.doCheckName("kvm 01").kind).isEqualTo(FormValidation.Kind.OK);
            assertThat(form.doCheckHostKey("").kind).isEqualTo(FormValidation.Kind.OK);
            assertThat(form.doCheckAllowedJobs("").kind).isEqualTo(FormValidation.Kind.OK);
            assertThat(form.doCheckAgent("nobody").kind).isEqualTo(FormValidation.Kind.OK);
        }
    }

    @Test
    void onlyAnAdministratorMakesJenkinsConnect() {
        try (ACLContext ignored = as("reader")) {
            assertThatThrownBy(() -> form.doTestConnection("kvm-01", "127.0.0.1", "1", "key-GLOBAL", "", ""))
                    .isInstanceOf(AccessDeniedException3.class);
            assertThatThrownBy(() -> form.doShowOfferedKey("127.0.0.1", "1"))
                    .isInstanceOf(AccessDeniedException3.class);
        }
    }

    /** The values come from an administrator's request, which another page may have made up: the answer is text. */
    @Test
    void whatIsShownIsEscaped() throws Exception {
        try (ACLContext ignored = as("admin")) {
            String html = form.doCheckName("<img src=x onerror=alert(1)>").renderHtml();
            assertThat(html).contains("&lt;img").doesNotContain("<img");
        }
    }
}
