package io.jenkins.plugins.libvirtmigration.preflight;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.libvirtmigration.check.Check;
import io.jenkins.plugins.libvirtmigration.check.CheckStatus;
import io.jenkins.plugins.libvirtmigration.domain.CpuDefinition;
import io.jenkins.plugins.libvirtmigration.domain.Recorded;
import io.jenkins.plugins.libvirtmigration.libvirt.CpuComparison;
import io.jenkins.plugins.libvirtmigration.libvirt.CpuComparison.Result;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CpuCheckTest {
    /** As libvirt 9.0 says it (virsh hypervisor-cpu-compare --error). */
    private static final String LACKS =
            "the CPU is incompatible with host CPU: Host CPU does not provide required features: ";

    private final Hosts hosts = new Hosts();

    @BeforeEach
    void kvm() {
        hosts.two.guest.xml = hosts.two.guest.xml.replace("type='qemu'", "type='kvm'");
    }

    @ParameterizedTest
    @CsvSource({"IDENTICAL,PASSED", "SUPERSET,PASSED", "INCOMPATIBLE,FAILED", "UNKNOWN,WARNING"})
    void theDestinationDecides(Result answer, CheckStatus status) {
        hosts.two.destination.libvirt.cpu = xml -> new CpuComparison(answer, LACKS + "avx512f");

        assertThat(check().status()).isEqualTo(status);
        assertThat(check().found()).contains(answer.toString(), "avx512f");
    }

    @Test
    void whatTheSourceIsSaidToLackIsNotAskedOfTheDestination() {
        hosts.two.source.libvirt.cpu = xml -> refusingUnlessWithout(xml, "lahf_lm");
        hosts.two.destination.libvirt.cpu = xml -> refusingUnlessWithout(xml, "lahf_lm");

        assertThat(check().status()).isEqualTo(CheckStatus.PASSED);
        assertThat(check().found()).contains("without what the source lacks too");
    }

    @Test
    void calibratingDoesNotExcuseWhatOnlyTheDestinationLacks() {
        hosts.two.source.libvirt.cpu = xml -> refusingUnlessWithout(xml, "lahf_lm");
        hosts.two.destination.libvirt.cpu = xml -> new CpuComparison(Result.INCOMPATIBLE, LACKS + "hypervisor");

        assertThat(check().status()).isEqualTo(CheckStatus.FAILED);
        assertThat(check().found()).contains("hypervisor");
        assertThat(check().remedy()).contains("virsh hypervisor-cpu-baseline");
    }

    @ParameterizedTest
    @CsvSource({"INCOMPATIBLE,''", "UNKNOWN,not supported by the connection driver"})
    void aSourceThatCannotSayMakesNothingKnown(Result answer, String detail) {
        hosts.two.source.libvirt.cpu = xml -> new CpuComparison(answer, detail);
        hosts.two.destination.libvirt.cpu = xml -> {
            throw new AssertionError("the destination is not asked what nobody can judge");
        };

        assertThat(check().status()).isEqualTo(CheckStatus.WARNING);
        assertThat(check().found()).startsWith("nothing known").contains(answer.toString());
    }

    @Test
    void anEmulatedCpuIsAWarning() {
        hosts.two.guest.xml = hosts.two.guest.xml.replace("type='kvm'", "type='qemu'");
        hosts.two.destination.libvirt.cpu = xml -> new CpuComparison(Result.INCOMPATIBLE, LACKS + "svm");

        assertThat(check().status()).isEqualTo(CheckStatus.WARNING);
        assertThat(check().found()).contains("svm");
    }

    @Test
    void aGuestWithTheHostsOwnCpuWantsTheSameOne() {
        String cpu = "<cpu mode='custom' match='exact' check='full'><model fallback='forbid'>qemu64</model>"
                + "<feature policy='require' name='hypervisor'/><feature policy='require' name='lahf_lm'/></cpu>";
        assertThat(hosts.two.guest.xml).contains(cpu);
        hosts.two.guest.xml = hosts.two.guest.xml.replace(cpu, "<cpu mode='host-passthrough' check='none'/>");
        assertThat(check().status()).isEqualTo(CheckStatus.PASSED);

        hosts.two.destination.libvirt.capabilities =
                Recorded.xml("capabilities").replace("<feature name='avx2'/>", "");
        assertThat(check().status()).isEqualTo(CheckStatus.FAILED);
        assertThat(check().found()).endsWith("missing there: avx2");
        assertThat(check().remedy()).contains("destination");

        hosts.two.destination.libvirt.capabilities = Recorded.xml("capabilities")
                .replace("<feature name='avx2'/>", "<feature name='avx2'/><feature name='brand-new'/>");
        assertThat(check().status()).isEqualTo(CheckStatus.WARNING);
    }

    @Test
    void aGuestWithoutAModelIsLeftToQemu() {
        hosts.two.guest.xml = hosts.two.guest.xml.replaceAll("<cpu .*</cpu>", "");

        assertThat(check().status()).isEqualTo(CheckStatus.PASSED);
        assertThat(check().found()).contains("QEMU's default");
    }

    @Test
    void readsTheNamesInLibvirtsWords() {
        assertThat(CpuDefinition.featuresNamedIn(LACKS + "vme, sse4.1, amd-ssbd, vmx-rdrand-exit"))
                .containsExactly("amd-ssbd", "sse4.1", "vme", "vmx-rdrand-exit");
        assertThat(CpuDefinition.featuresNamedIn("guest CPU doesn't match specification: missing features: hle,rtm"))
                .containsExactly("hle", "rtm");
        assertThat(CpuDefinition.featuresNamedIn("unsupported configuration")).isEmpty();
        assertThat(CpuDefinition.featuresNamedIn(null)).isEmpty();
    }

    @Test
    void aFeatureOfTheModelIsTurnedOffByName() {
        CpuDefinition cpu = CpuDefinition.parse(
                "<cpu mode='custom'><model>EPYC-Milan</model><feature policy='require' name='topoext'/></cpu>");

        assertThat(cpu.without(Set.of()).xml()).isEqualTo(cpu.xml());
        assertThat(cpu.without(Set.of("topoext", "pcid")).xml())
                .contains("<feature name=\"pcid\" policy=\"disable\"/>")
                .contains("<feature name=\"topoext\" policy=\"disable\"/>")
                .doesNotContain("require");
    }

    private static CpuComparison refusingUnlessWithout(String xml, String feature) {
        boolean asked = xml.contains(feature) && !xml.contains("name=\"" + feature + "\" policy=\"disable\"");
        return asked ? new CpuComparison(Result.INCOMPATIBLE, LACKS + feature) : new CpuComparison(Result.SUPERSET, "");
    }

    private Check check() {
        return hosts.run(new CpuCheck()).get(0);
    }
}
