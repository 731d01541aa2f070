package io.jenkins.plugins.libvirtmigration.libvirt;

/**
 * One typed parameter of a migration (VIR_MIGRATE_PARAM_*). The value is a String, an Integer (int) or a Long (unsigned
 * long long); a name may come several times (migrate_disks).
 */
public record LibvirtParameter(String name, Object value) {
    public LibvirtParameter {
        if (!(value instanceof String || value instanceof Integer || value instanceof Long)) {
            throw new IllegalArgumentException(name + ": " + value);
        }
    }
}
