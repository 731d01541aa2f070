package io.jenkins.plugins.libvirtmigration.preflight;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.libvirtmigration.lab.Guest;
import io.jenkins.plugins.libvirtmigration.lab.Lab;
import io.jenkins.plugins.libvirtmigration.lab.Output;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Every refusal provoked on real hosts: which value, why, and what to do about it. */
class PreflightLabTest {
    private static final Duration BOUND = Duration.ofMinutes(3);
    private static final String IMAGES = "/var/lib/libvirt/images";

    private Lab lab;

    /** What takes back what a test did to a host, last first. */
    private final List<Runnable> mending = new ArrayList<>();

    @BeforeEach
    void up() {
        lab = Lab.up();
    }

    @AfterEach
    void mend() {
        List<Throwable> failures = new ArrayList<>();
        for (int i = mending.size() - 1; i >= 0; i--) {
            try {
                mending.get(i).run();
            } catch (AssertionError e) {
                failures.add(e);
            }
        }
        assertThat(failures).as("what could not be taken back").isEmpty();
    }

    @Test
    void everyKindOfDiskIsToldApart() {
        guest("gluster", 60, "--disk", "gluster", "--graphics", "10.77.0.11");
        guest("nbd", 61, "--disk", "nbd");
        guest("local", 62, "--disk", "local");
        guest("diskless", 63);

        Examined gluster = examine("gluster");
        assertThat(gluster.failed()).isEmpty();
        assertThat(gluster.found("disk"))
                .isEqualTo("vda shared: /var/lib/libvirt/shared is the same directory on both hosts");
        assertThat(gluster.result())
                .startsWith("true\tPEER_TO_PEER\tqemu+ssh://root@10.77.0.12/system?no_tty=1\ttcp://10.77.0.12\tshared"
                        + "\ttrue");
        assertThat(gluster.found("graphics-listen")).contains("vnc at 10.77.0.11, changed to 10.77.0.12");

        assertThat(examine("nbd").found("disk"))
                .contains("vda shared: nbd guest-61")
                .contains("reaches its server");
        Examined local = examine("local");
        assertThat(local.failed()).isEmpty();
        assertThat(local.found("disk"))
                .isEqualTo("vda copied: an image made in " + IMAGES + " on 10.77.0.12 is not seen on the source");
        assertThat(local.result()).contains("\tblock\tfalse");
        assertThat(examine("diskless").result()).contains("\tnone\tfalse");
        assertThat(lab.on("h1", "ls", IMAGES, "/var/lib/libvirt/shared")).doesNotContain("probe");
        assertThat(lab.on("h2", "ls", IMAGES, "/var/lib/libvirt/shared")).doesNotContain("probe");
        assertThat(lab.on("h2", "virsh", "pool-list", "--all", "--name")).doesNotContain("libvirt-migration");
    }

    @Test
    void theWishForAKindOfStorageIsHeldAgainstTheTruth() {
        guest("gluster", 60, "--disk", "gluster");
        guest("local", 62, "--disk", "local");
        guest("overlay", 64, "--disk", "incremental");

        Examined copyOfShared = examine("gluster", "storage=BLOCK");
        assertThat(copyOfShared.failed()).containsExactly("disk");
        assertThat(copyOfShared.found("disk"))
                .contains("copying onto a shared disk is refused: /var/lib/libvirt/shared is the same directory");
        assertThat(copyOfShared.remedy("disk")).isEqualTo("Use --storage auto or --storage shared");

        Examined localAsShared = examine("local", "storage=SHARED");
        assertThat(localAsShared.failed()).containsExactly("disk");
        assertThat(localAsShared.found("disk"))
                .contains("--storage shared was asked for, but an image made in " + IMAGES);
        assertThat(localAsShared.remedy("disk")).contains("--storage auto");

        assertThat(examine("overlay", "incremental").found("disk"))
                .isEqualTo("vda copied: only the image above " + IMAGES + "/base-64.qcow2 is copied; the base has the"
                        + " same size and format on both hosts, and the same content");
        lab.on("h2", "rm", IMAGES + "/base-64.qcow2");
        Examined noBase = examine("overlay", "incremental");
        assertThat(noBase.found("disk"))
                .contains("an incremental copy needs its base image " + IMAGES
                        + "/base-64.qcow2, and 10.77.0.12 does not");
        assertThat(noBase.remedy("disk")).contains("without --incremental");
        assertThat(examine("overlay").failed()).as("a whole copy needs no base").isEmpty();
    }

