package io.jenkins.plugins.libvirtmigration.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class ShellWordsTest {

    @Property(tries = 200)
    void aShellSeesExactlyTheWords(@ForAll("words") List<String> words) throws Exception {
        assertThat(shell("printf '%s\\0' " + ShellWords.join(words))).isEqualTo(String.join("\0", words) + "\0");
    }

    /** Every character of Unicode but NUL and lone surrogates; often those that a shell has a use for. */
    @Provide
    Arbitrary<List<String>> words() {
        Arbitrary<Character> special =
                Arbitraries.of('\'', '"', '\\', '$', '`', '\n', ' ', '!', '*', '~', '-', ';', '=');
        Arbitrary<Character> any = Arbitraries.chars().range('\1', '\ud7ff').range('\ue000', '\ufffd');
        Arbitrary<String> word = Arbitraries.oneOf(List.of(special, any))
                .list()
                .ofMaxSize(12)
                .map(characters -> characters.stream().map(String::valueOf).reduce("", String::concat));
        return word.list().ofMinSize(1).ofMaxSize(5);
    }

    @Example
    void plainWordsStayReadable() {
        assertThat(ShellWords.join(List.of("virsh", "-c", "qemu:///system", "dominfo", "web-1.example")))
                .isEqualTo("virsh -c qemu:///system dominfo web-1.example");
    }

    @Example
    void aWordAtTheBeginningIsNoAssignmentAndNothingIsAWord() {
        assertThat(ShellWords.join(List.of("A=1", "", "~root"))).isEqualTo("'A=1' '' '~root'");
    }

    @Example
    void whatNoProgramCanBeGivenIsRefused() {
        assertThatThrownBy(() -> ShellWords.join(List.of("a\0b")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("NUL");
    }

    private static String shell(String script) throws IOException, InterruptedException {
        Process shell = new ProcessBuilder("sh").redirectErrorStream(true).start();
        try (OutputStream input = shell.getOutputStream()) {
            input.write(script.getBytes(StandardCharsets.UTF_8));
        }
        String output = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(shell.waitFor(10, TimeUnit.SECONDS)).isTrue();
        return output;
    }
}
