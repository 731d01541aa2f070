package io.jenkins.plugins.libvirtmigration.preparation.names;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.libvirtmigration.check.CheckStatus;
import io.jenkins.plugins.libvirtmigration.hypervisor.FakeHypervisor;
import io.jenkins.plugins.libvirtmigration.preparation.Recordings;
import io.jenkins.plugins.libvirtmigration.preparation.examination.Finding;
import io.jenkins.plugins.libvirtmigration.preparation.examination.Subject;
import io.jenkins.plugins.libvirtmigration.preparation.host.ExaminedHost;
import io.jenkins.plugins.libvirtmigration.preparation.host.NotSeenException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class NamesTest {
    private static final Instant NOON = Instant.ofEpochSecond(1_800_000_000);

    private final FakeHypervisor one = Recordings.root("kvm-01");
    private final FakeHypervisor other = Recordings.root("kvm-02");

    private Finding resolved(String answer) {
        other.libvirt.hostName = "kvm-02";
        Recordings.teach(
                other, "ip -o address show", 0, "2: eth0    inet 10.0.0.12/24 brd 10.0.0.255 scope global eth0\\");
        Recordings.teach(one, "getent ahosts kvm-02", answer.isEmpty() ? 2 : 0, answer);
        List<Finding> findings = new NamesResolve().examine(new ExaminedHost(one), new ExaminedHost(other), null);
        assertThat(findings).hasSize(1);
        return findings.get(0);
    }

    @Test
    void aNameWithTheRightAddressPasses() {
        assertThat(resolved("10.0.0.12 STREAM kvm-02\n10.0.0.12 DGRAM\n")
                        .check()
                        .status())
                .isEqualTo(CheckStatus.PASSED);
    }

    @Test
    void aLoopbackAddressFails() {
        Finding finding = resolved("127.0.1.1 STREAM kvm-02\n");

        assertThat(finding.check().status()).isEqualTo(CheckStatus.FAILED);
        assertThat(finding.check().found()).isEqualTo("kvm-02 resolves to 127.0.1.1, which is kvm-01 itself");
        assertThat(finding.check().remedy()).contains("/etc/hosts");
    }

    @Test
    void anAddressOfSomebodyElseFails() {
        assertThat(resolved("10.0.0.99 STREAM kvm-02\n").check().found())
                .isEqualTo("kvm-02 resolves to 10.0.0.99; kvm-02 has 10.0.0.12");
    }

    @Test
    void anUnknownNameIsNamed() {
        assertThat(resolved("").check().found()).isEqualTo("kvm-02 is not known on kvm-01");
    }

    @Test
    void namesOfHypervisorsAreHostile() {
        assertThat(Resolution.isName("-k")).isFalse();
        assertThat(Resolution.isName("a b")).isFalse();
        assertThat(Resolution.isName("$(reboot)")).isFalse();
        assertThat(Resolution.isName("kvm-01.example.org")).isTrue();
        assertThat(Resolution.isName("10.0.0.1")).isFalse();
        assertThat(Resolution.isLiteral("2001:db8::1")).isTrue();
    }

    @Test
    void oneAddressHasOneText() {
        assertThat(Resolution.canonical("2001:DB8:0:0:0:0:0:12")).isEqualTo("2001:db8::12");
        assertThat(Resolution.canonical("0:0:0:0:0:0:0:1")).isEqualTo("::1");
        assertThat(Resolution.canonical("2001:db8:0:1:0:0:0:0")).isEqualTo("2001:db8:0:1::");
        assertThat(Resolution.canonical("2001:db8:0:1:1:1:1:1")).isEqualTo("2001:db8:0:1:1:1:1:1");
        assertThat(Resolution.canonical("10.0.0.12")).isEqualTo("10.0.0.12");
        assertThat(Resolution.canonical("kvm-01")).isEqualTo("kvm-01");
        assertThat(Resolution.canonical("1:2")).as("no address").isEqualTo("1:2");
    }

    @Test
    void readsRecordedAddresses() {
        assertThat(HostAddresses.parse(Recordings.of("debian12-ip-address.txt")).addresses())
                .contains("10.77.0.11")
                .doesNotContain("127.0.0.1", "::1");
        assertThat(Resolution.parse(Recordings.of("debian12-getent.txt"))).containsExactly("10.77.0.12");
    }

    @Test
    void theOffsetOfAClockIsTakenFromTheMiddle() {
        ClockReading reading =
                ClockReading.parse(NOON, NOON.getEpochSecond() + 5 + ".100000000 +0100\n", NOON.plusMillis(200));

        assertThat(reading).isEqualTo(new ClockReading(Duration.ofSeconds(5), Duration.ofMillis(100), "+0100"));
    }

    @Test
    void clocksApartAreSeenOnlyBeyondWhatTheMeasurementAllows() {
        assertThat(clocks(1_100, 200, "+0000")).isEqualTo(CheckStatus.PASSED);
        assertThat(clocks(1_500, 200, "+0000")).isEqualTo(CheckStatus.WARNING);
        assertThat(clocks(-400_000, 200, "+0000")).isEqualTo(CheckStatus.FAILED);
        assertThat(clocks(0, 200, "+0200")).isEqualTo(CheckStatus.WARNING);
    }

    private static CheckStatus clocks(long offset, long uncertainty, String zone) {
        ClockReading here = new ClockReading(Duration.ZERO, Duration.ofMillis(uncertainty / 2), "+0000");
        ClockReading there = new ClockReading(Duration.ofMillis(offset), Duration.ofMillis(uncertainty / 2), zone);
        return ClocksInStep.judge(new Subject("a", "b", "clocks-in-step", ""), here, there)
                .check()
                .status();
    }

    @Test
    void nonsenseIsNoTime() {
        assertThatThrownBy(() -> ClockReading.parse(NOON, "soon", NOON)).isInstanceOf(NotSeenException.class);
    }
}