    /** virsh stands for the engine here: what it copies into these images must fit to the byte and stay thin. */
    @Test
    void imagesAreMadeThinUsedByACopyAndTakenBack() {
        guest("thin", 70, "--disk", "local", "--size", "1000000512", "--diskw", "5");
        String image = IMAGES + "/guest-70.qcow2";

        Examined removed = examine("thin", "images=remove");
        assertThat(removed.text()).contains("KEPT\t[]");
        assertThat(lab.on("h2", "ls", IMAGES)).doesNotContain("guest-70");

        examine("thin", "images=keep");
        assertThat(lab.on("h2", "qemu-img", "info", image))
                .contains("1000000512 bytes")
                .contains("compat: 1.1");
        lab.on(
                "ctl",
                "virsh",
                "-c",
                "qemu+ssh://root@10.77.0.11/system",
                "migrate",
                "--live",
                "--persistent",
                "--undefinesource",
                "--copy-storage-all",
                "--migrate-disks",
                "vda",
                "thin",
                "qemu+ssh://root@10.77.0.12/system");
        long kibibytes = Long.parseLong(lab.on("h2", "du", "-k", image).split("\\s+")[0]);
        assertThat(kibibytes).as("of 976,563 KiB virtual size").isLessThan(20_000);
    }

    @Test
    void allReasonsAreGivenAtOnce() {
        guest("many", 65, "--disk", "local");
        doing(() -> lab.ask("pretend", "h2", "older-qemu"), () -> lab.ask("pretend", "h2", "default"));
        doing(() -> lab.ask("drop-ports", "h2"), () -> lab.ask("allow-ports", "h2"));
        onHost("h1", "virsh snapshot-create-as many before-the-update", "virsh snapshot-delete many before-the-update");
        onHost(
                "h1",
                "ip link add br9 type bridge && ip link set br9 up && virsh attach-interface many bridge br9 --live",
                "virsh detach-interface many bridge --mac $(virsh domiflist many | awk '/br9/{print $5}') --live;"
                        + " ip link del br9");
        onHost(
                "h1",
                "echo \"<network><name>prod</name><forward mode='bridge'/><bridge name='br0'/></network>\""
                        + " > /tmp/net.xml"
                        + " && virsh net-create /tmp/net.xml && virsh attach-interface many network prod --live",
                "virsh detach-interface many network --mac $(virsh domiflist many | awk '/prod/{print $5}') --live;"
                        + " virsh net-destroy prod");
        onHost(
                "h1",
                "echo \"<shmem name='peers' role='peer'><model type='ivshmem-plain'/><size unit='M'>4</size></shmem>\""
                        + " > /tmp/shmem.xml && virsh attach-device many /tmp/shmem.xml --live",
                "true");
        // Over the folder, and not in it: all labs of this machine share what is there.
        onHost(
                "h2",
                "mkdir -p /tmp/boot && cp /var/lib/libvirt/boot/vmlinuz /tmp/boot/"
                        + " && mount --bind /tmp/boot /var/lib/libvirt/boot",
                "umount /var/lib/libvirt/boot");
        onHost("h2", "echo precious > " + IMAGES + "/guest-65.qcow2", "rm " + IMAGES + "/guest-65.qcow2");
        onHost(
                "h2",
                "echo \"<domain type='qemu'><name>many</name><memory>65536</memory><os><type>hvm</type></os></domain>\""
                        + " > /tmp/taken.xml && virsh define /tmp/taken.xml",
                "virsh undefine many");

        Examined examined = examine("many");

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
        guest("cpu", 66, "--cpu", "Westmere");
        doing(() -> lab.ask("pretend", "h2", "lesser-cpu"), () -> lab.ask("pretend", "h2", "default"));
        Examined lesser = examine("cpu");
        assertThat(lesser.line("cpu-compatible"))
                .as("an emulated CPU is a warning, one of KVM a refusal")
                .startsWith(
                        lab.on("h1", "virsh", "dumpxml", "cpu").contains("<domain type='qemu'") ? "WARNING" : "FAILED")
                .contains("INCOMPATIBLE");

        lab.ask("pretend", "h2", "no-machine");
        Examined machine = examine("cpu");
        assertThat(machine.failed()).containsExactly("machine-type");
        assertThat(machine.found("machine-type")).contains("pc-i440fx-7.2").contains("not supported");
        assertThat(machine.remedy("machine-type")).contains("-machine help");
    }

