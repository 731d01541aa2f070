package io.jenkins.plugins.libvirtmigration.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is wrong with a request is said before anything is touched: status 2, the value, and what would be right. */
class MigrateArgumentsTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--bandwidth | 100 | \"100\" is not a rate",
                "--bandwidth | 0MiB/s | 0",
                "--timeout | 30 | \"30\" is not a time",
                "--max-downtime | 0ms | --max-downtime is 0",
                "--storage | nfs | auto, shared, block",
                "--control | p2p | auto, managed, peer-to-peer",
                "--on-timeout | kill | --on-timeout",
                "--downtime-schedule | fast | doubling",
                "--probe | 10.0.0.7 | VM=ADDRESS",
                "--probe-interval | 1ms | every 1 ms",
                "--host-key | kvm-01 | ADDRESS=TYPE KEY",
                "--identity | /nowhere/key | /nowhere/key"
            })
    void aValueThatCannotBeMeantIsNamed(String option, String value, String expected) {
        Said said = migrate(option, value, "--probe", "web=10.0.0.7");

        assertThat(said.status()).as(said.toString()).isEqualTo(2);
        assertThat(said.err()).contains(expected).doesNotContain("Exception", "\tat ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--vm", "--from", "--to", "--identity"})
    void whatIsMissingIsNamed(String option) {
        List<String> words = new ArrayList<>(
                List.of("migrate", "--vm", "web", "--from", "h1", "--to", "h2", "--identity", "/dev/null"));
        int at = words.indexOf(option);
        words.remove(at + 1);
        words.remove(at);

        Said said = Said.to(words.toArray(String[]::new));

        assertThat(said.status()).isEqualTo(2);
        assertThat(said.err()).contains(option);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "migrate"})
    void helpTellsAllOptionsAndStatuses(String command) {
        Said said = command.isEmpty() ? Said.to("--help") : Said.to(command, "--help");

        assertThat(said.status()).isZero();
        assertThat(said.out()).contains("0", "1", "2", "3", "interrupted");
        if (!command.isEmpty()) {
            assertThat(said.out())
                    .contains("--on-timeout", "--recover", "--probe", "--allow-unsafe", "--passphrase-file");
        }
    }

    /** A file that holds no key is refused before any host is asked. */
    private static Said migrate(String... options) {
        List<String> words = new ArrayList<>(
                List.of("migrate", "--vm", "web", "--from", "h1", "--to", "h2", "--known-hosts", "/dev/null"));
        if (!Arrays.asList(options).contains("--identity")) {
            words.addAll(List.of("--identity", "/dev/null"));
        }
        words.addAll(List.of(options));
        return Said.to(words.toArray(String[]::new));
    }
}
