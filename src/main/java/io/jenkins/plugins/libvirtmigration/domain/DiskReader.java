package io.jenkins.plugins.libvirtmigration.domain;

import io.jenkins.plugins.libvirtmigration.domain.Disk.Backing;
import io.jenkins.plugins.libvirtmigration.domain.Disk.NetworkSource;
import io.jenkins.plugins.libvirtmigration.domain.Disk.Server;
import io.jenkins.plugins.libvirtmigration.domain.Disk.Volume;
import java.util.List;
import java.util.Optional;

/** Reads one disk element of a domain. */
final class DiskReader {
    private DiskReader() {}

    static Disk read(XmlElement disk) {
        String type = disk.attribute("type").orElse("file");
        Optional<XmlElement> source = disk.first("source");
        return new Disk(
                DomainXml.required(disk.attribute("target", "dev"), "target of a disk"),
                type,
                disk.attribute("device").orElse("disk"),
                source.flatMap(found -> path(type, found)).orElse(null),
                disk.attribute("driver", "type").orElse("raw"),
                disk.attribute("driver", "cache").filter(cache -> !cache.equals("default")),
                disk.has("readonly"),
                disk.has("shareable"),
                source.flatMap(found -> found.attribute("startupPolicy")),
                type.equals("network") ? source.map(DiskReader::network) : Optional.empty(),
                type.equals("volume") ? source.flatMap(DiskReader::volume) : Optional.empty(),
                backing(disk));
    }

    private static Optional<String> path(String type, XmlElement source) {
        return switch (type) {
            case "file" -> source.attribute("file");
            case "block" -> source.attribute("dev");
            case "dir" -> source.attribute("dir");
            case "volume" -> volume(source).map(volume -> volume.pool() + "/" + volume.name());
            case "network" ->
                Optional.of(source.attribute("protocol").orElse("") + ":"
                        + source.attribute("name").orElse(""));
            case "nvme" -> Optional.of("nvme " + source.attribute("namespace").orElse(""));
            default -> source.attribute("path").or(() -> source.attribute("dev"));
        };
    }

    private static NetworkSource network(XmlElement source) {
        List<XmlElement> hosts = source.all("host");
        return new NetworkSource(
                source.attribute("protocol").orElse(""),
                source.attribute("name").orElse(""),
                hosts.stream().flatMap(host -> server(host).stream()).toList(),
                hosts.stream()
                        .anyMatch(host -> host.attribute("transport").orElse("").equals("unix")));
    }

    private static Optional<Server> server(XmlElement host) {
        return host.attribute("name")
                .map(name -> new Server(
                        name, host.attribute("port").flatMap(DiskReader::port).orElse(null)));
    }

    private static Optional<Integer> port(String text) {
        return text.matches("[0-9]{1,5}") ? Optional.of(Integer.valueOf(text)) : Optional.empty();
    }

    private static Optional<Volume> volume(XmlElement source) {
        return source.attribute("pool")
                .flatMap(pool -> source.attribute("volume").map(name -> new Volume(pool, name)));
    }

    /** An empty backingStore element says that the chain ends; none says that libvirt has not looked. */
    private static Backing backing(XmlElement disk) {
        return disk.first("backingStore")
                .flatMap(store -> store.first("source")
                        .flatMap(source -> path(store.attribute("type").orElse("file"), source))
                        .map(path -> new Backing(
                                path, store.attribute("format", "type").orElse("raw"))))
                .orElse(null);
    }
}