    @Test
    void theDestinationIsAnotherHostAndSaysSo() {
        guest("diskless", 63);

        Examined itself = examineFrom("10.77.0.11", "10.77.0.11", "diskless");
        assertThat(itself.failed()).contains("different-hosts", "uuid-free");
        assertThat(itself.found("different-hosts")).startsWith("the same host (host UUID ");
        assertThat(itself.remedy("different-hosts")).isEqualTo("Name another host as the destination");

        String uuid = lab.on("h1", "sed", "-n", "s/^host_uuid = //p", "/etc/libvirt/libvirtd.conf");
        onHost(
                "h2",
                "cp /etc/libvirt/libvirtd.conf /tmp/conf && sed -i 's/^host_uuid = .*/host_uuid = " + uuid
                        + "/' /etc/libvirt/libvirtd.conf",
                "cp /tmp/conf /etc/libvirt/libvirtd.conf");
        restartLibvirt("h2");
        Examined twins = examine("diskless");
        assertThat(twins.failed()).containsExactly("different-hosts");
        assertThat(twins.found("different-hosts"))
                .contains(uuid.replace("\"", ""))
                .endsWith("on two hosts (h1.lab.test and h2.lab.test)");
        assertThat(twins.remedy("different-hosts")).contains("host_uuid_source = \"machine-id\"");
        lab.on("h2", "cp", "/tmp/conf", "/etc/libvirt/libvirtd.conf");
        restartLibvirt("h2");
    }

    @Test
    void roomAndStateAreLookedAt() {
        String name = "big'$(reboot)";
        guest(name, 67, "--disk", "raw", "--no-start", "--memory", String.valueOf(nearlyAllMemoryMib()));
        lab.on("h1", "dd", "if=/dev/zero", "of=" + IMAGES + "/guest-67.raw", "bs=1M", "count=48", "conv=notrunc");
        lab.on("h1", "virsh", "start", "--paused", name);
        doing(() -> lab.ask("fill", "h2", "100K"), () -> lab.ask("unfill", "h2"));

        Examined examined = examine(name);

        assertThat(examined.found("vm-found")).startsWith(name + " (");
        assertThat(examined.line("vm-state")).startsWith("WARNING").contains("paused by somebody");
        assertThat(examined.failed()).containsExactlyInAnyOrder("memory-fits", "free-space");
        assertThat(examined.found("memory-fits")).contains(" GiB available of ");
        assertThat(examined.line("memory-fits")).containsPattern("[0-9.]+ GiB for the guest and ");
        assertThat(examined.remedy("memory-fits")).contains("choose one with more memory");
        assertThat(examined.found("free-space")).matches("[0-9.]+ [KM]iB free in " + IMAGES);
        assertThat(examined.line("free-space")).contains("48.0 MiB at least, 64.0 MiB if the disks fill up");
        assertThat(examined.remedy("free-space")).startsWith("Free some room there");

        Examined missing = examine("no such\tguest");
        assertThat(missing.failed()).containsExactly("vm-found");
        assertThat(missing.found("vm-found")).isEqualTo("no domain with the name or UUID no such\\u0009guest");
        assertThat(missing.remedy("vm-found")).contains("virsh list --all");
    }

