package io.jenkins.plugins.libvirtmigration.jenkins.inventory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.cloudbees.jenkins.plugins.sshcredentials.impl.BasicSSHUserPrivateKey;
import com.cloudbees.jenkins.plugins.sshcredentials.impl.BasicSSHUserPrivateKey.DirectEntryPrivateKeySource;
import com.cloudbees.plugins.credentials.CredentialsProvider;
import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.SystemCredentialsProvider;
import hudson.Launcher;
import hudson.model.AbstractBuild;
import hudson.model.BuildListener;
import hudson.model.FreeStyleProject;
import hudson.model.Result;
import hudson.slaves.DumbSlave;
import hudson.util.XStream2;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.NotSerializableException;
import java.io.ObjectOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import jenkins.agents.ControllerToAgentCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.TestBuilder;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** A host's credential on its way from Jenkins' store to an agent, and nowhere else. */
@WithJenkins
class SecretsJenkinsTest {
    private static final String KEY_TEXT = "QSBwcml2YXRlIGtleSB0aGF0IG5vYm9keSBtYXkgc2Vl";
    private static final String PASSPHRASE = "correct-horse-battery-staple";

    private JenkinsRule jenkins;
    private BasicSSHUserPrivateKey credential;

    @BeforeEach
    void store(JenkinsRule rule) {
        jenkins = rule;
        credential = new BasicSSHUserPrivateKey(
                CredentialsScope.GLOBAL,
                "kvm-admin",
                "admin",
                new DirectEntryPrivateKeySource(
                        "-----BEGIN OPENSSH PRIVATE KEY-----\n" + KEY_TEXT + "\n-----END OPENSSH PRIVATE KEY-----\n"),
                PASSPHRASE,
                "");
        SystemCredentialsProvider.getInstance().getCredentials().add(credential);
        LibvirtInventory.get().setHosts(List.of(InventoryHosts.forJobs("kvm-01", "drill")));
    }

    /** Resolves the host in a build, as a step does. */
    private ResolvedHost resolveIn(String job, Result expected) throws Exception {
        AtomicReference<ResolvedHost> resolved = new AtomicReference<>();
        FreeStyleProject project = jenkins.createFreeStyleProject(job);
        project.getBuildersList().add(new TestBuilder() {
            @Override
            public boolean perform(AbstractBuild<?, ?> build, Launcher launcher, BuildListener listener)
                    throws IOException {
                resolved.set(HostResolver.forBuild(build).resolve("kvm-01"));
                listener.getLogger().println("Found " + resolved.get());
                return true;
            }
        });
        jenkins.buildAndAssertStatus(expected, project);
        return resolved.get();
    }

    @Test
    void theUseOfTheCredentialIsRecorded() throws Exception {
        resolveIn("drill", Result.SUCCESS);
        assertThat(CredentialsProvider.getOrCreateFingerprintOf(credential).getJobs())
                .containsExactly("drill");
    }

    @Test
    void aJobThatTheHostDoesNotAdmitGetsNothing() throws Exception {
        assertThat(resolveIn("other", Result.FAILURE)).isNull();
        assertThat(CredentialsProvider.getOrCreateFingerprintOf(credential).getJobs())
                .isEmpty();
    }

    @Test
    void theSecretsAreInNoFileOfJenkins() throws Exception {
        resolveIn("drill", Result.SUCCESS);
        LibvirtInventory.get().save();
        try (var files = Files.walk(jenkins.jenkins.getRootDir().toPath())) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String text = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
                assertThat(text).as(file.toString()).doesNotContain(KEY_TEXT, PASSPHRASE);
            }
        }
    }

    @Test
    void aResolvedHostGoesToAnAgent() throws Exception {
        ResolvedHost host = resolveIn("drill", Result.SUCCESS);
        DumbSlave agent = jenkins.createOnlineSlave();
        assertThat(agent.getChannel().call(new Name(host))).isEqualTo("kvm-01 (admin@kvm-01.example.org:22)");
    }

    @Test
    void aResolvedHostIsWrittenNowhereElse() throws Exception {
        ResolvedHost host = resolveIn("drill", Result.SUCCESS);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            assertThatThrownBy(() -> out.writeObject(host)).isInstanceOf(NotSerializableException.class);
        }
        assertThat(bytes.toString(StandardCharsets.ISO_8859_1)).doesNotContain(KEY_TEXT, PASSPHRASE);
        assertThatThrownBy(() -> new XStream2().toXML(host)).hasStackTraceContaining("NotSerializableException");
    }

    private record Name(ResolvedHost host) implements ControllerToAgentCallable<String, RuntimeException> {
        @Override
        public String call() {
            return host.toString();
        }
    }
}
