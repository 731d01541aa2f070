package io.jenkins.plugins.libvirtmigration.libvirt;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class EventLoopTest {

    @Test
    void itGoesOnAfterAnErrorAndEndsWhenItIsInterrupted() throws InterruptedException {
        AtomicInteger rounds = new AtomicInteger();
        CountDownLatch goesOn = new CountDownLatch(1);
        CountDownLatch asked = new CountDownLatch(1);
        EventLoop loop = new EventLoop(
                () -> switch (rounds.incrementAndGet()) {
                    case 1 -> -1;
                    case 2 -> throw new IllegalStateException("the library broke");
                    case 3 -> 0;
                    default -> {
                        goesOn.countDown();
                        yield waited();
                    }
                },
                () -> {
                    asked.countDown();
                    return "Unable to poll on file handles";
                });

        Thread thread = loop.start();

        assertThat(goesOn.await(30, TimeUnit.SECONDS)).isTrue();
        assertThat(asked.getCount()).as("its words are in the log").isZero();
        thread.interrupt();
        thread.join(30_000);
        assertThat(thread.isAlive()).isFalse();
    }

    private static int waited() {
        try {
            Thread.sleep(60_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return 0;
    }
}
