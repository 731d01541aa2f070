package io.jenkins.plugins.libvirtmigration.preparation.storage;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.jenkins.plugins.libvirtmigration.preparation.host.ExaminedHost;
import io.jenkins.plugins.libvirtmigration.preparation.host.NotSeenException;
import io.jenkins.plugins.libvirtmigration.ssh.CommandOutput;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** One line of what is mounted, or of fstab, as {@code findmnt -J} gives it. */
public record Mount(String target, String source, String type, List<String> options) {
    /** File systems that several hosts have at once. */
    private static final Set<String> SHARED = Set.of(
            "nfs",
            "nfs4",
            "glusterfs",
            "fuse.glusterfs",
            "ceph",
            "fuse.ceph",
            "cifs",
            "smb3",
            "gfs2",
            "ocfs2",
            "lustre",
            "gpfs",
            "beegfs",
            "moosefs",
            "fuse.moosefs",
            "virtiofs");

    public Mount {
        options = List.copyOf(options);
    }

    /** The file system that a path is in. */
    public static Optional<Mount> holding(ExaminedHost host, String path) {
        CommandOutput said = host.shell().asRoot("findmnt", "-J", "-T", path);
        return parse(said.output()).stream().findFirst();
    }

    /** Shared file systems that are mounted. */
    public static List<Mount> shared(ExaminedHost host) {
        return parse(host.shell().output("findmnt", "-J", "-l")).stream()
                .filter(Mount::isShared)
                .toList();
    }

    /** Shared file systems in fstab. */
    public static List<Mount> ofFstab(ExaminedHost host) {
        return parse(host.shell().asRoot("findmnt", "-J", "-l", "--fstab").output()).stream()
                .filter(Mount::isShared)
                .toList();
    }

    static List<Mount> parse(String json) {
        List<Mount> found = new ArrayList<>();
        if (json.isBlank()) {
            return found;
        }
        try {
            for (JsonNode one : new ObjectMapper().readTree(json).path("filesystems")) {
                found.add(new Mount(
                        one.path("target").asText(),
                        one.path("source").asText(),
                        one.path("fstype").asText(),
                        List.of(one.path("options").asText().split(","))));
            }
        } catch (JsonProcessingException e) {
            throw new NotSeenException("findmnt did not answer in JSON", "Use util-linux 2.27 or later.");
        }
        return found;
    }

    public boolean isShared() {
        return SHARED.contains(type);
    }

    public boolean isNfs() {
        return type.startsWith("nfs");
    }

    /** The protocol's version, empty where the kernel does not tell or it is no NFS. */
    public String nfsVersion() {
        return options.stream()
                .filter(option -> isNfs() && option.startsWith("vers="))
                .map(option -> option.substring(5))
                .findFirst()
                .orElse("");
    }

    /** The same files as another host has mounted. */
    public boolean sameAs(Mount other) {
        return isShared() && source.equals(other.source) && isNfs() == other.isNfs();
    }

    @Override
    public String toString() {
        return source + " (" + type + ") on " + target;
    }
}
