package io.jenkins.plugins.libvirtmigration.preflight;

import static io.jenkins.plugins.libvirtmigration.preflight.PassingChanges.IMAGES;
import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.libvirtmigration.lab.Lab;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What is found out on real hosts of the disks of a guest, and whether there is room for it. */
class PreflightStorageLabTest {
    private final Lab lab = Lab.up();

    @RegisterExtension
    final PassingChanges changes = new PassingChanges(lab);

    @Test
    void everyKindOfDiskIsToldApart() {
        changes.guest("gluster", 60, "--disk", "gluster", "--graphics", "10.77.0.11");
        changes.guest("nbd", 61, "--disk", "nbd");
        changes.guest("local", 62, "--disk", "local");
        changes.guest("diskless", 63);

        Examined gluster = Examined.of(lab, "gluster");
        assertThat(gluster.failed()).isEmpty();
        assertThat(gluster.found("disk"))
                .isEqualTo("vda shared: /var/lib/libvirt/shared is the same directory on both hosts");
        assertThat(gluster.result())
                .startsWith("true\tPEER_TO_PEER\tqemu+ssh://root@10.77.0.12/system?no_tty=1\ttcp://10.77.0.12\tshared"
                        + "\ttrue");
        assertThat(gluster.found("graphics-listen")).contains("vnc at 10.77.0.11, changed to 10.77.0.12");

        assertThat(Examined.of(lab, "nbd").found("disk"))
                .contains("vda shared: nbd guest-61")
                .contains("reaches its server");
        Examined local = Examined.of(lab, "local");
        assertThat(local.failed()).isEmpty();
        assertThat(local.found("disk"))
                .isEqualTo("vda copied: an image made in " + IMAGES + " on 10.77.0.12 is not seen on the source");
        assertThat(local.result()).contains("\tblock\tfalse");
        assertThat(Examined.of(lab, "diskless").result()).contains("\tnone\tfalse");
        assertThat(lab.on("h1", "ls", IMAGES, "/var/lib/libvirt/shared")).doesNotContain("probe");
        assertThat(lab.on("h2", "ls", IMAGES, "/var/lib/libvirt/shared")).doesNotContain("probe");
        assertThat(lab.on("h2", "virsh", "pool-list", "--all", "--name")).doesNotContain("libvirt-migration");
    }

    @Test
    void theWishForAKindOfStorageIsHeldAgainstTheTruth() {
        changes.guest("gluster", 60, "--disk", "gluster");
        changes.guest("local", 62, "--disk", "local");
        changes.guest("overlay", 64, "--disk", "incremental");

        Examined copyOfShared = Examined.of(lab, "gluster", "storage=BLOCK");
        assertThat(copyOfShared.failed()).containsExactly("disk");
        assertThat(copyOfShared.found("disk"))
                .contains("copying onto a shared disk is refused: /var/lib/libvirt/shared is the same directory");
        assertThat(copyOfShared.remedy("disk")).isEqualTo("Use --storage auto or --storage shared");

        Examined localAsShared = Examined.of(lab, "local", "storage=SHARED");
        assertThat(localAsShared.failed()).containsExactly("disk");
        assertThat(localAsShared.found("disk"))
                .contains("--storage shared was asked for, but an image made in " + IMAGES);
        assertThat(localAsShared.remedy("disk")).contains("--storage auto");

        assertThat(Examined.of(lab, "overlay", "incremental").found("disk"))
                .isEqualTo("vda copied: only the image above " + IMAGES + "/base-64.qcow2 is copied; the base has the"
                        + " same size and format on both hosts, and the same content");
        lab.on("h2", "rm", IMAGES + "/base-64.qcow2");
        Examined noBase = Examined.of(lab, "overlay", "incremental");
        assertThat(noBase.found("disk"))
                .contains("an incremental copy needs its base image " + IMAGES
                        + "/base-64.qcow2, and 10.77.0.12 does not");
        assertThat(noBase.remedy("disk")).contains("without --incremental");
        assertThat(Examined.of(lab, "overlay").failed())
                .as("a whole copy needs no base")
                .isEmpty();
    }

