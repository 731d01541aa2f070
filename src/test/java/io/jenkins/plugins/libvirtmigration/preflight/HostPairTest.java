package io.jenkins.plugins.libvirtmigration.preflight;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.libvirtmigration.check.Check;
import io.jenkins.plugins.libvirtmigration.request.MigrationRequest;
import io.jenkins.plugins.libvirtmigration.unit.Bandwidth;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class HostPairTest {
    private final Hosts hosts = new Hosts();
    private final HostPair pair = new HostPair(hosts.two.source, hosts.two.destination);
    private final List<String> asked = new ArrayList<>();

    /** A check that remembers for which guest it was asked. */
    private PreflightCheck check(boolean ofHosts) {
        return new PreflightCheck() {
            @Override
            public String id() {
                return "remembered";
            }

            @Override
            public boolean isOfHosts() {
                return ofHosts;
            }

            @Override
            public List<Check> examine(Situation situation) {
                asked.add(situation.request().vm());
                return List.of(situation
                        .between(id())
                        .passed("asked for " + situation.request().vm(), "an answer"));
            }
        };
    }

    private Situation guest(String name) {
        return new Situation(MigrationRequest.of(name), pair, null);
    }

    @Test
    void whatConcernsOnlyTheHostsIsAskedOnce() {
        List<Check> first = guest("web").examine(check(true));
        List<Check> second = guest("db").examine(check(true));

        assertThat(asked).containsExactly("web");
        assertThat(second).isEqualTo(first);
    }

    @Test
    void whatConcernsTheGuestIsAskedForEach() {
        guest("web").examine(check(false));
        guest("db").examine(check(false));

        assertThat(asked).containsExactly("web", "db");
    }

    @Test
    void anotherWayForTheMemoryIsLookedAtByItself() {
        guest("web").examine(check(true));
        hosts.asking(transport -> transport.withBandwidth(Bandwidth.parse("1MiB/s")));
        new Situation(hosts.request, pair, null).examine(check(true));

        assertThat(asked).hasSize(2);
    }

    @Test
    void aFailedQuestionIsAskedAgain() {
        AtomicInteger tries = new AtomicInteger();
        Supplier<List<Check>> onceSilent = () -> {
            if (tries.incrementAndGet() == 1) {
                throw new IllegalStateException("no answer");
            }
            return List.of();
        };

        assertThatThrownBy(() -> pair.once("id", hosts.request.transport(), onceSilent))
                .hasMessage("no answer");
        assertThat(pair.once("id", hosts.request.transport(), onceSilent)).isEmpty();
    }

    @Test
    void itIsAboutTheseConnectionsOnly() {
        assertThat(pair.isOf(hosts.two.source, hosts.two.destination)).isTrue();
        assertThat(pair.isOf(hosts.two.destination, hosts.two.source)).isFalse();
    }

    @Test
    void manyGuestsShareOneLookAtTheHosts() {
        Preflight.running(pair, hosts.request).examine();
        Preflight.running(pair, hosts.request).examine();

        assertThat(hosts.two.source.ssh.commands)
                .filteredOn(words -> words.contains("/etc/libvirt/qemu.conf"))
                .hasSize(1);
    }
}