    @Test
    void aLeftOverDefinitionIsNotReplaced() {
        guest("left", 68);
        onHost("h1", "virsh dumpxml --inactive left > /var/tmp/left.xml", "rm /var/tmp/left.xml");
        onHost("h2", "virsh define /var/tmp/left.xml", "virsh undefine left");

        Examined examined = examine("left");

        assertThat(examined.failed()).containsExactly("uuid-free");
        assertThat(examined.found("uuid-free")).startsWith("a domain named left that is not running");
        assertThat(examined.remedy("uuid-free")).contains("virsh undefine ").contains("leaves its disks alone");
    }

    @Test
    void whatLibvirtCallsUnsafeWantsConsent() {
        // the lab's hosts share the machine's /var/tmp: a directory that both see, on a file system that is not shared
        String directory = lab.directory() + "/both";
        guest("unsafe", 69, "--disk", "local", "--no-start");
        lab.on(
                "h1",
                "sh",
                "-c",
                "mkdir -p " + directory + " && mv " + IMAGES + "/guest-69.qcow2 " + directory
                        + " && virsh dumpxml unsafe | sed 's#" + IMAGES + "/guest-69#" + directory + "/guest-69#' > "
                        + directory
                        + "/x.xml && virsh define " + directory + "/x.xml && virsh start unsafe");

        Examined examined = examine("unsafe");
        assertThat(examined.found("disk")).contains("vda shared: " + directory + " is the same directory");
        assertThat(examined.failed()).containsExactly("unsafe-storage");
        assertThat(examined.found("unsafe-storage"))
                .startsWith(directory + "/guest-69.qcow2 is on ")
                .endsWith(", which libvirt does not know as shared");
        assertThat(examined.remedy("unsafe-storage")).contains("--allow-unsafe");

        assertThat(examine("unsafe", "unsafe").failed()).isEmpty();
    }

    @Test
    void theWayIsTriedNotBelieved() {
        guest("diskless", 63);
        assertThat(examine("diskless", "address=nosuch.lab.test").found("destination-resolves"))
                .isEqualTo("the name nosuch.lab.test, which the source cannot resolve");
        Examined loopback = examine("diskless", "address=127.0.0.1");
        assertThat(loopback.failed()).containsExactly("destination-resolves");
        assertThat(loopback.remedy("destination-resolves")).contains("an address that the source reaches");

        doing(() -> lab.ask("sshd", "h1", "no-tcp"), () -> lab.ask("sshd", "h1", "default"));
        assertThat(examine("diskless").line("migration-ports"))
                .startsWith("WARNING")
                .contains("AllowTcpForwarding no");
    }

    @Test
    void controlGoesWhereTheSourceGetsIn() {
        guest("diskless", 63);
        assertThat(examine("diskless", "control=MANAGED").result()).startsWith("true\tMANAGED\t-\t");

        onHost("h1", "mv /root/.ssh/id_ed25519 /tmp/", "mv /tmp/id_ed25519 /root/.ssh/");
        assertThat(examine("diskless").result())
                .as("TLS is left")
                .startsWith("true\tPEER_TO_PEER\tqemu+tls://10.77.0.12/system\t");

        onHost("h1", "mv /etc/pki/libvirt /tmp/pki-libvirt", "mv /tmp/pki-libvirt /etc/pki/libvirt");
        Examined nothingLeft = examine("diskless");
        assertThat(nothingLeft.result()).startsWith("true\tMANAGED\t-\t");
        assertThat(nothingLeft.found("control"))
                .startsWith("managed: the source's daemon cannot log in at the destination (qemu+ssh://")
                .contains("Permission denied");
        Examined demanded = examine("diskless", "control=PEER_TO_PEER");
        assertThat(demanded.failed()).containsExactly("control");
        assertThat(demanded.remedy("control")).contains("authorized_keys").contains("--control managed");
    }

