package io.jenkins.plugins.libvirtmigration.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.jenkins.plugins.libvirtmigration.check.FileProblem;
import io.jenkins.plugins.libvirtmigration.host.HypervisorAddress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The hosts of a site, so that none has to be listed on the command line:
 *
 * <pre>{@code
 * { "hosts": [ { "name": "kvm-01", "address": "admin@10.0.0.1:2222", "labels": ["rack-a", "amd"] },
 *              { "name": "kvm-02" } ] }
 * }</pre>
 *
 * A host without an address is reached under its name.
 */
final class InventoryFile {
    private static final long LARGEST = 16L << 20;

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private final Path file;
    private final List<Host> hosts;

    private InventoryFile(Path file, List<Host> hosts) {
        this.file = file;
        this.hosts = List.copyOf(hosts);
    }

    /** @param labels what may be asked for; never null */
    record Host(String name, HypervisorAddress address, Set<String> labels) {}

    /** As it stands in the file. */
    record Entry(String name, String address, List<String> labels) {}

    private record Whole(List<Entry> hosts) {}

    /** @throws IllegalArgumentException naming the file, what is wrong with it, and what would be right */
    static InventoryFile read(Path file) {
        try {
            if (Files.size(file) > LARGEST) {
                throw new IllegalArgumentException(
                        "--inventory " + file + " has " + Files.size(file) + " bytes, which no inventory has.");
            }
            Whole whole = MAPPER.readValue(Files.readString(file), Whole.class);
            if (whole == null || whole.hosts() == null || whole.hosts().isEmpty()) {
                throw new IllegalArgumentException("--inventory " + file + " has no hosts. Write"
                        + " {\"hosts\": [{\"name\": \"kvm-01\"}, ...]}.");
            }
            return new InventoryFile(file, hosts(file, whole.hosts()));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(
                    "--inventory " + file + " is not as it should be: " + e.getOriginalMessage(), e);
        } catch (IOException e) {
            throw new IllegalArgumentException("Cannot read --inventory " + file + ": " + FileProblem.of(e), e);
        }
    }

    private static List<Host> hosts(Path file, List<Entry> entries) {
        List<Host> hosts = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (Entry entry : entries) {
            if (entry == null || entry.name() == null || entry.name().isBlank()) {
                throw new IllegalArgumentException("--inventory " + file + " has a host without a name.");
            }
            HypervisorAddress address;
            try {
                address = HypervisorAddress.parse(entry.address() == null ? entry.name() : entry.address());
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException(
                        "--inventory " + file + ", host " + entry.name() + ": " + e.getMessage(), e);
            }
            if (!seen.add(entry.name()) || !entry.name().equals(address.name()) && !seen.add(address.name())) {
                throw new IllegalArgumentException(
                        "--inventory " + file + " has the host " + entry.name() + ", or its address, twice.");
            }
            hosts.add(
                    new Host(entry.name(), address, entry.labels() == null ? Set.of() : new TreeSet<>(entry.labels())));
        }
        return hosts;
    }

    /** The address of a host that is named as in the file, or by its address. */
    Optional<HypervisorAddress> find(HypervisorAddress named) {
        return hosts.stream()
                .filter(host -> host.name().equals(named.name())
                        || host.address().name().equals(named.name()))
                .map(Host::address)
                .findFirst();
    }

    /**
     * Every other host that has all these labels, in the order of the file.
     *
     * @throws IllegalArgumentException where there is none
     */
    List<HypervisorAddress> others(HypervisorAddress than, List<String> labels) {
        List<HypervisorAddress> found = hosts.stream()
                .filter(host -> host.labels().containsAll(labels))
                .map(Host::address)
                .filter(address -> !address.name().equals(than.name()))
                .toList();
        if (found.isEmpty()) {
            throw new IllegalArgumentException("--inventory " + file + " has no host other than " + than.name()
                    + (labels.isEmpty() ? "" : " with the label " + String.join(" and ", labels))
                    + ": name destinations with --to.");
        }
        return found;
    }
}
