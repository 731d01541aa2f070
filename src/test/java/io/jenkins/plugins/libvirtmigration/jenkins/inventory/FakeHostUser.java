package io.jenkins.plugins.libvirtmigration.jenkins.inventory;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A build that finds the credentials it was given, and remembers which it asked for. */
final class FakeHostUser implements HostUser {
    final Map<String, LoginKey> keys = new HashMap<>();
    final List<String> asked = new ArrayList<>();
    private final String job;

    FakeHostUser(String job) {
        this.job = job;
        keys.put("kvm-admin", new LoginKey("kvm-admin", "admin", List.of("secret text"), ""));
        keys.put("rack-2", new LoginKey("rack-2", "root", List.of("secret text"), ""));
    }

    @Override
    public String job() {
        return job;
    }

    @Override
    public String description() {
        return job + "#1 (Started by an administrator)";
    }

    @Override
    public Optional<LoginKey> credential(InventoryHost host) {
        asked.add(host.getCredentialsId() + " for " + host.getName());
        return Optional.ofNullable(keys.get(host.getCredentialsId()));
    }
}