    @Test
    void tlsWantsCertificates() {
        guest("diskless", 63);
        assertThat(examine("diskless", "tls").failed()).isEmpty();
        assertThat(examine("diskless").line("encryption")).startsWith("WARNING").contains("clear text");

        onHost("h2", "mv /etc/pki/qemu/server-key.pem /tmp/", "mv /tmp/server-key.pem /etc/pki/qemu/");
        Examined examined = examine("diskless", "tls");
        assertThat(examined.failed()).containsExactly("tls-certificates");
        assertThat(examined.lines("tls-certificates"))
                .anyMatch(line -> line.startsWith("FAILED")
                        && line.contains("missing: server-key.pem")
                        && line.contains("virt-pki-validate"));
    }

    private void guest(String name, int octet, String... options) {
        if (List.of(options).contains("--no-start")) {
            List<String> words = new ArrayList<>(List.of("guest", name, "h1", Integer.toString(octet)));
            words.addAll(List.of(options));
            lab.ask(words.toArray(String[]::new));
            mending.add(() -> lab.ask("destroy", name));
        } else {
            Guest guest = lab.guest(name, "h1", octet, options);
            mending.add(guest::close);
        }
    }

    private void doing(Runnable act, Runnable undo) {
        mending.add(undo);
        act.run();
    }

    private void onHost(String host, String act, String undo) {
        doing(() -> lab.on(host, "sh", "-c", act), () -> lab.on(host, "sh", "-c", undo));
    }

    private void restartLibvirt(String host) {
        lab.ask("kill", host, "libvirtd");
        lab.ask("start", host, "libvirtd");
    }

    /**
     * More than this machine can spare, however large it is, and little enough for the kernel to promise it to one
     * process: it refuses outright what is larger than all of memory.
     */
    private long nearlyAllMemoryMib() {
        String total = lab.on("h1", "sed", "-n", "s/^MemTotal: *\\([0-9]*\\) kB/\\1/p", "/proc/meminfo");
        return Long.parseLong(total.strip()) / 1024 - 64;
    }

    private Examined examine(String vm, String... options) {
        return examineFrom("10.77.0.11", "10.77.0.12", vm, options);
    }

    private Examined examineFrom(String source, String destination, String vm, String... options) {
        List<String> arguments =
                new ArrayList<>(List.of(lab.identity(), lab.knownHosts(), "root@" + source, "root@" + destination, vm));
        arguments.addAll(List.of(options));
        Output output = lab.java(PreflightProgram.class, arguments.toArray(String[]::new))
                .await(BOUND);
        assertThat(output.status()).as(output.toString()).isZero();
        return new Examined(output.out());
    }

    /** What {@link PreflightProgram} printed. */
    private record Examined(String text) {

        /** The ids of the checks that failed. */
        List<String> failed() {
            return text.lines()
                    .filter(line -> line.startsWith("FAILED\t"))
                    .map(line -> line.split("\t")[1])
                    .distinct()
                    .toList();
        }

        List<String> lines(String id) {
            return text.lines().filter(line -> line.contains("\t" + id + "\t")).toList();
        }

        String line(String id) {
            assertThat(lines(id)).as("%s in %s", id, text).isNotEmpty();
            return lines(id).get(0);
        }

        String found(String id) {
            return line(id).split("\t")[2];
        }

        String remedy(String id) {
            return line(id).split("\t")[4];
        }

        String result() {
            return text.lines()
                    .filter(line -> line.startsWith("RESULT\t"))
                    .findFirst()
                    .orElseThrow()
                    .substring("RESULT\t".length());
        }
    }
}
