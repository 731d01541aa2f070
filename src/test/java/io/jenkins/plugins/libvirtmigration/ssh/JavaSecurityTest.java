package io.jenkins.plugins.libvirtmigration.ssh;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is registered stays for the whole life of a JVM, so these questions are asked of one of their own. */
class JavaSecurityTest {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"keys", "configuration"})
    void keysAreReadInWhateverOrderAndBouncyCastleIsNotRegistered(String first) {
        KeyFiles keys = new KeyFiles(folder);
        List<String> words = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                KeyReader.class.getName(),
                first));
        for (String kind : List.of("ecdsa RFC4716", "ecdsa PEM", "ecdsa PKCS8", "ed25519 RFC4716", "rsa PEM")) {
            String[] typeAndForm = kind.split(" ");
            words.add(keys.make(kind, typeAndForm[0], "", "-m", typeAndForm[1]).toString());
        }

        List<String> said = KeyFiles.run(words).lines().toList();

        assertThat(said.subList(0, 5))
                .extracting(line -> line.split(" ")[0])
                .containsExactly(
                        "ecdsa-sha2-nistp256", "ecdsa-sha2-nistp256", "ecdsa-sha2-nistp256", "ssh-ed25519", "ssh-rsa");
        assertThat(said.get(5)).isEqualTo("added: LibvirtMigrationEcdsa [KeyFactory.ECDSA]");
    }
}