    /** virsh stands for the engine here: what it copies into these images must fit to the byte and stay thin. */
    @Test
    void imagesAreMadeThinUsedByACopyAndTakenBack() {
        changes.guest("thin", 70, "--disk", "local", "--size", "1000000512", "--diskw", "5");
        String image = IMAGES + "/guest-70.qcow2";

        Examined removed = Examined.of(lab, "thin", "images=remove");
        assertThat(removed.text()).contains("KEPT\t[]");
        assertThat(lab.on("h2", "ls", IMAGES)).doesNotContain("guest-70");

        Examined.of(lab, "thin", "images=keep");
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
    void whatLibvirtCallsUnsafeWantsConsent() {
        // the lab's hosts share the machine's /var/tmp: a directory that both see, on a file system that is not shared
        String directory = lab.directory() + "/both";
        changes.guest("unsafe", 69, "--disk", "local", "--no-start");
        lab.on(
                "h1",
                "sh",
                "-c",
                "mkdir -p " + directory + " && mv " + IMAGES + "/guest-69.qcow2 " + directory
                        + " && virsh dumpxml unsafe | sed 's#" + IMAGES + "/guest-69#" + directory + "/guest-69#' > "
                        + directory
                        + "/x.xml && virsh define " + directory + "/x.xml && virsh start unsafe");

        Examined examined = Examined.of(lab, "unsafe");
        assertThat(examined.found("disk")).contains("vda shared: " + directory + " is the same directory");
        assertThat(examined.failed()).containsExactly("unsafe-storage");
        assertThat(examined.found("unsafe-storage"))
                .startsWith(directory + "/guest-69.qcow2 is on ")
                .endsWith(", which libvirt does not know as shared");
        assertThat(examined.remedy("unsafe-storage")).contains("--allow-unsafe");

        assertThat(Examined.of(lab, "unsafe", "unsafe").failed()).isEmpty();
    }

    @Test
    void roomAndStateAreLookedAt() {
        String name = "big'$(reboot)";
        changes.guest(name, 67, "--disk", "raw", "--no-start", "--memory", String.valueOf(nearlyAllMemoryMib()));
        lab.on("h1", "dd", "if=/dev/zero", "of=" + IMAGES + "/guest-67.raw", "bs=1M", "count=48", "conv=notrunc");
        lab.on("h1", "virsh", "start", "--paused", name);
        changes.doing(() -> lab.ask("fill", "h2", "100K"), () -> lab.ask("unfill", "h2"));

        Examined examined = Examined.of(lab, name);

        assertThat(examined.found("vm-found")).startsWith(name + " (");
        assertThat(examined.line("vm-state")).startsWith("WARNING").contains("paused by somebody");
        assertThat(examined.failed()).containsExactlyInAnyOrder("memory-fits", "free-space");
        assertThat(examined.found("memory-fits")).contains(" GiB available of ");
        assertThat(examined.line("memory-fits")).containsPattern("[0-9.]+ GiB for the guest and ");
        assertThat(examined.remedy("memory-fits")).contains("choose one with more memory");
        assertThat(examined.found("free-space")).matches("[0-9.]+ [KM]iB free in " + IMAGES);
        assertThat(examined.line("free-space")).contains("48.0 MiB at least, 64.0 MiB if the disks fill up");
        assertThat(examined.remedy("free-space")).startsWith("Free some room there");

        Examined missing = Examined.of(lab, "no such\tguest");
        assertThat(missing.failed()).containsExactly("vm-found");
        assertThat(missing.found("vm-found")).isEqualTo("no domain with the name or UUID no such\\u0009guest");
        assertThat(missing.remedy("vm-found")).contains("virsh list --all");
    }

    /**
     * More than this machine can spare, however large it is, and little enough for the kernel to promise it to one
     * process: it refuses outright what is larger than all of memory.
     */
    private long nearlyAllMemoryMib() {
        String total = lab.on("h1", "sed", "-n", "s/^MemTotal: *\\([0-9]*\\) kB/\\1/p", "/proc/meminfo");
        return Long.parseLong(total.strip()) / 1024 - 64;
    }
}
