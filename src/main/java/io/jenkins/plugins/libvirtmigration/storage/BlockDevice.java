package io.jenkins.plugins.libvirtmigration.storage;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.jenkins.plugins.libvirtmigration.ssh.CommandOutput;
import io.jenkins.plugins.libvirtmigration.ssh.SshHost;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A block device as a host's kernel knows it. Its name says nothing: /dev/sdb is another disk on each host, and even
 * the same volume group name may stand for two groups.
 *
 * @param bytes its size
 * @param identities what tells it from every other device, by kind: WWN, serial, partition or device-mapper UUID (which
 *     for LVM is made of the UUIDs of group and volume, and for multipath of the WWID)
 * @param used in the kernel's eyes: mounted, or below a partition, a volume or an array
 */
record BlockDevice(long bytes, Map<String, String> identities, boolean used) {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final String COLUMNS = "KNAME,SIZE,TYPE,WWN,SERIAL,MODEL,PARTUUID,MOUNTPOINT";
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Empty where the host has no block device of that path. */
    static Optional<BlockDevice> read(SshHost host, String path) {
        CommandOutput listed = host.run(PATIENCE, List.of("lsblk", "--json", "--bytes", "--output", COLUMNS, path));
        if (!listed.succeeded()) {
            return Optional.empty();
        }
        try {
            JsonNode device =
                    JSON.readTree(listed.output()).path("blockdevices").path(0);
            return device.isMissingNode() ? Optional.empty() : Optional.of(of(host, device));
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }

    private static BlockDevice of(SshHost host, JsonNode device) {
        Map<String, String> identities = new LinkedHashMap<>();
        boolean partition = device.path("type").asText().equals("part");
        if (partition) {
            put(identities, "partition UUID", device.path("partuuid"));
        } else {
            put(identities, "WWN", device.path("wwn"));
            // QEMU numbers its emulated disks alike on every host: such a serial proves nothing
            if (!device.path("model").asText().startsWith("QEMU")) {
                put(identities, "serial", device.path("serial"));
            }
            mapperUuid(host, device.path("kname").asText())
                    .ifPresent(uuid -> identities.put("device-mapper UUID", uuid));
        }
        boolean used = !device.path("mountpoint").asText("").isEmpty()
                        && !device.path("mountpoint").isNull()
                || device.path("children").size() > 0;
        return new BlockDevice(device.path("size").asLong(), identities, used);
    }

    private static void put(Map<String, String> identities, String kind, JsonNode value) {
        if (value.isTextual() && !value.asText().isBlank()) {
            identities.put(kind, value.asText().strip());
        }
    }

    private static Optional<String> mapperUuid(SshHost host, String kernelName) {
        if (!kernelName.matches("dm-[0-9]{1,6}")) {
            return Optional.empty();
        }
        CommandOutput read = host.run(PATIENCE, List.of("cat", "/sys/class/block/" + kernelName + "/dm/uuid"));
        return Optional.of(read.output().strip()).filter(uuid -> read.succeeded() && !uuid.isEmpty());
    }
}
