package io.jenkins.plugins.libvirtmigration.jenkins.inventory;

import java.util.ArrayList;
import java.util.List;

/** The inventory of a test in another package, with a build that may use all of it. */
public final class TestInventory {
    public static final String SECRET = "secret text";

    private final List<InventoryHost> hosts = new ArrayList<>();
    private final FakeHostUser build = new FakeHostUser("ops/patch");

    public TestInventory(String... names) {
        for (String name : names) {
            hosts.add(InventoryHosts.host(name));
        }
    }

    /** One more, which has an address of its own in the network for migrations. */
    public TestInventory with(String name, String migrationAddress) {
        InventoryHost host = InventoryHosts.host(name);
        host.setMigrationAddress(migrationAddress);
        hosts.add(host);
        return this;
    }

    /** One more, on this machine. */
    public TestInventory reachedAt(String name, int port, String hostKey) {
        InventoryHost host = new InventoryHost(name, "127.0.0.1");
        host.setPort(port);
        host.setCredentialsId("kvm-admin");
        host.setHostKey(hostKey);
        hosts.add(host);
        return this;
    }

    /** What the credential holds. */
    public TestInventory privateKey(String text) {
        build.keys.put("kvm-admin", new LoginKey("kvm-admin", "admin", List.of(text), ""));
        return this;
    }

    public TestInventory label(String labels) {
        hosts.forEach(host -> host.setLabels(labels));
        return this;
    }

    public HostResolver resolver() {
        return new HostResolver(new HostList(hosts), build);
    }

    /** The hosts whose credentials were looked up, in that order. */
    public List<String> asked() {
        return build.asked.stream()
                .map(text -> text.substring(text.lastIndexOf(' ') + 1))
                .toList();
    }
}
