package io.jenkins.plugins.libvirtmigration.preparation.ssh;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.libvirtmigration.check.CheckStatus;
import io.jenkins.plugins.libvirtmigration.hypervisor.FakeHypervisor;
import io.jenkins.plugins.libvirtmigration.preparation.Recordings;
import io.jenkins.plugins.libvirtmigration.preparation.examination.Finding;
import io.jenkins.plugins.libvirtmigration.preparation.examination.PreparationRequest;
import io.jenkins.plugins.libvirtmigration.preparation.examination.PreparationRequest.PeerTransport;
import io.jenkins.plugins.libvirtmigration.preparation.examination.Surroundings;
import io.jenkins.plugins.libvirtmigration.preparation.host.ExaminedHost;
import io.jenkins.plugins.libvirtmigration.request.StorageMode;
import io.jenkins.plugins.libvirtmigration.ssh.CommandOutput;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Shells of the account that logs in, and of the one that peers log in to. */
class AccountShellsTest {
    private final FakeHypervisor fake = new FakeHypervisor("kvm-01");

    private List<Finding> findings(PeerTransport transport, String loginShell, String rootShell) {
        Recordings.teach(fake, "id -un", 0, "op\n");
        Recordings.teach(fake, "getent -- passwd op", 0, "op:x:1000:1000::/home/op:" + loginShell + "\n");
        Recordings.teach(fake, "getent -- passwd root", 0, "root:x:0:0:root:/root:" + rootShell + "\n");
        ExaminedHost host = new ExaminedHost(fake);
        return new AccountShells()
                .examine(
                        host,
                        new Surroundings(
                                new PreparationRequest(StorageMode.AUTO, transport, false, Optional.empty()),
                                List.of(host)));
    }

    @Test
    void bothHaveOne() {
        assertThat(findings(PeerTransport.SSH, "", "/bin/bash"))
                .hasSize(2)
                .allSatisfy(finding -> assertThat(finding.check().status()).isEqualTo(CheckStatus.PASSED));
    }

    @Test
    void rootWithoutOneIsReachedByNoPeer() {
        Finding root = findings(PeerTransport.SSH, "/bin/bash", "/sbin/nologin").get(1);

        assertThat(root.check().status()).isEqualTo(CheckStatus.WARNING);
        assertThat(root.check().found()).isEqualTo("/sbin/nologin for root");
        assertThat(root.check().remedy()).contains("NAME@HOST");
        assertThat(findings(PeerTransport.TLS, "/bin/bash", "/sbin/nologin"))
                .as("nobody logs in")
                .hasSize(1);
    }

    @Test
    void whatTheShellSaysInsteadOfACommandIsTold() {
        fake.ssh.answer(
                Recordings.command("id -un"),
                words -> new CommandOutput(1, "This account is currently not available.\n", ""));

        Finding finding =
                new AccountShells().examine(new ExaminedHost(fake), null).get(0);

        assertThat(finding.check().status()).isEqualTo(CheckStatus.FAILED);
        assertThat(finding.check().found()).isEqualTo("runs no command: This account is currently not available.");
    }
}
