package io.jenkins.plugins.libvirtmigration.jenkins.inventory;

import io.jenkins.plugins.libvirtmigration.host.HypervisorAddress;
import io.jenkins.plugins.libvirtmigration.hypervisor.HypervisorAccess;
import io.jenkins.plugins.libvirtmigration.ssh.HostKeys;
import io.jenkins.plugins.libvirtmigration.ssh.SshIdentity;
import java.io.IOException;
import java.io.ObjectOutputStream;
import java.util.ArrayList;
import java.util.Optional;
import org.jenkinsci.remoting.SerializableOnlyOverRemoting;

/**
 * A host of the inventory with all that an agent needs to log in to it, made for one build. It holds a private key, so
 * it goes nowhere but over the channel to an agent: writing it to disk fails, and nothing that is printed shows it.
 */
public final class ResolvedHost implements SerializableOnlyOverRemoting {
    private static final long serialVersionUID = 1;

    private final String name;
    private final String address;
    private final String migrationAddress;
    private final String hostKey;
    private final ArrayList<char[]> privateKeys;
    private final char[] passphrase;

    /** @throws IllegalArgumentException naming what is missing or cannot be written into an address */
    ResolvedHost(InventoryHost host, LoginKey key) {
        name = host.getName();
        address = HostRules.reachedAt(Optional.of(key.user()), HostRules.address(host.getAddress()), host.getPort());
        migrationAddress = HostRules.migrationAddress(host.getMigrationAddress());
        hostKey = HostRules.hostKey(host.getHostKey());
        if (hostKey.isEmpty()) {
            throw new IllegalArgumentException(Messages.ResolvedHost_noHostKey(name));
        }
        HypervisorAddress.parse(address);
        privateKeys = new ArrayList<>();
        key.privateKeys().forEach(text -> privateKeys.add(text.toCharArray()));
        passphrase = key.passphrase().toCharArray();
    }

    /** As the inventory has it. */
    public String name() {
        return name;
    }

    /** Where and as whom to log in. */
    public HypervisorAddress address() {
        return HypervisorAddress.parse(address);
    }

    /** Where other hypervisors send memory and disks, where that is not the address of SSH. */
    public Optional<String> migrationAddress() {
        return migrationAddress.isEmpty() ? Optional.empty() : Optional.of(migrationAddress);
    }

    /**
     * The way in, for the side that connects. Only the pinned host key is true. Of the credential's private keys the first
     * that can be read is used.
     *
     * @throws IllegalArgumentException when no private key of the credential can be read, saying why, without a word of
     *     the key
     */
    public HypervisorAccess access() {
        return new HypervisorAccess(identity(), HostKeys.pinned(hostKey, Messages.ResolvedHost_origin(name)));
    }

    private SshIdentity identity() {
        String user = address().user().orElseThrow();
        IllegalArgumentException unreadable = new IllegalArgumentException(Messages.ResolvedHost_noPrivateKey(name));
        for (char[] key : privateKeys) {
            try {
                return SshIdentity.of(user, key, passphrase.length == 0 ? null : passphrase);
            } catch (IllegalArgumentException e) {
                unreadable = new IllegalArgumentException(
                        Messages.ResolvedHost_privateKeyUnreadable(name, e.getMessage()), e);
            }
        }
        throw unreadable;
    }

    /** Fails where this is not the way to an agent: in a build's record on disk, for example. */
    private void writeObject(ObjectOutputStream out) throws IOException {
        getChannelForSerialization();
        out.defaultWriteObject();
    }

    @Override
    public String toString() {
        return name + " (" + address + ")";
    }
}
