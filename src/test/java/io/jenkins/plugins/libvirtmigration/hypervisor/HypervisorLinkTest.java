package io.jenkins.plugins.libvirtmigration.hypervisor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class HypervisorLinkTest {
    private final FakeHypervisor host = new FakeHypervisor("root@kvm-01");
    private final CountDownLatch connecting = new CountDownLatch(1);
    private final CountDownLatch answers = new CountDownLatch(1);

    @Test
    void aLostConnectionIsMadeAgain() {
        AtomicInteger opened = new AtomicInteger();
        try (HypervisorLink link = new HypervisorLink("kvm-01", () -> {
            opened.incrementAndGet();
            return new FakeHypervisor("root@kvm-01");
        })) {
            assertThat(link.isAlive()).isFalse();
            Hypervisor first = link.get();
            assertThat(link.get()).isSameAs(first);

            first.close();

            assertThat(link.isAlive()).isFalse();
            assertThat(link.get()).isNotSameAs(first);
            assertThat(opened).hasValue(2);
        }
    }

    @Test
    void whereOnlyTheConnectionForAskingIsLostTheOthersStay() {
        AtomicInteger opened = new AtomicInteger();
        try (HypervisorLink link = new HypervisorLink("kvm-01", () -> {
            opened.incrementAndGet();
            return host;
        })) {
            link.get();
            host.alive = false;
            host.renewable = true;

            assertThat(link.get()).isSameAs(host);

            assertThat(host.closed).isFalse();
            assertThat(link.isAlive()).isTrue();
            assertThat(opened).hasValue(1);
        }
        assertThat(host.closed).isTrue();
    }

    /** A silent host keeps whoever connects waiting for 20 s: nobody else has to wait for that. */
    @Test
    void nobodyWaitsForAConnectionThatIsBeingMade() throws Exception {
        HypervisorLink link = new HypervisorLink("kvm-01", () -> {
            connecting.countDown();
            await(answers);
            return host;
        });
        CompletableFuture<Hypervisor> got = CompletableFuture.supplyAsync(link::get);
        await(connecting);

        assertThat(link.isAlive()).isFalse();
        link.close();
        answers.countDown();

        assertThatThrownBy(() -> got.get(30, TimeUnit.SECONDS)).hasRootCauseMessage("The link to kvm-01 was closed.");
        assertThat(host.alive).as("closed by whoever made it").isFalse();
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
