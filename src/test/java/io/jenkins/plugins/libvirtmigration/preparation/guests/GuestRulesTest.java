package io.jenkins.plugins.libvirtmigration.preparation.guests;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.libvirtmigration.check.Check;
import io.jenkins.plugins.libvirtmigration.check.CheckStatus;
import io.jenkins.plugins.libvirtmigration.hypervisor.FakeHypervisor;
import io.jenkins.plugins.libvirtmigration.libvirt.DomainState;
import io.jenkins.plugins.libvirtmigration.libvirt.FakeLibvirtDomain;
import io.jenkins.plugins.libvirtmigration.preparation.Recordings;
import io.jenkins.plugins.libvirtmigration.preparation.host.ExaminedHost;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class GuestRulesTest {
    private static final String XML = """
            <domain type='kvm'><name>web-1</name><uuid>%s</uuid><memory>1048576</memory>
            <os><type arch='x86_64' machine='pc-q35-7.2'>hvm</type></os>%s
            <devices><emulator>/usr/bin/qemu-system-x86_64</emulator>%s</devices></domain>""";

    private Map<String, Check> checks(String cpu, String devices, int snapshots) {
        FakeHypervisor fake = Recordings.root("kvm-01");
        UUID uuid = UUID.randomUUID();
        FakeLibvirtDomain guest = new FakeLibvirtDomain("web-1", uuid, XML.formatted(uuid, cpu, devices));
        guest.state = new DomainState(DomainState.State.RUNNING, 1);
        guest.snapshots = snapshots;
        fake.libvirt.domains.add(guest);
        ExaminedHost host = new ExaminedHost(fake);
        return GuestRules.all().stream()
                .map(rule -> rule.examine(host, null).get(0).check())
                .collect(Collectors.toMap(Check::id, check -> check));
    }

    private static final String DISK = "<disk type='file' device='disk'><driver name='qemu' type='qcow2' cache='%s'/>"
            + "<source file='/images/a.qcow2'/><target dev='vda'/></disk>";

    @Test
    void aGuestInOrderPasses() {
        assertThat(checks(
                        "<cpu mode='custom'><model>EPYC</model></cpu>",
                        DISK.formatted("none") + "<graphics type='vnc' listen='127.0.0.1'/>",
                        0))
                .allSatisfy((id, check) -> assertThat(check.status()).as(id).isEqualTo(CheckStatus.PASSED));
    }

    @Test
    void everythingThatIsWrongIsTold() {
        Map<String, Check> checks = checks(
                "<cpu mode='host-passthrough'/>",
                DISK.formatted("writeback") + "<graphics type='vnc' listen='0.0.0.0'/>",
                2);

        assertThat(checks.get("guest-consoles-open").found()).isEqualTo("security, medium: web-1: console on 0.0.0.0");
        assertThat(checks.get("guest-caches-safe").found()).isEqualTo("web-1: vda has cache writeback");
        assertThat(checks.get("guest-snapshots").found()).isEqualTo("web-1: 2 snapshots");
        assertThat(checks.get("guest-cpus-movable").found()).isEqualTo("web-1: host-passthrough or maximum");
    }

    @Test
    void aConsoleOnTheHostsOwnAddressDoesNotMove() {
        Check check = checks("", "<graphics type='vnc' listen='10.0.0.11'/>", 0).get("guest-consoles-movable");

        assertThat(check.status()).isEqualTo(CheckStatus.WARNING);
        assertThat(check.found()).isEqualTo("web-1: console on 10.0.0.11");
    }
}
