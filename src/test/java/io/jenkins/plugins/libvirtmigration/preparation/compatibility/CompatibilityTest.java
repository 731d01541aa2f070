package io.jenkins.plugins.libvirtmigration.preparation.compatibility;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.libvirtmigration.check.Check;
import io.jenkins.plugins.libvirtmigration.check.CheckStatus;
import io.jenkins.plugins.libvirtmigration.hypervisor.FakeHypervisor;
import io.jenkins.plugins.libvirtmigration.libvirt.CpuComparison;
import io.jenkins.plugins.libvirtmigration.libvirt.LibvirtVersion;
import io.jenkins.plugins.libvirtmigration.preparation.Recordings;
import io.jenkins.plugins.libvirtmigration.preparation.examination.Finding;
import io.jenkins.plugins.libvirtmigration.preparation.examination.Surroundings;
import io.jenkins.plugins.libvirtmigration.preparation.host.ExaminedHost;
import java.util.List;
import org.junit.jupiter.api.Test;

class CompatibilityTest {
    private final FakeHypervisor one = Recordings.root("kvm-01");
    private final FakeHypervisor other = Recordings.root("kvm-02");
    private final ExaminedHost from = new ExaminedHost(one);
    private final ExaminedHost to = new ExaminedHost(other);

    private static String capabilities(String architecture, String type) {
        return "<capabilities><host><cpu><arch>" + architecture + "</arch></cpu></host><guest><arch name='"
                + architecture
                + "'><emulator>/q</emulator><domain type='" + type + "'/><machine>pc-q35-7.2</machine></arch></guest>"
                + "</capabilities>";
    }

    private Check cpu() {
        for (FakeHypervisor host : List.of(one, other)) {
            host.libvirt.domainCapabilities = words -> Recordings.of("debian12-domcapabilities.xml");
        }
        return new CpuFits().examine(from, to, null).get(0).check();
    }

    @Test
    void oneUuidForTwoHostsFails() {
        other.libvirt.hostUuid = one.libvirt.hostUuid;

        Check check = new HostUuidsDistinct().examine(from, to, null).get(0).check();

        assertThat(check.status()).isEqualTo(CheckStatus.FAILED);
        assertThat(check.remedy()).contains("host_uuid");
    }

    @Test
    void anOlderDestinationIsTold() {
        other.libvirt.qemuVersion = new LibvirtVersion(6_002_000);

        List<Finding> findings = new VersionsInOrder().examine(from, to, null);

        assertThat(findings.get(0).check().status()).isEqualTo(CheckStatus.PASSED);
        assertThat(findings.get(1).check().found()).isEqualTo("QEMU 7.2.0 on kvm-01, 6.2.0 on kvm-02");
        assertThat(findings.get(1).check().status()).isEqualTo(CheckStatus.WARNING);
    }

    @Test
    void aCpuThatThePeerHasPasses() {
        one.libvirt.capabilities = capabilities("x86_64", "qemu");
        other.libvirt.capabilities = capabilities("x86_64", "qemu");

        assertThat(cpu().status()).isEqualTo(CheckStatus.PASSED);
    }

    @Test
    void aCpuThatThePeerLacksIsNamed() {
        one.libvirt.capabilities = capabilities("x86_64", "qemu");
        other.libvirt.capabilities = capabilities("x86_64", "qemu");
        // libvirt 9.0 in the lab, which was made to believe that its processor has less.
        String said = "the CPU is incompatible with host CPU: Host CPU does not provide required features: erms, umip";
        other.libvirt.cpu = xml -> new CpuComparison(CpuComparison.Result.INCOMPATIBLE, said);

        assertThat(cpu().found()).endsWith("kvm-02 lacks something: " + said);
    }

    @Test
    void whatTheSourceItselfRefusesSaysNothing() {
        one.libvirt.capabilities = capabilities("x86_64", "qemu");
        other.libvirt.capabilities = capabilities("x86_64", "qemu");
        one.libvirt.cpu = xml -> new CpuComparison(CpuComparison.Result.INCOMPATIBLE, "missing features: topoext");

        assertThat(cpu().found()).contains("does not accept its own host's model");
    }

    @Test
    void anotherArchitectureAndAMissingKvmFail() {
        one.libvirt.capabilities = capabilities("x86_64", "kvm");
        other.libvirt.capabilities = capabilities("aarch64", "kvm");
        assertThat(cpu().status()).isEqualTo(CheckStatus.FAILED);
        Check baseline = new CpuBaseline()
                .examine(from, new Surroundings(null, List.of(from, to)))
                .get(0)
                .check();
        assertThat(baseline.status()).isEqualTo(CheckStatus.FAILED);
        assertThat(baseline.found()).isEqualTo("hosts of several architectures");

        from.forget();
        to.forget();
        other.libvirt.capabilities = capabilities("x86_64", "qemu");
        assertThat(cpu().found()).isEqualTo("kvm-02 has no KVM");
    }

    @Test
    void theBaselineIsToldInAFewWords() {
        assertThat(CpuBaseline.describe("<cpu mode='custom'><model fallback='forbid'>EPYC</model>"
                        + "<feature policy='require' name='ss'/><feature policy='disable' name='vme'/></cpu>\n"))
                .isEqualTo("EPYC (1 features added, 1 taken away)");
    }

    private void links(FakeHypervisor host, String bridges) {
        Recordings.teach(host, "virsh -q -c qemu:///system net-list --name", 0, "\n");
        Recordings.teach(host, "ip -o link show type bridge", 0, bridges);
    }

    @Test
    void aMissingBridgeAndAnotherMtuAreTold() {
        links(one, Recordings.of("debian12-ip-bridges.txt") + "4: br1: <UP> mtu 9000 qdisc noqueue\\\n");
        links(other, "7: br0: <UP> mtu 9000 qdisc noqueue\\\n");

        List<Finding> findings = new NetworksSame().examine(from, to, null);

        assertThat(findings)
                .extracting(finding -> finding.check().found())
                .containsExactly(
                        "no network",
                        "br1 not there, or down, used by no running guest",
                        "br0 has 1500 on kvm-01, 9000 on kvm-02");
    }

    @Test
    void machineTypesOfNobodyAreOnlyAWarning() {
        one.libvirt.capabilities = capabilities("x86_64", "kvm");
        other.libvirt.capabilities = capabilities("x86_64", "kvm").replace("pc-q35-7.2", "pc-q35-6.2");

        Check check = new MachineTypes().examine(from, to, null).get(0).check();

        assertThat(check.status()).isEqualTo(CheckStatus.WARNING);
        assertThat(check.found()).contains("pc-q35-7.2");
    }

    @Test
    void aBridgeThatIsDownCarriesNothing() {
        assertThat(Links.down("3: br0: <BROADCAST,MULTICAST,UP,LOWER_UP> mtu 1500 qdisc noqueue state UP\n"
                        + "4: br1: <BROADCAST,MULTICAST> mtu 1500 qdisc noop state DOWN\n"
                        + "5: br2: <NO-CARRIER,BROADCAST,MULTICAST,UP> mtu 1500 qdisc noqueue state DOWN\n"))
                .containsExactly("br1");
    }
}
