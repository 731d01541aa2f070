package io.jenkins.plugins.libvirtmigration.preparation.examination;

import java.util.Locale;

/** How bad a security finding is. */
public enum Severity {
    /** Worth knowing. */
    LOW,
    /** Helps somebody who is already inside the network. */
    MEDIUM,
    /** One stolen or impersonated machine opens others. */
    HIGH,
    /** Root for whoever reaches a port: fails the check. */
    CRITICAL;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
