package io.jenkins.plugins.libvirtmigration.cli;

import io.jenkins.plugins.libvirtmigration.check.FileProblem;
import io.jenkins.plugins.libvirtmigration.host.HypervisorAddress;
import io.jenkins.plugins.libvirtmigration.hypervisor.HypervisorAccess;
import io.jenkins.plugins.libvirtmigration.hypervisor.HypervisorLink;
import io.jenkins.plugins.libvirtmigration.ssh.HostKeys;
import io.jenkins.plugins.libvirtmigration.ssh.SshIdentity;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import picocli.CommandLine.Option;

/** Who we are on the hosts, and which host keys are true: the options that every command has. */
final class ConnectionOptions {

    @Option(
            names = "--identity",
            required = true,
            paramLabel = "FILE",
            description = "The private SSH key. It is read once and stays in memory.")
    private Path identity;

    @Option(
            names = "--passphrase-file",
            paramLabel = "FILE",
            description = "A file whose first line is the key's passphrase; /dev/stdin works.")
    private Path passphraseFile;

    @Option(
            names = "--known-hosts",
            paramLabel = "FILE",
            description = "The true keys of the hosts, as OpenSSH keeps them. Default: ~/.ssh/known_hosts. A host whose"
                    + " key is not in it is refused, always.")
    private Path knownHosts;

    @Option(
            names = "--host-key",
            paramLabel = "ADDRESS=KEY",
            description = "The true key of one host, for example 'kvm-01=ssh-ed25519 AAAA...'. Repeatable; used beside"
                    + " --known-hosts where that is given, else alone.")
    private List<String> hostKeys = List.of();

    @Option(
            names = "--user",
            paramLabel = "NAME",
            defaultValue = "root",
            description = "Where a host does not name one. Not only root: any member of the libvirt group."
                    + " Default: root.")
    private String user;

    /** @throws IllegalArgumentException naming the file that cannot be read or does not hold what it should */
    HypervisorAccess access() {
        HostKeys trusted = trusted();
        char[] key = read(identity, "the private key");
        char[] passphrase = passphraseFile == null ? null : firstLine(read(passphraseFile, "the passphrase"));
        try {
            return new HypervisorAccess(SshIdentity.of(user, key, passphrase), trusted);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("--identity " + identity + ": " + e.getMessage(), e);
        } finally {
            Arrays.fill(key, '\0');
            if (passphrase != null) {
                Arrays.fill(passphrase, '\0');
            }
        }
    }

    HypervisorLink link(HypervisorAccess access, HypervisorAddress address) {
        return new HypervisorLink(address.name(), () -> access.open(address));
    }

    private HostKeys trusted() {
        Path file = knownHosts == null && hostKeys.isEmpty()
                ? Path.of(System.getProperty("user.home"), ".ssh", "known_hosts")
                : knownHosts;
        StringBuilder lines = new StringBuilder();
        if (file != null) {
            lines.append(read(file, "the known hosts")).append('\n');
        }
        hostKeys.forEach(option -> lines.append(line(option)).append('\n'));
        return HostKeys.knownHosts(lines.toString(), file == null ? "--host-key" : file.toString());
    }

    private static String line(String option) {
        int equals = option.indexOf('=');
        if (equals < 1 || option.indexOf(' ', equals) < 0 || option.indexOf('\n') >= 0) {
            throw new IllegalArgumentException("--host-key " + option
                    + ": write ADDRESS=TYPE KEY, for example 'kvm-01=ssh-ed25519 AAAA...', as in a .pub file.");
        }
        HypervisorAddress address = HypervisorAddress.parse(option.substring(0, equals));
        String name = address.port() == HypervisorAddress.SSH_PORT
                ? address.host()
                : "[" + address.host() + "]:" + address.port();
        return name + " " + option.substring(equals + 1);
    }

    /** Without a String on the way: what is read may be a secret. */
    private static char[] read(Path file, String what) {
        try {
            byte[] bytes = Files.readAllBytes(file);
            CharBuffer text = StandardCharsets.UTF_8.decode(ByteBuffer.wrap(bytes));
            char[] chars = new char[text.remaining()];
            text.get(chars);
            Arrays.fill(bytes, (byte) 0);
            Arrays.fill(text.array(), '\0');
            return chars;
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    "Cannot read " + what + " from " + file + ": " + FileProblem.of(e) + ".", e);
        }
    }

    private static char[] firstLine(char[] text) {
        int end = 0;
        while (end < text.length && text[end] != '\n' && text[end] != '\r') {
            end++;
        }
        char[] line = Arrays.copyOf(text, end);
        Arrays.fill(text, '\0');
        return line;
    }
}
