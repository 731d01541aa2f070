package io.jenkins.plugins.libvirtmigration.preflight;

import static io.jenkins.plugins.libvirtmigration.preflight.PassingChanges.IMAGES;
import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.libvirtmigration.lab.Lab;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Why a host, the guest or the way between hosts refuses a move, provoked on real hosts, and what to do about it. */
class PreflightLabTest {
    private final Lab lab = Lab.up();

    @RegisterExtension
    final PassingChanges changes = new PassingChanges(lab);

    @Test
    void allReasonsAreGivenAtOnce() {
        changes.guest("many", 65, "--disk", "local");
        changes.doing(() -> lab.ask("pretend", "h2", "older-qemu"), () -> lab.ask("pretend", "h2", "default"));
        changes.doing(() -> lab.ask("drop-ports", "h2"), () -> lab.ask("allow-ports", "h2"));
        changes.onHost(
                "h1",
                "virsh snapshot-create-as many before-the-update",
                "virsh snapshot-delete many before-the-update");
        changes.onHost(
                "h1",
                "ip link add br9 type bridge && ip link set br9 up && virsh attach-interface many bridge br9 --live",
                "virsh detach-interface many bridge --mac $(virsh domiflist many | awk '/br9/{print $5}') --live;"
                        + " ip link del br9");
        changes.onHost(
                "h1",
                "echo \"<network><name>prod</name><forward mode='bridge'/><bridge name='br0'/></network>\""
                        + " > /tmp/net.xml"
                        + " && virsh net-create /tmp/net.xml && virsh attach-interface many network prod --live",
                "virsh detach-interface many network --mac $(virsh domiflist many | awk '/prod/{print $5}') --live;"
                        + " virsh net-destroy prod");
        changes.onHost(
                "h1",
                "echo \"<shmem name='peers' role='peer'><model type='ivshmem-plain'/><size unit='M'>4</size></shmem>\""
                        + " > /tmp/shmem.xml && virsh attach-device many /tmp/shmem.xml --live",
                "true");
        // Over the folder, and not in it: all labs of this machine share what is there.
        changes.onHost(
                "h2",
                "mkdir -p /tmp/boot && cp /var/lib/libvirt/boot/vmlinuz /tmp/boot/"
                        + " && mount --bind /tmp/boot /var/lib/libvirt/boot",
                "umount /var/lib/libvirt/boot");
        changes.onHost("h2", "echo precious > " + IMAGES + "/guest-65.qcow2", "rm " + IMAGES + "/guest-65.qcow2");
        changes.onHost(
                "h2",
                "echo \"<domain type='qemu'><name>many</name><memory>65536</memory><os><type>hvm</type></os></domain>\""
                        + " > /tmp/taken.xml && virsh define /tmp/taken.xml",
                "virsh undefine many");

        Examined examined = Examined.of(lab, "many");

        assertThat(examined.failed())
                .containsExactlyInAnyOrder(
                        "qemu-version",
                        "name-free",
                        "network-active",
                        "bridge-exists",
                        "boot-files",
                        "disk",
                        "devices",
                        "snapshots",
                        "migration-ports");
        assertThat(examined.found("qemu-version")).matches("QEMU [0-9.]+ on the source and 6\\.1\\.0 on the dest.*");
        assertThat(examined.remedy("qemu-version")).startsWith("Update QEMU on the destination");
        assertThat(examined.found("name-free")).startsWith("another domain of that name, with the UUID ");
        assertThat(examined.remedy("name-free")).contains("virsh domrename");
        assertThat(examined.found("network-active")).isEqualTo("no network named prod");
        assertThat(examined.remedy("network-active")).contains("net-define");
        assertThat(examined.lines("bridge-exists"))
                .anyMatch(line -> line.contains("FAILED")
                        && line.contains("no network device br9")
                        && line.contains("Make the bridge on the destination"));
        assertThat(examined.found("boot-files")).isEqualTo("missing: /var/lib/libvirt/boot/initrd");
        assertThat(examined.found("disk"))
                .isEqualTo("vda refused: 10.77.0.12 has something at " + IMAGES
                        + "/guest-65.qcow2 already, and it is never overwritten");
        assertThat(examined.remedy("disk")).contains("qemu-img info on 10.77.0.12");
        assertThat(examined.found("devices")).contains("shmem peers: memory shared with other processes of the host");
        assertThat(examined.found("snapshots")).startsWith("1 snapshot: libvirt refuses");
        assertThat(examined.remedy("snapshots")).contains("--metadata");
        assertThat(examined.found("migration-ports")).startsWith("no answer from port 49215 within 3 s");
        assertThat(examined.remedy("migration-ports")).contains("49152-49215").contains("firewall");
        assertThat(lab.on("h2", "cat", IMAGES + "/guest-65.qcow2")).isEqualTo("precious");
    }

    @Test
    void theDestinationHasToOfferTheMachineAndTheCpu() {
        changes.guest("cpu", 66, "--cpu", "Westmere");
        changes.doing(() -> lab.ask("pretend", "h2", "lesser-cpu"), () -> lab.ask("pretend", "h2", "default"));
        Examined lesser = Examined.of(lab, "cpu");
        assertThat(lesser.line("cpu-compatible"))
                .as("an emulated CPU is a warning, one of KVM a refusal")
                .startsWith(
                        lab.on("h1", "virsh", "dumpxml", "cpu").contains("<domain type='qemu'") ? "WARNING" : "FAILED")
                .contains("INCOMPATIBLE");

        lab.ask("pretend", "h2", "no-machine");
        Examined machine = Examined.of(lab, "cpu");
        assertThat(machine.failed()).containsExactly("machine-type");
        assertThat(machine.found("machine-type")).contains("pc-i440fx-7.2").contains("not supported");
        assertThat(machine.remedy("machine-type")).contains("-machine help");
    }

