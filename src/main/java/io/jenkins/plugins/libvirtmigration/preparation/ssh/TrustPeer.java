package io.jenkins.plugins.libvirtmigration.preparation.ssh;

import io.jenkins.plugins.libvirtmigration.libvirt.LibvirtConnection;
import io.jenkins.plugins.libvirtmigration.preparation.examination.Action;
import io.jenkins.plugins.libvirtmigration.preparation.host.ExaminedHost;
import io.jenkins.plugins.libvirtmigration.preparation.host.FileChange;
import io.jenkins.plugins.libvirtmigration.preparation.host.NotSeenException;
import io.jenkins.plugins.libvirtmigration.preparation.host.UndoStack;
import io.jenkins.plugins.libvirtmigration.preparation.host.Virsh;
import io.jenkins.plugins.libvirtmigration.preparation.names.Resolution;
import io.jenkins.plugins.libvirtmigration.ssh.CommandOutput;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Lets root on the source reach libvirt on the destination, and nothing else there: a key of the source's own, which
 * never leaves it, accepted only from the source's address, without forwarding or terminal, and only for libvirt's own
 * helper where the destination has it (libvirt 6.8 and later).
 */
final class TrustPeer implements Action {
    private static final String KEY = "/root/.ssh/id_ed25519";
    private static final Pattern SOURCE = Pattern.compile("(?s).*\\bsrc ([0-9A-Fa-f.:]+)\\b.*");
    private static final String MAKE_KEY = "set -eu; umask 077; mkdir -p /root/.ssh;"
            + " ssh-keygen -q -t ed25519 -N '' -C libvirt-migration -f \"$1\" </dev/null >/dev/null; cat \"$1.pub\"";

    private final ExaminedHost from;
    private final ExaminedHost to;
    private final OfferedKeys keys;

    /** @param keys what the source's client would log in with as things are */
    TrustPeer(ExaminedHost from, ExaminedHost to, OfferedKeys keys) {
        this.from = from;
        this.to = to;
        this.keys = keys;
    }

    @Override
    public String perform() {
        to.libvirt(LibvirtConnection::hostName);
        String source = sourceAddress();
        Account account = account();
        StringBuilder said = new StringBuilder();
        PublicKey key = ownKey(said);
        String path = account.home() + "/.ssh/authorized_keys";
        Optional<String> before = to.shell().read(path);
        if (before.isPresent() && before.get().contains(key.base64())) {
            throw new IllegalStateException("nothing was changed: " + to.name() + " already accepts the key of "
                    + from.name() + " in " + path + ", so something else is in the way");
        }
        String line = line(key, source, to.shell().has("virt-ssh-helper"), from.name());
        String text = before.orElse("");
        FileChange change = new FileChange(
                path, before, (text.isEmpty() || text.endsWith("\n") ? text : text + "\n") + line + "\n", "0600");
        directory(account);
        UndoStack undo = new UndoStack();
        try {
            undo.push(change.make(to.shell()));
            if (before.isEmpty()) {
                to.shell().rootOutput("chown", account.owner(), "--", path);
            }
            String uri = PeerLogin.sshUri(to) + "?no_tty=1";
            CommandOutput tried = from.shell().asRoot("timeout", "20", "virsh", "-q", "-c", uri, "hostname");
            if (!tried.succeeded()) {
                throw new IllegalStateException("the key was accepted by no means: " + Virsh.complaint(tried));
            }
        } catch (IllegalStateException | NotSeenException e) {
            throw undo.after(e, path + " on " + to.name() + " is as it was");
        }
        return said.append(to.name()).append(' ').append(change.diff()).toString();
    }

    static String line(PublicKey key, String source, boolean helper, String name) {
        return "restrict,from=\"" + source + "\""
                + (helper ? ",command=\"virt-ssh-helper qemu:///system\"" : "")
                + " " + key + " libvirt-migration from " + name;
    }

    /** The first that the client would use and that is the source's alone; one is made where there is none. */
    private PublicKey ownKey(StringBuilder said) {
        Set<PublicKey> theirs = OwnKeys.of(to).keys();
        for (Map.Entry<String, PublicKey> key : keys.usable().entrySet()) {
            if (!theirs.contains(key.getValue())) {
                said.append("key ")
                        .append(key.getKey())
                        .append(" on ")
                        .append(from.name())
                        .append("\n");
                return key.getValue();
            }
        }
        if (!keys.lookedAt().contains(KEY)) {
            throw new IllegalStateException("nothing was changed: ssh on " + from.name() + " is told to use only "
                    + String.join(", ", keys.lookedAt()) + "; make that key, or take IdentityFile out of its settings");
        }
        if (from.shell().asRoot("test", "-e", KEY).succeeded()) {
            throw new IllegalStateException("nothing was changed: " + KEY + " on " + from.name()
                    + " is there and cannot be used: it has a passphrase, or " + to.name() + " holds it too");
        }
        String made = from.shell().rootOutput("sh", "-c", MAKE_KEY, "sh", KEY);
        said.append("made ").append(KEY).append(" on ").append(from.name()).append("\n");
        return PublicKey.parse(made).orElseThrow(() -> new IllegalStateException("ssh-keygen made no key"));
    }

    /** The address that the destination sees, by the source's own routes. */
    private String sourceAddress() {
        String peer = Resolution.on(from, to.address().host()).stream()
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("nothing was changed: " + from.name() + " does not know "
                        + to.address().host()));
        Matcher matcher = SOURCE.matcher(from.shell().output("ip", "-o", "route", "get", peer));
        if (!matcher.matches()) {
            throw new IllegalStateException("nothing was changed: " + from.name() + " has no route to " + peer);
        }
        return matcher.group(1);
    }

    private Account account() {
        String[] fields = to.shell()
                .output("getent", "--", "passwd", PeerLogin.user(to))
                .strip()
                .split(":");
        if (fields.length < 7 || !fields[5].startsWith("/")) {
            throw new IllegalStateException(
                    "nothing was changed: no account " + PeerLogin.user(to) + " on " + to.name());
        }
        return new Account(fields[5], fields[2] + ":" + fields[3]);
    }

    private void directory(Account account) {
        String path = account.home() + "/.ssh";
        if (!to.shell().asRoot("test", "-d", path).succeeded()) {
            String[] owner = account.owner().split(":");
            to.shell().rootOutput("install", "-d", "-m", "700", "-o", owner[0], "-g", owner[1], "--", path);
        }
    }

    private record Account(String home, String owner) {}
}
