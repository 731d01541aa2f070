package io.jenkins.plugins.libvirtmigration.cli;

import io.jenkins.plugins.libvirtmigration.request.ProbeRequest;
import java.time.Duration;

/** {@code VM=ADDRESS} or {@code VM=ADDRESS:PORT}: which guest is asked from outside, and where. */
record ProbeOption(String vm, String address) {

    /** The name of a guest may hold an equals sign, an address never does: the last one parts them. */
    static ProbeOption parse(String text) {
        int equals = text.lastIndexOf('=');
        if (equals < 1 || equals == text.length() - 1) {
            throw new IllegalArgumentException("\"" + text + "\" is not a probe. Write VM=ADDRESS for ping, or"
                    + " VM=ADDRESS:PORT for a TCP connection, for example web-1=10.0.0.7.");
        }
        return new ProbeOption(text.substring(0, equals), text.substring(equals + 1));
    }

    ProbeRequest request(Duration interval) {
        return ProbeRequest.parse(address, interval);
    }
}