    @Test
    void theDestinationIsAnotherHostAndSaysSo() {
        changes.guest("diskless", 63);

        Examined itself = Examined.between(lab, "10.77.0.11", "10.77.0.11", "diskless");
        assertThat(itself.failed()).contains("different-hosts", "uuid-free");
        assertThat(itself.found("different-hosts")).startsWith("the same host (host UUID ");
        assertThat(itself.remedy("different-hosts")).isEqualTo("Name another host as the destination");

        String uuid = lab.on("h1", "sed", "-n", "s/^host_uuid = //p", "/etc/libvirt/libvirtd.conf");
        changes.onHost(
                "h2",
                "cp /etc/libvirt/libvirtd.conf /tmp/conf && sed -i 's/^host_uuid = .*/host_uuid = " + uuid
                        + "/' /etc/libvirt/libvirtd.conf",
                "cp /tmp/conf /etc/libvirt/libvirtd.conf");
        restartLibvirt("h2");
        Examined twins = Examined.of(lab, "diskless");
        assertThat(twins.failed()).containsExactly("different-hosts");
        assertThat(twins.found("different-hosts"))
                .contains(uuid.replace("\"", ""))
                .endsWith("on two hosts (h1.lab.test and h2.lab.test)");
        assertThat(twins.remedy("different-hosts")).contains("host_uuid_source = \"machine-id\"");
        lab.on("h2", "cp", "/tmp/conf", "/etc/libvirt/libvirtd.conf");
        restartLibvirt("h2");
    }

    @Test
    void aLeftOverDefinitionIsNotReplaced() {
        changes.guest("left", 68);
        changes.onHost("h1", "virsh dumpxml --inactive left > /var/tmp/left.xml", "rm /var/tmp/left.xml");
        changes.onHost("h2", "virsh define /var/tmp/left.xml", "virsh undefine left");

        Examined examined = Examined.of(lab, "left");

        assertThat(examined.failed()).containsExactly("uuid-free");
        assertThat(examined.found("uuid-free")).startsWith("a domain named left that is not running");
        assertThat(examined.remedy("uuid-free")).contains("virsh undefine ").contains("leaves its disks alone");
    }

    @Test
    void theWayIsTriedNotBelieved() {
        changes.guest("diskless", 63);
        assertThat(Examined.of(lab, "diskless", "address=nosuch.lab.test").found("destination-resolves"))
                .isEqualTo("the name nosuch.lab.test, which the source cannot resolve");
        Examined loopback = Examined.of(lab, "diskless", "address=127.0.0.1");
        assertThat(loopback.failed()).containsExactly("destination-resolves");
        assertThat(loopback.remedy("destination-resolves")).contains("an address that the source reaches");

        changes.doing(() -> lab.ask("sshd", "h1", "no-tcp"), () -> lab.ask("sshd", "h1", "default"));
        assertThat(Examined.of(lab, "diskless").line("migration-ports"))
                .startsWith("WARNING")
                .contains("AllowTcpForwarding no");
    }

    @Test
    void controlGoesWhereTheSourceGetsIn() {
        changes.guest("diskless", 63);
        assertThat(Examined.of(lab, "diskless", "control=MANAGED").result()).startsWith("true\tMANAGED\t-\t");

        changes.onHost("h1", "mv /root/.ssh/id_ed25519 /tmp/", "mv /tmp/id_ed25519 /root/.ssh/");
        assertThat(Examined.of(lab, "diskless").result())
                .as("TLS is left")
                .startsWith("true\tPEER_TO_PEER\tqemu+tls://10.77.0.12/system\t");

        changes.onHost("h1", "mv /etc/pki/libvirt /tmp/pki-libvirt", "mv /tmp/pki-libvirt /etc/pki/libvirt");
        Examined nothingLeft = Examined.of(lab, "diskless");
        assertThat(nothingLeft.result()).startsWith("true\tMANAGED\t-\t");
        assertThat(nothingLeft.found("control"))
                .startsWith("managed: the source's daemon cannot log in at the destination (qemu+ssh://")
                .contains("Permission denied");
        Examined demanded = Examined.of(lab, "diskless", "control=PEER_TO_PEER");
        assertThat(demanded.failed()).containsExactly("control");
        assertThat(demanded.remedy("control")).contains("authorized_keys").contains("--control managed");
    }

    @Test
    void tlsWantsCertificates() {
        changes.guest("diskless", 63);
        assertThat(Examined.of(lab, "diskless", "tls").failed()).isEmpty();
        assertThat(Examined.of(lab, "diskless").line("encryption"))
                .startsWith("WARNING")
                .contains("clear text");

        changes.onHost("h2", "mv /etc/pki/qemu/server-key.pem /tmp/", "mv /tmp/server-key.pem /etc/pki/qemu/");
        Examined examined = Examined.of(lab, "diskless", "tls");
        assertThat(examined.failed()).containsExactly("tls-certificates");
        assertThat(examined.lines("tls-certificates"))
                .anyMatch(line -> line.startsWith("FAILED")
                        && line.contains("missing: server-key.pem")
                        && line.contains("virt-pki-validate"));
    }

    private void restartLibvirt(String host) {
        lab.ask("kill", host, "libvirtd");
        lab.ask("start", host, "libvirtd");
    }
}
