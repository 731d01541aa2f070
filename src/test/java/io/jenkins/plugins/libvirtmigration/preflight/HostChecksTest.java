package io.jenkins.plugins.libvirtmigration.preflight;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.libvirtmigration.check.Check;
import io.jenkins.plugins.libvirtmigration.check.CheckStatus;
import io.jenkins.plugins.libvirtmigration.libvirt.LibvirtCallException;
import io.jenkins.plugins.libvirtmigration.libvirt.LibvirtVersion;
import io.jenkins.plugins.libvirtmigration.request.Transport;
import io.jenkins.plugins.libvirtmigration.ssh.CommandOutput;
import io.jenkins.plugins.libvirtmigration.ssh.FakeSshHost;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the hosts have: identity, versions, networks, programs, files, certificates. */
class HostChecksTest {
    private final Hosts hosts = new Hosts();

    @Test
    void tellsOneHostFromTwoThatShareAUuid() {
        hosts.two.destination.libvirt.hostUuid = hosts.two.source.libvirt.hostUuid;
        hosts.two.source.ssh.answer("cat /etc/machine-id", 0, "0123456789abcdef\n");
        hosts.two.destination.ssh.answer("cat /etc/machine-id", 0, "fedcba9876543210\n");

        Check two = only(new DifferentHostsCheck());
        assertThat(two.status()).isEqualTo(CheckStatus.FAILED);
        assertThat(two.found())
                .contains(hosts.two.source.libvirt.hostUuid + " on two hosts (10.77.0.11 and 10.77.0.12)");
        assertThat(two.remedy()).contains("host_uuid").contains("machine-id").contains("libvirtd.conf");

        hosts.two.destination.ssh.answer("cat /etc/machine-id", 0, "0123456789abcdef\n");
        Check one = only(new DifferentHostsCheck());
        assertThat(one.found()).startsWith("the same host");
        assertThat(one.remedy()).isEqualTo("Name another host as the destination");
    }

    @Test
    void aSharedHostNameIsAWarning() {
        hosts.two.destination.libvirt.hostName = hosts.two.source.libvirt.hostName;

        assertThat(only(new DifferentHostsCheck()).status()).isEqualTo(CheckStatus.WARNING);
    }

    @Test
    void anOlderReleaseOfTheSameVersionIsAWarning() {
        hosts.two.source.libvirt.qemuVersion = new LibvirtVersion(7_002_022);
        hosts.two.destination.libvirt.qemuVersion = new LibvirtVersion(7_002_005);

        Check qemu = hosts.run(new VersionsCheck()).get(1);
        assertThat(qemu.status()).isEqualTo(CheckStatus.WARNING);
        assertThat(qemu.found()).isEqualTo("QEMU 7.2.22 on the source and 7.2.5 on the destination");
    }

    @Test
    void networksMustBeActive() {
        hosts.two.devices("<interface type='network'><source network='prod'/></interface>"
                + "<interface type='bridge'><source network='dmz' bridge='virbr1'/></interface>");
        hosts.two.destination.libvirt.networks.put("dmz", false);

        List<Check> checks = hosts.run(new NetworksCheck());
        assertThat(checks).extracting(Check::status).containsExactly(CheckStatus.FAILED, CheckStatus.FAILED);
        assertThat(checks.get(0).found()).isEqualTo("the network dmz is not active");
        assertThat(checks.get(0).remedy()).contains("net-autostart");
        assertThat(checks.get(1).found()).isEqualTo("no network named prod");

        hosts.two.destination.libvirt.networks.put("dmz", true);
        hosts.two.destination.libvirt.networks.put("prod", true);
        assertThat(hosts.run(new NetworksCheck())).extracting(Check::status).containsOnly(CheckStatus.PASSED);
    }

    @Test
    void bridgesShouldHaveTheSameMtu() {
        hosts.two.destination.ssh.answer("grep -H -e  /sys/class/net/br0/mtu", 0, "/sys/class/net/br0/mtu:9000\n");

        Check check = only(new NetworksCheck());
        assertThat(check.status()).isEqualTo(CheckStatus.WARNING);
        assertThat(check.found()).isEqualTo("br0 with an MTU of 9000, and 1500 on the source");
    }

    @Test
    void aHostileBridgeNameGetsIntoNoPath() {
        hosts.two.devices("<interface type='bridge'><source bridge='../../../etc/shadow'/></interface>"
                + "<interface type='bridge'><source bridge='br0; reboot'/></interface>");

        assertThat(hosts.run(new NetworksCheck())).extracting(Check::status).containsOnly(CheckStatus.WARNING);
        assertThat(hosts.two.destination.ssh.commands).isEmpty();
    }

    @Test
    void anotherEmulatorPathIsLookedUp() {
        hosts.two.guest.xml = hosts.two.guest.xml.replace("/usr/bin/qemu-system-x86_64", "/usr/bin/kvm-spice");
        assertThat(hosts.run(new EmulatorCheck())).extracting(Check::status).containsOnly(CheckStatus.PASSED);

        hosts.two.destination.libvirt.domainCapabilities = words -> {
            throw new LibvirtCallException(
                    38, "Cannot check QEMU binary /usr/bin/kvm-spice: No such file or directory");
        };
        Check emulator = hosts.run(new EmulatorCheck()).get(1);
        assertThat(emulator.id()).isEqualTo("emulator");
        assertThat(emulator.found()).contains("No such file or directory");
        assertThat(emulator.remedy()).contains("/usr/bin/qemu-system-x86_64");
    }

