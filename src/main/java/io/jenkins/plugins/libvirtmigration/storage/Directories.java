package io.jenkins.plugins.libvirtmigration.storage;

import io.jenkins.plugins.libvirtmigration.libvirt.HostStorage;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The directories of a guest's images on both hosts: each is opened and proven once, however many disks it holds. */
final class Directories implements AutoCloseable {
    private final HostStorage source;
    private final HostStorage destination;
    private final Map<String, DirectoryPair> open = new LinkedHashMap<>();

    Directories(HostStorage source, HostStorage destination) {
        this.source = source;
        this.destination = destination;
    }

    DirectoryPair at(String path) {
        return open.computeIfAbsent(path, directory -> DirectoryPair.open(source, destination, directory));
    }

    /** Probes that could not be removed again, for a report; empty where there is none. */
    Optional<String> leftOvers() {
        String paths = open.entrySet().stream()
                .flatMap(entry -> entry.getValue().leftOver().map(name -> entry.getKey() + "/" + name).stream())
                .collect(Collectors.joining(", "));
        return Optional.of(paths).filter(text -> !text.isEmpty());
    }

    @Override
    public void close() {
        open.values().forEach(DirectoryPair::close);
    }
}
