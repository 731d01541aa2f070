package io.jenkins.plugins.libvirtmigration.preflight;

import io.jenkins.plugins.libvirtmigration.ssh.CommandOutput;
import io.jenkins.plugins.libvirtmigration.ssh.SshHost;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a host's {@code /etc/libvirt/qemu.conf} says of migration. Only root may read it: for others, and where the file
 * is silent, libvirt's own defaults are assumed.
 *
 * @param readable false: these are assumptions
 */
record QemuConf(boolean readable, Map<String, String> settings) {
    /** src/qemu/qemu.conf.in: migration_port_min. */
    static final int FIRST_PORT = 49152;

    /** migration_port_max. */
    static final int LAST_PORT = 49215;

    private static final String FILE = "/etc/libvirt/qemu.conf";
    private static final String KEYS = "^[[:space:]]*(migrat|default_tls_x509|shared_filesystems)";
    private static final Pattern LINE = Pattern.compile("\\s*([a-z0-9_]+)\\s*=\\s*\"?([^\"#]*)\"?.*");
    private static final int NOTHING_FOUND = 1;

    static QemuConf read(SshHost host) {
        CommandOutput found = host.run(Situation.PATIENCE, List.of("grep", "-E", "-e", KEYS, FILE));
        Map<String, String> settings = new LinkedHashMap<>();
        for (String line : found.output().split("\n")) {
            Matcher matcher = LINE.matcher(line);
            if (matcher.matches()) {
                settings.put(matcher.group(1), matcher.group(2).strip());
            }
        }
        return new QemuConf(found.succeeded() || found.exitStatus() == NOTHING_FOUND, Map.copyOf(settings));
    }

    Optional<String> text(String key) {
        return Optional.ofNullable(settings.get(key)).filter(value -> !value.isEmpty());
    }

    OptionalInt number(String key) {
        return text(key).filter(value -> value.matches("[0-9]{1,9}")).stream()
                .mapToInt(Integer::parseInt)
                .findFirst();
    }

    int firstPort() {
        return number("migration_port_min").orElse(FIRST_PORT);
    }

    int lastPort() {
        return number("migration_port_max").orElse(LAST_PORT);
    }
}
