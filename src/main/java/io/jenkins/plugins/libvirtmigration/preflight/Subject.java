package io.jenkins.plugins.libvirtmigration.preflight;

import io.jenkins.plugins.libvirtmigration.check.Check;

/** What a check is about, to write its outcome with. */
record Subject(String host, String peer, String id) {

    Check passed(String found, String expected) {
        return Check.passed(host, peer, id, found, expected);
    }

    Check warning(String found, String expected, String remedy) {
        return Check.warning(host, peer, id, found, expected, remedy);
    }

    Check failed(String found, String expected, String remedy) {
        return Check.failed(host, peer, id, found, expected, remedy);
    }
}
