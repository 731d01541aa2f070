package io.jenkins.plugins.libvirtmigration.ssh;

import java.nio.file.Path;
import java.security.Provider;
import java.security.Security;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** A process of its own, where nothing of sshj was asked before, that reads private keys and prints what they are. */
final class KeyReader {
    private KeyReader() {}

    /** @param arguments what comes first, "keys" or "configuration"; then the files of private keys */
    public static void main(String[] arguments) {
        List<Provider> before = List.of(Security.getProviders());
        if (arguments[0].equals("configuration")) {
            new SshConfiguration();
        }
        for (String file : Arrays.copyOfRange(arguments, 1, arguments.length)) {
            System.out.println(
                    SshIdentity.of("root", KeyFiles.text(Path.of(file)), null).fingerprint());
        }
        new SshConfiguration();
        System.out.println("added: "
                + Arrays.stream(Security.getProviders())
                        .filter(provider -> !before.contains(provider))
                        .map(provider -> provider.getName() + " "
                                + provider.getServices().stream()
                                        .map(service -> service.getType() + "." + service.getAlgorithm())
                                        .toList())
                        .collect(Collectors.joining(", ")));
    }
}