    @Test
    void anArchitectureWithoutQemuIsNamed() {
        hosts.two.guest.xml = hosts.two.guest.xml.replace("arch='x86_64'", "arch='vax'");

        assertThat(only(new EmulatorCheck()).found()).isEqualTo("no QEMU for vax");
        assertThat(only(new EmulatorCheck()).remedy()).contains("Install the QEMU package");
    }

    @Test
    void certificatesWithoutADirectoryAreRefused() {
        hosts.asking(asked -> new Transport(
                asked.control(),
                true,
                asked.parallelConnections(),
                asked.compression(),
                asked.bandwidth(),
                asked.destinationAddress()));
        for (FakeSshHost host : List.of(hosts.two.source.ssh, hosts.two.destination.ssh)) {
            host.answer("ls -1 -- /etc/pki/libvirt-migrate", 2, "");
            host.answer("ls -1 -- /etc/pki/qemu", 2, "");
        }

        assertThat(hosts.run(new EncryptionCheck())).hasSize(2).allSatisfy(check -> {
            assertThat(check.status()).isEqualTo(CheckStatus.FAILED);
            assertThat(check.found()).isEqualTo("no directory /etc/pki/qemu");
            assertThat(check.expected()).contains("ca-cert.pem");
            assertThat(check.remedy()).contains("Put the host's certificate", "virt-pki-validate");
        });
    }

    @Test
    void bootFilesMustBeThere() {
        hosts.two.guest.xml =
                hosts.two.guest.xml.replace("<os>", "<os><kernel>/boot/vmlinuz</kernel><initrd>/boot/initrd</initrd>");
        hosts.two.destination.ssh.answer(
                "stat --format=%n -- /boot/vmlinuz /boot/initrd",
                words -> new CommandOutput(
                        1, "/boot/vmlinuz\n", "stat: cannot statx '/boot/initrd': No such file or directory\n"));

        assertThat(only(new BootFilesCheck()).status()).isEqualTo(CheckStatus.FAILED);
        assertThat(only(new BootFilesCheck()).found()).isEqualTo("missing: /boot/initrd");

        hosts.two.destination.ssh.answer("stat --format=%n", 0, "/boot/vmlinuz\n/boot/initrd\n");
        assertThat(only(new BootFilesCheck()).status()).isEqualTo(CheckStatus.PASSED);

        hosts.two.destination.ssh.answer("stat --format=%n", 1, "stat: cannot statx: Permission denied");
        assertThat(only(new BootFilesCheck()).status()).isEqualTo(CheckStatus.WARNING);
    }

    @Test
    void clearTextIsSaidEachTime() {
        assertThat(only(new EncryptionCheck()).status()).isEqualTo(CheckStatus.WARNING);
        assertThat(only(new EncryptionCheck()).found()).contains("clear text");

        hosts.two.destination.ssh.answer("grep -E -e", 0, "migrate_tls_force = 1\n");
        assertThat(only(new EncryptionCheck()).status()).isEqualTo(CheckStatus.FAILED);
        assertThat(only(new EncryptionCheck()).remedy()).isEqualTo("Say --tls");
    }

    @Test
    void tlsWantsItsCertificatesOnBothHosts() {
        hosts.asking(asked -> new Transport(
                asked.control(),
                true,
                asked.parallelConnections(),
                asked.compression(),
                asked.bandwidth(),
                asked.destinationAddress()));
        String all = "ca-cert.pem\nclient-cert.pem\nclient-key.pem\nserver-cert.pem\nserver-key.pem\n";
        hosts.two.source.ssh.answer("ls -1 -- /etc/pki/qemu", 0, "ca-cert.pem\n");
        hosts.two.destination.ssh.answer("ls -1 -- /etc/pki/qemu", 0, all);

        List<Check> checks = hosts.run(new EncryptionCheck());
        assertThat(checks.get(0).status()).isEqualTo(CheckStatus.PASSED);
        assertThat(checks.get(1).found()).isEqualTo("missing: client-cert.pem, client-key.pem");
        assertThat(checks.get(1).remedy()).contains("virt-pki-validate");

        hosts.two.destination.ssh.answer("grep -E -e", 0, "migrate_tls_x509_verify = 0\n");
        assertThat(hosts.run(new EncryptionCheck())).extracting(Check::status).containsOnly(CheckStatus.PASSED);

        hosts.two.destination.ssh.answer("ls -1 -- /etc/pki/libvirt-migrate", 0, "ca-cert.pem\n");
        assertThat(hosts.run(new EncryptionCheck()).get(0).found())
                .isEqualTo("missing: server-cert.pem, server-key.pem");
    }

    private Check only(PreflightCheck check) {
        List<Check> checks = hosts.run(check);
        assertThat(checks).hasSize(1);
        return checks.get(0);
    }
}
