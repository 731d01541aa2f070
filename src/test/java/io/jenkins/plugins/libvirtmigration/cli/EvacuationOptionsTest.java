package io.jenkins.plugins.libvirtmigration.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.libvirtmigration.evacuation.plan.Goal;
import io.jenkins.plugins.libvirtmigration.host.HypervisorAddress;
import io.jenkins.plugins.libvirtmigration.unit.Bandwidth;
import io.jenkins.plugins.libvirtmigration.unit.Durations;
import io.jenkins.plugins.libvirtmigration.unit.Words;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Which host is emptied, where to, and what is done after a failure. */
class EvacuationOptionsTest {
    @TempDir
    private Path directory;

    private Path site;

    @BeforeEach
    void inventory() throws IOException {
        site = Files.writeString(directory.resolve("site.json"), """
                { "hosts": [
                  { "name": "kvm-01", "address": "admin@10.0.0.1:2222", "labels": ["rack-a"] },
                  { "name": "kvm-02", "address": "10.0.0.2", "labels": ["rack-a"] },
                  { "name": "kvm-03", "labels": ["rack-b"] },
                  { "name": "kvm-04", "labels": ["rack-a", "new"] } ] }
                """);
    }

    @Command
    static final class Holder {
        @Mixin
        private EvacuationOptions evacuation;

        @Mixin
        private FleetOptions fleet;
    }

    private static String shown(HypervisorAddress host) {
        return host.user().map(user -> user + "@").orElse("") + host.name();
    }

    private static Holder parse(String... words) {
        Holder holder = new Holder();
        List<String> all = new ArrayList<>(List.of("--host", "kvm-01"));
        all.addAll(List.of(words));
        new CommandLine(holder)
                .registerConverter(HypervisorAddress.class, HypervisorAddress::parse)
                .registerConverter(Bandwidth.class, Bandwidth::parse)
                .registerConverter(Duration.class, Durations::parse)
                .registerConverter(Goal.class, text -> Words.parse(Goal.class, text))
                .parseArgs(all.toArray(String[]::new));
        return holder;
    }

    private static List<String> hosts(Holder holder) {
        return holder.evacuation.addresses().stream()
                .map(EvacuationOptionsTest::shown)
                .toList();
    }

    @Test
    void withAnInventoryTheDestinationsAreAllOthers() {
        assertThat(hosts(parse("--inventory", site.toString())))
                .containsExactly("admin@10.0.0.1:2222", "10.0.0.2", "kvm-03", "kvm-04");
    }

    @Test
    void aLabelChoosesAmongThem() {
        assertThat(hosts(parse("--inventory", site.toString(), "--label", "rack-a")))
                .containsExactly("admin@10.0.0.1:2222", "10.0.0.2", "kvm-04");
        assertThat(hosts(parse("--inventory", site.toString(), "--label", "rack-a", "--label", "new")))
                .containsExactly("admin@10.0.0.1:2222", "kvm-04");
    }

    @Test
    void namesOfTheInventoryAreReachedAsItSays() {
        assertThat(hosts(parse("--inventory", site.toString(), "--to", "kvm-02,root@10.9.9.9")))
                .containsExactly("admin@10.0.0.1:2222", "10.0.0.2", "root@10.9.9.9");
    }

    @Test
    void withoutAnInventoryTheyAreTheHostsThatAreNamed() {
        assertThat(hosts(parse("--to", "kvm-02", "--to", "kvm-03"))).containsExactly("kvm-01", "kvm-02", "kvm-03");
        assertThatThrownBy(() -> hosts(parse()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Where may the guests go?");
    }

    @Test
    void afterAFailureOneOfBothIsDone() {
        Holder going = parse("--to", "kvm-02", "--keep-going");
        Holder fast = parse("--to", "kvm-02", "--fail-fast");
        Holder both = parse("--to", "kvm-02", "--fail-fast", "--keep-going");

        assertThat(going.evacuation.request(going.fleet).failFast()).isFalse();
        assertThat(fast.evacuation.request(fast.fleet).failFast()).isTrue();
        assertThatThrownBy(() -> both.evacuation.request(both.fleet)).hasMessageContaining("give one of them");
    }

    @Test
    void aPlanIsMadeOrCarriedOut() {
        Said.to("evacuate", "--host", "h1", "--to", "h2", "--identity", "/dev/null", "--dry-run", "--plan", "x")
                .isRefusedWith("--dry-run makes a plan");
    }
}
