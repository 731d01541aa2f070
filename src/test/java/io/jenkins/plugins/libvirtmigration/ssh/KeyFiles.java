package io.jenkins.plugins.libvirtmigration.ssh;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Keys as users have them: made by ssh-keygen. */
public final class KeyFiles {
    private final Path folder;

    public KeyFiles(Path folder) {
        this.folder = folder;
    }

    /**
     * @param passphrase empty for none
     * @param options further words, for example {@code -m PEM}
     * @return the file of the private key; the public one is beside it
     */
    public Path make(String name, String type, String passphrase, String... options) {
        Path file = folder.resolve(name);
        List<String> words = new ArrayList<>(
                List.of("ssh-keygen", "-q", "-t", type, "-N", passphrase, "-C", "test", "-f", file.toString()));
        words.addAll(List.of(options));
        run(words);
        return file;
    }

    /** An identity with a new key of a type. */
    SshIdentity identity(String user, String type) {
        return SshIdentity.of(user, text(make("id-" + user, type, "")), null);
    }

    /** Type and base64 of a public key. */
    static String publicKey(Path file) {
        String[] words = string(Path.of(file + ".pub")).split(" ");
        return words[0] + " " + words[1];
    }

    static char[] text(Path file) {
        return string(file).toCharArray();
    }

    public static String string(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Runs a program to its end, which must be a good one. */
    static String run(List<String> words) {
        try {
            Process process =
                    new ProcessBuilder(words).redirectErrorStream(true).start();
            process.getOutputStream().close();
            String output = new String(process.getInputStream().readAllBytes());
            if (!process.waitFor(60, TimeUnit.SECONDS) || process.exitValue() != 0) {
                throw new AssertionError(words + ": " + output);
            }
            return output;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
