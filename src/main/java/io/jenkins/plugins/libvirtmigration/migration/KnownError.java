package io.jenkins.plugins.libvirtmigration.migration;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What libvirt's and QEMU's commonest refusals mean and what mends them. The texts are those of libvirt 9.0; QEMU's
 * vary, so they are matched loosely.
 *
 * @param remedy with {@value #DESTINATION} for the destination's name
 */
record KnownError(Pattern text, String remedy) {
    private static final String DESTINATION = "{destination}";

    private static final List<KnownError> ALL = List.of(
            known(
                    "Migration without shared storage is unsafe",
                    "A disk lies on a local file system: choose --storage block, or put it on storage that both hosts"
                            + " mount."),
            known(
                    "disks use cache other than none or directsync",
                    "Set cache='none' for the disk, or update QEMU to 4.0 and libvirt to 5.6 or newer."),
            known(
                    "cannot migrate domain with \\d+ snapshots",
                    "Delete the snapshots (virsh snapshot-delete), or move the guest while it is off."),
            known(
                    "cannot migrate domain with I/O error",
                    "The guest is paused because its storage failed: mend the storage, resume the guest, try again."),
            known(
                    "Attempt to migrate guest to the same host",
                    "Both hosts report the same UUID: set host_uuid in libvirtd.conf of one of them."),
            known(
                    "Source and target image have different sizes",
                    "The image at the destination is not of the source's virtual size: remove it, and it is made"
                            + " anew."),
            known(
                    "ssh: connect to host|Host key verification failed|Permission denied \\(publickey",
                    "The source's daemon does not get into {destination} over SSH, which a peer-to-peer move needs: let"
                            + " root on the source log in there, or say --control managed."),
            known(
                    "unable to connect to server at|No route to host|Connection refused|Connection timed out",
                    "The source does not reach the migration ports of {destination} (49152-49215, unless migration_port_min"
                            + " and migration_port_max in its /etc/libvirt/qemu.conf say otherwise): open them for the"
                            + " source, or give the address of the migration network (--migration-address)."),
            known("Cannot get interface MTU on", "The bridge is missing on the destination: create it there."),
            known(
                    "guest CPU doesn't match specification",
                    "The destination's CPU lacks what the guest uses: give the guest a CPU model that both hosts have"
                            + " (virsh hypervisor-cpu-baseline), and start it anew."),
            known(
                    "already exists with uuid",
                    "A definition of that name is left on the destination: look at it, and undefine it there if"
                            + " nothing needs it."),
            known(
                    "Cannot access storage file|Could not open .*No such file",
                    "The destination does not see the image: mount the storage there, or choose --storage block."),
            known(
                    "Could not open .*Permission denied",
                    "QEMU on the destination may not read the image: look at owner and mode, and at SELinux"
                            + " (virt_use_nfs) or AppArmor."),
            known("canceled by client", "Somebody aborted the job."),
            known(
                    "no domain with matching|domain is not running",
                    "Somebody moved the guest or shut it down meanwhile: see virsh list --all on both hosts."),
            known(
                    "Domain requires KVM",
                    "Hardware virtualisation is off on the destination: switch it on in its firmware."),
            known(
                    "owner does not match the hostname|certificate is not trusted|TLS handshake failed",
                    "The TLS certificate of the destination does not name the address that is used, or its CA is not"
                            + " known on the source (virt-pki-validate)."),
            known(
                    "failed during post-copy|post-copy failed",
                    "The guest is paused in two halves: never resume it. Mend the link, then virsh migrate"
                            + " --postcopy-resume."),
            known(
                    "Unable to read from monitor|closed the monitor|End of file from qemu monitor",
                    "QEMU ended on {destination}: its reason is in /var/log/libvirt/qemu there."),
            known(
                    "End of file while reading data",
                    "QEMU or libvirt's daemon ended on {destination}, or its SSH server: their reasons are in"
                            + " /var/log/libvirt/qemu and the journal there (journalctl -u libvirtd -u virtqemud -u ssh)."),
            known(
                    "Channel error: Input/output error",
                    "The stream of memory to {destination} broke: QEMU ended there (its reason is in"
                            + " /var/log/libvirt/qemu), or the network between the hosts failed."),
            known("No space left on device", "Free space where the destination keeps its images."),
            known(
                    "Cannot assign requested address",
                    "The console listens on an address that the destination does not have: use 127.0.0.1 or 0.0.0.0"
                            + " behind a firewall."));

    private static KnownError known(String text, String remedy) {
        return new KnownError(Pattern.compile(text, Pattern.CASE_INSENSITIVE), remedy);
    }

    /** What mends an error, where it is a known one. */
    private static Optional<String> remedy(String message, String destination) {
        return message == null
                ? Optional.empty()
                : ALL.stream()
                        .filter(error -> error.text().matcher(message).find())
                        .map(error -> error.remedy().replace(DESTINATION, destination))
                        .findFirst();
    }

    /** The message with its remedy behind it. */
    static String explain(String message) {
        return explain(message, "the destination");
    }

    /** The same where it is known which host the guest was to move to. */
    static String explain(String message, String destination) {
        return remedy(message, destination)
                .map(remedy -> sentence(message) + " " + remedy)
                .orElse(sentence(message));
    }

    private static String sentence(String message) {
        String text = message == null ? "No reason was given" : message.strip();
        return text.endsWith(".") ? text : text + ".";
    }
}
