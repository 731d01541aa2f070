package io.jenkins.plugins.libvirtmigration.libvirt;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class GateTest {
    private final AtomicInteger freed = new AtomicInteger();
    private final Gate gate = new Gate(freed::incrementAndGet);

    @Test
    void anIdleHandleIsFreedAtOnceAndOnlyOnce() {
        gate.close();
        gate.close();

        assertThat(freed).hasValue(1);
        assertThat(gate.enter()).isFalse();
        assertThat(gate.isClosed()).isTrue();
    }

    @Test
    void aHandleInUseIsFreedByTheLastCallThatLeaves() {
        assertThat(gate.enter()).isTrue();
        assertThat(gate.enter()).isTrue();
        gate.close();
        assertThat(gate.enter()).isFalse();
        gate.leave();
        assertThat(freed).hasValue(0);

        gate.leave();
        assertThat(freed).hasValue(1);
    }

    @Test
    void callsThatLeaveFreeNothingWhileItIsOpen() {
        assertThat(gate.enter()).isTrue();
        gate.leave();

        assertThat(freed).hasValue(0);
        assertThat(gate.enter()).isTrue();
    }

    @Test
    void whoClosesWaitsForACallButNotForEver() throws Exception {
        assertThat(gate.enter()).isTrue();
        gate.close();
        assertThat(gate.awaitEmpty(Duration.ofMillis(50))).isFalse();

        CompletableFuture<Boolean> waiting =
                CompletableFuture.supplyAsync(() -> gate.awaitEmpty(Duration.ofSeconds(30)));
        gate.leave();
        assertThat(waiting.get(30, TimeUnit.SECONDS)).isTrue();
    }

    /** A call that finds the handle freed is what would crash the virtual machine. */
    @Test
    void noCallEverMeetsAFreedHandle() throws Exception {
        int threads = 8;
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            for (int round = 0; round < 200; round++) {
                AtomicInteger frees = new AtomicInteger();
                AtomicBoolean metFreed = new AtomicBoolean();
                Gate contested = new Gate(frees::incrementAndGet);
                CountDownLatch done = new CountDownLatch(threads);
                for (int i = 0; i < threads; i++) {
                    boolean closes = i == 0;
                    pool.execute(() -> {
                        for (int call = 0; call < 50; call++) {
                            if (contested.enter()) {
                                metFreed.compareAndSet(false, frees.get() > 0);
                                contested.leave();
                            }
                            if (closes && call == 25) {
                                contested.close();
                            }
                        }
                        done.countDown();
                    });
                }
                assertThat(done.await(30, TimeUnit.SECONDS)).isTrue();
                assertThat(metFreed).isFalse();
                assertThat(frees).hasValue(1);
            }
        } finally {
            pool.shutdownNow();
        }
    }
}
