package io.jenkins.plugins.libvirtmigration.jenkins.inventory;

import com.cloudbees.jenkins.plugins.sshcredentials.SSHUserPrivateKey;
import hudson.util.Secret;
import java.util.List;

/** A user and private keys, as a credential has them. Lives only while a host is resolved; not a record, which prints. */
final class LoginKey {
    private final String id;
    private final String user;
    private final List<String> privateKeys;
    private final String passphrase;

    /** @param passphrase empty for none */
    LoginKey(String id, String user, List<String> privateKeys, String passphrase) {
        this.id = id;
        this.user = user;
        this.privateKeys = List.copyOf(privateKeys);
        this.passphrase = passphrase;
    }

    static LoginKey of(SSHUserPrivateKey credential) {
        return new LoginKey(
                credential.getId(),
                credential.getUsername(),
                credential.getPrivateKeys(),
                Secret.toString(credential.getPassphrase()));
    }

    String id() {
        return id;
    }

    String user() {
        return user;
    }

    List<String> privateKeys() {
        return privateKeys;
    }

    String passphrase() {
        return passphrase;
    }

    @Override
    public String toString() {
        return "credential " + id;
    }
}
