package io.jenkins.plugins.libvirtmigration.domain;

import io.jenkins.plugins.libvirtmigration.domain.DomainDescription.Blocker;
import java.util.ArrayList;
import java.util.List;

/**
 * Finds in a domain's live XML all that keeps it from moving, where libvirt names only the first.
 *
 * <p>The rules are those of qemuMigrationSrcIsAllowed and qemuMigrationSrcIsAllowedHostdev (src/qemu/qemu_migration.c),
 * which since libvirt 7.2 leaves host devices to QEMU's own blockers (query-migrate, blocked-reasons): a vfio device
 * without migration support, SEV, a mounted 9p file system.
 *
 * @param blockers what libvirt or QEMU refuses
 * @param concerns what they let pass, and what then has to be right on the destination
 */
record MigrationBlockers(List<Blocker> blockers, List<Blocker> concerns) {
    private static final String DETACH =
            "Detach it (virsh detach-device) for the migration, or leave this guest where it is";
    private static final String REDEFINE =
            "Change the guest's definition (virsh edit) and start it anew, or leave it where it is";
    private static final String SEE = "See that it is so";

    /** Takes what was found: device, reason, remedy. */
    @FunctionalInterface
    private interface Found {
        void accept(String device, String reason, String remedy);
    }

    static MigrationBlockers in(XmlElement domain) {
        List<Blocker> blockers = new ArrayList<>();
        List<Blocker> concerns = new ArrayList<>();
        Found blocked = (device, reason, remedy) -> blockers.add(new Blocker(device, reason, remedy));
        Found concern = (device, reason, remedy) -> concerns.add(new Blocker(device, reason, remedy));
        domain.all("devices/hostdev").forEach(device -> hostDevice(device, blocked, concern));
        domain.all("devices/interface").forEach(device -> networkInterface(device, blocked, concern));
        domain.all("devices/disk").forEach(device -> disk(device, blocked));
        domain.all("devices/shmem").forEach(device -> sharedMemory(device, blocked));
        domain.all("devices/memory").forEach(device -> memory(device, concern));
        domain.all("devices/filesystem").forEach(device -> fileSystem(device, blocked, concern));
        domain.all("devices/tpm").forEach(device -> tpm(device, blocked, concern));
        domain.all("devices/serial").forEach(device -> serial(device, concern));
        machine(domain, blocked, concern);
        return new MigrationBlockers(blockers, concerns);
    }

    private static void hostDevice(XmlElement device, Found blocked, Found concern) {
        String type = device.attribute("type").orElse("");
        String words = "hostdev " + type + address(device);
        if (!device.attribute("mode").orElse("subsystem").equals("subsystem")) {
            blocked.accept(words, "a device of the host stays with the host", DETACH);
        } else if (type.equals("usb")) {
            concern.accept(
                    words,
                    "the guest loses this USB device and gets the one that the destination has under the"
                            + " same name; without one the migration is refused",
                    "Plug a device of that kind in at the destination under the same name, or detach this one");
        } else if (type.equals("pci") && isTransientTeam(device)) {
            concern.accept(
                    words, "QEMU unplugs this device for the migration; the guest goes on with its team mate", SEE);
        } else {
            blocked.accept(words, "a device of the host stays with the host", DETACH);
        }
    }

    private static void networkInterface(XmlElement device, Found blocked, Found concern) {
        String type = device.attribute("type").orElse("");
        String words = "interface " + type
                + device.attribute("mac", "address").map(mac -> " " + mac).orElse("");
        if (type.equals("hostdev") && !isTransientTeam(device)) {
            blocked.accept(words, "a network card of the host is passed through, and it stays with the host", DETACH);
        } else if (type.equals("vdpa")) {
            blocked.accept(words, "libvirt refuses to migrate a vDPA device", DETACH);
        } else if (type.equals("vhostuser")) {
            concern.accept(words, "the destination needs a switch that serves the same vhost-user socket", SEE);
        }
    }

    private static void disk(XmlElement disk, Found blocked) {
        String words = "disk " + disk.attribute("target", "dev").orElse("");
        if (disk.has("mirror")) {
            blocked.accept(words, "a block job is at work on it", "Wait for it, or end it with virsh blockjob --abort");
        }
        if (disk.has("transient")) {
            blocked.accept(words, "libvirt refuses to migrate a transient disk", REDEFINE);
        }
    }

