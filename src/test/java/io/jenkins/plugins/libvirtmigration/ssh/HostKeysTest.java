package io.jenkins.plugins.libvirtmigration.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HostKeysTest {
    private static final String ORIGIN = "/home/admin/.ssh/known_hosts";

    @TempDir
    static Path folder;

    private static String key;
    private static String other;
    private static String ecdsa;

    @BeforeAll
    static void makeKeys() {
        KeyFiles files = new KeyFiles(folder);
        key = KeyFiles.publicKey(files.make("one", "ed25519", ""));
        other = KeyFiles.publicKey(files.make("other", "ed25519", ""));
        ecdsa = KeyFiles.publicKey(files.make("ecdsa", "ecdsa", ""));
    }

    private static HostKeys file(String... lines) {
        return HostKeys.knownHosts(String.join("\n", lines), ORIGIN);
    }

    private static Optional<String> refusal(HostKeys keys, String host, int port, String offered) {
        String[] words = offered.split(" ");
        return keys.refusal(host, port, words[0], KnownHostsLine.blob(words[0], words[1]));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "kvm-01; kvm-01; 22",
                "kvm-01,10.0.0.1; 10.0.0.1; 22",
                "KVM-01.Example.org; kvm-01.example.ORG; 22",
                "[kvm-01]:2222; kvm-01; 2222",
                "kvm-01; kvm-01; 2222",
                "[fe80::1%eth0]:2222; fe80::1%eth0; 2222",
                "*.example.org,!bad.example.org; kvm-01.example.org; 22",
                "kvm-??; kvm-01; 22",
                "*; anything; 22",
                "10.0.*.1; 10.0.77.1; 22",
            })
    void aKeyIsTrustedForTheHostsThatItsLineNames(String hosts, String host, int port) {
        assertThat(refusal(file("# comment", "", hosts + " " + key + " root@kvm-01"), host, port, key))
                .isEmpty();
        assertThat(file(hosts + " " + key).types(host, port)).containsExactly("ssh-ed25519");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "kvm-02; kvm-01; 22",
                "kvm-0; kvm-01; 22",
                "[kvm-01]:2222; kvm-01; 22",
                "[kvm-01]:2222; kvm-01; 2223",
                "*.example.org,!bad.example.org; bad.example.org; 22",
                "!bad.example.org; good.example.org; 22",
                "kvm-?; kvm-01; 22",
                "kvm.01; kvm-01; 22",
                "[a-z]*; kvm-01; 22",
                "|1|not-base64|x; kvm-01; 22",
                "|1||; kvm-01; 22",
            })
    void andForNoOthers(String hosts, String host, int port) {
        assertThat(refusal(file(hosts + " " + key), host, port, key))
                .hasValueSatisfying(reason -> assertThat(reason).contains("not known"));
    }

    @Test
    void hashedNamesAreFound() throws Exception {
        Path hashed = folder.resolve("hashed");
        Files.writeString(hashed, "kvm-01 " + key + "\n[kvm-02]:2222 " + other + "\n");
        KeyFiles.run(List.of("ssh-keygen", "-H", "-f", hashed.toString()));
        String content = Files.readString(hashed);
        HostKeys keys = HostKeys.knownHosts(content, ORIGIN);

        assertThat(content).contains("|1|").doesNotContain("kvm-01");
        assertThat(refusal(keys, "kvm-01", 22, key)).isEmpty();
        assertThat(refusal(keys, "kvm-02", 2222, other)).isEmpty();
        assertThat(refusal(keys, "kvm-03", 22, key)).isPresent();
        assertThat(refusal(keys, "kvm-01", 22, other))
                .hasValueSatisfying(reason -> assertThat(reason).contains("HAS CHANGED"));
    }

    @Test
    void aHostWithoutAKeyIsNamedWithWhatItOfferedAndWhereItBelongs() {
        assertThat(refusal(file("kvm-02 " + other), "kvm-01", 2222, key))
                .hasValueSatisfying(reason -> assertThat(reason)
                        .contains("not known", "[kvm-01]:2222", print(key), ORIGIN)
                        .contains("ssh-keygen -lf /etc/ssh/ssh_host_ed25519_key.pub")
                        .endsWith("the line: [kvm-01]:2222 " + key)
                        .doesNotContainIgnoringCase("disable")
                        .doesNotContainIgnoringCase("StrictHostKeyChecking"));
    }

    @Test
    void aChangedKeyIsSaidLoudlyWithBothFingerprints() {
        assertThat(refusal(file("# mine", "kvm-01 " + other), "kvm-01", 22, key))
                .hasValueSatisfying(reason -> assertThat(reason)
                        .contains("HAS CHANGED", print(other), print(key), ORIGIN + " line 2")
                        .doesNotContainIgnoringCase("disable"));
    }

    @Test
    void aKeyOfAnotherTypeThanTheKnownOneHasChanged() {
        assertThat(refusal(file("kvm-01 " + ecdsa), "kvm-01", 22, key))
                .hasValueSatisfying(reason -> assertThat(reason).contains("HAS CHANGED", print(ecdsa)));
    }

    @Test
    void oneOfSeveralKnownKeysIsEnough() {
        HostKeys keys = file("kvm-01 " + other, "kvm-01 " + ecdsa, "kvm-* " + key);

        assertThat(refusal(keys, "kvm-01", 22, key)).isEmpty();
        assertThat(keys.types("kvm-01", 22)).containsExactly("ssh-ed25519", "ecdsa-sha2-nistp256");
    }

    @Test
    void aRevokedKeyIsRefusedEvenIfItIsListedToo() {
        HostKeys keys = file("kvm-01 " + key, "@revoked * " + key);

        assertThat(refusal(keys, "kvm-01", 22, key))
                .hasValueSatisfying(reason -> assertThat(reason).contains("@revoked", ORIGIN + " line 2", print(key)));
        assertThat(refusal(keys, "kvm-01", 2222, key)).isPresent();
        assertThat(refusal(file("kvm-01 " + key, "@revoked kvm-02 " + key), "kvm-01", 22, key))
                .isEmpty();
    }

    @Test
    void aCertificateAuthorityTrustsNobodyAndSaysWhy() {
        HostKeys keys = file("@cert-authority *.example.org " + key);

        assertThat(refusal(keys, "kvm.example.org", 22, key))
                .hasValueSatisfying(reason ->
                        assertThat(reason).contains("host certificates are not supported", ORIGIN + " line 1"));
        assertThat(keys.types("kvm.example.org", 22)).isEmpty();
    }

    @Test
    void linesThatCannotBeReadTrustNobodyAndAreNamed() {
        String type = key.split(" ")[0];
        HostKeys keys = file(
                "kvm-01",
                "kvm-01 " + type,
                "kvm-01 ssh-rsa " + key.split(" ")[1],
                "@unknown kvm-01 " + key,
                "kvm-01 " + type + " not*base64");

        assertThat(refusal(keys, "kvm-01", 22, key))
                .hasValueSatisfying(reason -> assertThat(reason)
                        .contains("line 1: ", "line 2: ", "line 3: the key is not one of type ssh-rsa")
                        .contains("line 4: the marker @unknown is not known", "line 5: "));
    }

    @Test
    void aPinnedKeyHoldsForTheHostItIsUsedFor() {
        HostKeys pinned = HostKeys.pinned(key + " root@kvm-01\n", "the inventory");

        assertThat(refusal(pinned, "kvm-01", 2222, key)).isEmpty();
        assertThat(refusal(pinned, "kvm-01", 22, other))
                .hasValueSatisfying(reason -> assertThat(reason)
                        .contains("HAS CHANGED", "the inventory", print(key), print(other))
                        .endsWith(": " + other));
    }

    @Test
    void whatIsNoKeyCannotBePinned() {
        for (String text : List.of("", "accept-any", "SHA256:abc", "ssh-ed25519", "ssh-rsa " + key.split(" ")[1])) {
            assertThatThrownBy(() -> HostKeys.pinned(text, "the inventory"))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("\"" + text + "\"")
                    .hasMessageContaining("ssh_host_ed25519_key.pub");
        }
    }

    @Test
    void anEmptyFileTrustsNobody() {
        assertThat(refusal(file(), "kvm-01", 22, key)).isPresent();
    }

    private static String print(String publicKey) {
        String[] words = publicKey.split(" ");
        return Fingerprint.of(words[0], KnownHostsLine.blob(words[0], words[1])).toString();
    }
}
