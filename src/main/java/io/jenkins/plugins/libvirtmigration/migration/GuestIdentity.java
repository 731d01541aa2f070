package io.jenkins.plugins.libvirtmigration.migration;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.jenkins.plugins.libvirtmigration.libvirt.LibvirtCallException;
import io.jenkins.plugins.libvirtmigration.libvirt.LibvirtDomain;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/**
 * The guest's own word that it never restarted: the boot id of its kernel, asked through the QEMU guest agent where the
 * guest runs one. The same id before and after is the proof; a guest without an agent says nothing.
 */
final class GuestIdentity {
    private static final int TIMEOUT_SECONDS = 3;
    private static final ObjectMapper JSON = new ObjectMapper();

    private GuestIdentity() {}

    /** The boot id; empty where the guest does not tell. */
    static Optional<String> bootId(LibvirtDomain domain) {
        try {
            return call(
                            domain,
                            "{\"execute\":\"guest-file-open\",\"arguments\":"
                                    + "{\"path\":\"/proc/sys/kernel/random/boot_id\",\"mode\":\"r\"}}")
                    .filter(JsonNode::canConvertToLong)
                    .flatMap(handle -> read(domain, handle.asLong()));
        } catch (LibvirtCallException | IllegalArgumentException e) {
            return Optional.empty(); // No agent, or one that does not permit it.
        }
    }

    private static Optional<String> read(LibvirtDomain domain, long handle) {
        try {
            return call(
                            domain,
                            "{\"execute\":\"guest-file-read\",\"arguments\":{\"handle\":" + handle + ",\"count\":64}}")
                    .map(answer -> new String(
                                    Base64.getDecoder()
                                            .decode(answer.path("buf-b64").asText()),
                                    StandardCharsets.US_ASCII)
                            .strip())
                    .filter(id -> id.matches("[0-9a-f-]{36}"));
        } finally {
            call(domain, "{\"execute\":\"guest-file-close\",\"arguments\":{\"handle\":" + handle + "}}");
        }
    }

    private static Optional<JsonNode> call(LibvirtDomain domain, String command) {
        return domain.agentCommand(command, TIMEOUT_SECONDS).map(answer -> {
            try {
                return JSON.readTree(answer).path("return");
            } catch (JsonProcessingException e) {
                throw new IllegalArgumentException("The guest agent's answer is not JSON.", e);
            }
        });
    }
}