    private static void sharedMemory(XmlElement device, Found blocked) {
        if (!device.attribute("role").orElse("").equals("master")) {
            blocked.accept(
                    "shmem " + device.attribute("name").orElse(""),
                    "memory shared with other processes of the host moves only with role='master'",
                    DETACH);
        }
    }

    private static void memory(XmlElement device, Found concern) {
        String model = device.attribute("model").orElse("");
        if (model.equals("nvdimm") || model.equals("virtio-pmem")) {
            concern.accept(
                    "memory " + model + " " + device.text("source/path").orElse(""),
                    "the destination needs a file or device of the same size at that path; its content is overwritten",
                    SEE);
        }
    }

    private static void fileSystem(XmlElement device, Found blocked, Found concern) {
        String words = "filesystem " + device.attribute("target", "dir").orElse("");
        if (device.attribute("driver", "type").orElse("").equals("virtiofs")) {
            blocked.accept(words, "libvirt refuses to migrate a virtiofs device", REDEFINE);
        } else {
            concern.accept(
                    words,
                    "QEMU refuses to migrate while the guest has this 9p directory mounted",
                    "Unmount it in the guest first");
        }
    }

    private static void tpm(XmlElement device, Found blocked, Found concern) {
        String type = device.attribute("backend", "type").orElse("");
        if (type.equals("passthrough")) {
            blocked.accept("tpm passthrough", "the host's TPM stays with the host", REDEFINE);
        } else if (type.equals("emulator")) {
            concern.accept("tpm emulator", "the destination needs swtpm; the TPM's state is sent along", SEE);
        }
    }

    private static void serial(XmlElement device, Found concern) {
        if (device.attribute("type").orElse("").equals("dev")) {
            concern.accept(
                    "serial " + device.attribute("source", "path").orElse(""),
                    "the destination needs a device of that name, and it is another one",
                    SEE);
        }
    }

    private static void machine(XmlElement domain, Found blocked, Found concern) {
        domain.first("launchSecurity")
                .ifPresent(security -> blocked.accept(
                        "launchSecurity " + security.attribute("type").orElse(""),
                        "QEMU refuses to migrate a guest with encrypted memory",
                        "Let it be shut down (strategy shutdown in its metadata), or leave it where it is"));
        boolean invariantTsc = domain.all("cpu/feature").stream()
                .anyMatch(feature -> feature.attribute("name").orElse("").equals("invtsc")
                        && feature.attribute("policy").orElse("require").matches("require|force"));
        boolean frequency = domain.all("clock/timer").stream()
                .anyMatch(timer -> timer.attribute("name").orElse("").equals("tsc")
                        && timer.attribute("frequency").isPresent());
        if (invariantTsc && !frequency) {
            blocked.accept(
                    "cpu feature invtsc",
                    "an invariant clock moves only with <timer name='tsc' frequency='...'/>",
                    REDEFINE);
        }
        if (domain.has("memoryBacking/hugepages")) {
            concern.accept(
                    "memoryBacking hugepages", "the destination needs as many free huge pages of the same size", SEE);
        }
        if (domain.has("commandline/arg")) {
            concern.accept(
                    "qemu:commandline", "its arguments are carried over as they are, and nothing checks them", SEE);
        }
    }

    private static boolean isTransientTeam(XmlElement device) {
        return device.attribute("teaming", "type").orElse("").equals("transient");
    }

    /** The address as lspci and lsusb write it. */
    private static String address(XmlElement device) {
        String id = device.attribute("source/address", "bus")
                .map(bus -> " "
                        + device.attribute("source/address", "domain")
                                .map(domain -> hexadecimal(domain) + ":" + hexadecimal(bus) + ":"
                                        + hexadecimal(device.attribute("source/address", "slot")
                                                .orElse("")) + "."
                                        + hexadecimal(device.attribute("source/address", "function")
                                                .orElse("")))
                                .orElse(bus + ":"
                                        + device.attribute("source/address", "device")
                                                .orElse("")))
                .or(() -> device.attribute("source/address", "uuid").map(uuid -> " " + uuid))
                .orElse("");
        return id;
    }

    private static String hexadecimal(String text) {
        return text.startsWith("0x") ? text.substring(2) : text;
    }
}
