package io.jenkins.plugins.libvirtmigration.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.libvirtmigration.host.HypervisorAddress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InventoryFileTest {
    private static final String SITE = """
            { "hosts": [
              { "name": "kvm-01", "address": "admin@10.0.0.1:2222", "labels": ["rack-a", "amd"] },
              { "name": "kvm-02", "labels": ["rack-a"] },
              { "name": "kvm-03", "labels": ["rack-b", "amd"] } ] }
            """;

    @TempDir
    private Path directory;

    private InventoryFile inventory(String json) throws IOException {
        return InventoryFile.read(Files.writeString(directory.resolve("site.json"), json));
    }

    private static HypervisorAddress host(String text) {
        return HypervisorAddress.parse(text);
    }

    @Test
    void aHostIsFoundByItsNameAndByItsAddress() throws IOException {
        InventoryFile site = inventory(SITE);

        assertThat(site.find(host("kvm-01"))).contains(host("admin@10.0.0.1:2222"));
        assertThat(site.find(host("10.0.0.1:2222"))).contains(host("admin@10.0.0.1:2222"));
        assertThat(site.find(host("kvm-02"))).contains(host("kvm-02"));
        assertThat(site.find(host("kvm-09"))).isEmpty();
    }

    @Test
    void theOthersAreThoseWithAllLabelsInTheOrderOfTheFile() throws IOException {
        InventoryFile site = inventory(SITE);
        HypervisorAddress first = site.find(host("kvm-01")).orElseThrow();

        assertThat(site.others(first, List.of())).containsExactly(host("kvm-02"), host("kvm-03"));
        assertThat(site.others(first, List.of("amd"))).containsExactly(host("kvm-03"));
        assertThatThrownBy(() -> site.others(first, List.of("amd", "rack-a")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("no host other than 10.0.0.1:2222 with the label amd and rack-a");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{} | has no hosts",
                "{\"hosts\": []} | has no hosts",
                "{\"hosts\": [{\"address\": \"a\"}]} | a host without a name",
                "{\"hosts\": [{\"name\": \"a b\"}]} | host a b: \"a b\" is not a host",
                "{\"hosts\": [{\"name\": \"a\", \"address\": \"-x\"}]} | \"-x\" is not a host",
                "{\"hosts\": [{\"name\": \"a\"}, {\"name\": \"a\"}]} | twice",
                "{\"hosts\": [{\"name\": \"a\"}, {\"name\": \"b\", \"address\": \"a\"}]} | twice",
                "{\"hosts\": [{\"name\": \"a\", \"label\": \"x\"}]} | label",
                "hosts: [] | not as it should be",
                "{\"hosts\": [{\"name\": \"a\"}]} x | not as it should be"
            })
    void whatIsWrongIsNamed(String json, String expected) {
        assertThatThrownBy(() -> inventory(json))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("site.json")
                .hasMessageContaining(expected);
    }

    @Test
    void aFileThatIsNotThereIsNamed() {
        assertThatThrownBy(() -> InventoryFile.read(directory.resolve("nowhere.json")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("nowhere.json");
    }
}
