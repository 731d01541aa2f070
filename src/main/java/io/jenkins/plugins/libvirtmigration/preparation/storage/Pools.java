package io.jenkins.plugins.libvirtmigration.preparation.storage;

import io.jenkins.plugins.libvirtmigration.domain.SafeXml;
import io.jenkins.plugins.libvirtmigration.domain.XmlElement;
import io.jenkins.plugins.libvirtmigration.preparation.host.ExaminedHost;
import io.jenkins.plugins.libvirtmigration.preparation.host.Virsh;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The storage pools of a host. */
public record Pools(List<Pool> pools) {
    /** Types whose volumes are files below a directory. */
    private static final Set<String> DIRECTORIES = Set.of("dir", "fs", "netfs");

    public Pools {
        pools = List.copyOf(pools);
    }

    /** @param source what it is made of, as libvirt writes it, without secrets @param path where its volumes are */
    public record Pool(String name, String type, boolean active, boolean autostart, String source, String path) {
        public boolean isDirectory() {
            return DIRECTORIES.contains(type);
        }

        /** Everything that must agree on both hosts. */
        String definition() {
            return type + " at " + path + (source.isEmpty() ? "" : " from " + source);
        }
    }

    public static Pools of(ExaminedHost host) {
        return host.fact(Pools.class, read -> {
            Virsh virsh = new Virsh(read);
            List<String> active = virsh.names("pool-list", "--name");
            List<String> autostart = virsh.names("pool-list", "--all", "--autostart", "--name");
            List<Pool> pools = new ArrayList<>();
            // A transient pool is somebody's for a moment, this program's among them.
            for (String name : virsh.names("pool-list", "--all", "--persistent", "--name")) {
                pools.add(parse(
                        virsh.output("pool-dumpxml", "--pool", name), active.contains(name), autostart.contains(name)));
            }
            return new Pools(pools);
        });
    }

    static Pool parse(String xml, boolean active, boolean autostart) {
        XmlElement pool = SafeXml.parse("A storage pool", "pool", xml);
        return new Pool(
                pool.text("name").orElse(""),
                pool.attribute("type").orElse(""),
                active,
                autostart,
                pool.first("source").map(Pools::source).orElse(""),
                pool.text("target/path").orElse(""));
    }

    /** Hosts, devices, directories, names: in the order of the XML. */
    private static String source(XmlElement source) {
        List<String> parts = new ArrayList<>();
        for (XmlElement child : source.children()) {
            if (!child.name().equals("auth")) {
                child.attribute("name")
                        .or(() -> child.attribute("path"))
                        .or(() -> child.attribute("type"))
                        .or(() -> Optional.of(child.text()).filter(text -> !text.isEmpty()))
                        .ifPresent(value -> parts.add(child.name() + " " + value));
            }
        }
        return String.join(", ", parts);
    }

    public Optional<Pool> named(String name) {
        return pools.stream().filter(pool -> pool.name().equals(name)).findFirst();
    }
}
