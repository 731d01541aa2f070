package io.jenkins.plugins.libvirtmigration.preflight;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.libvirtmigration.check.Check;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class ParallelChecksTest {
    private final Hosts hosts = new Hosts();

    @Test
    void aCheckThatDoesNotEndIsAReasonAndHoldsNobodyUp() {
        CountDownLatch never = new CountDownLatch(1);
        try (ParallelChecks checks = new ParallelChecks("kvm-01", Duration.ofMillis(200))) {
            checks.start(check("slow", never), hosts.situation());

            assertThat(checks.checks()).isEmpty();
            assertThat(checks.failures()).singleElement().satisfies(failure -> {
                assertThat(failure.id()).isEqualTo("slow");
                assertThat(failure.found()).isNotBlank();
                assertThat(failure.expected()).isEqualTo("an answer");
                assertThat(failure.remedy()).contains("logs of libvirt");
            });
        } finally {
            never.countDown();
        }
    }

    private static PreflightCheck check(String id, CountDownLatch end) {
        return new PreflightCheck() {
            @Override
            public String id() {
                return id;
            }

            @Override
            public List<Check> examine(Situation situation) {
                try {
                    end.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
                return List.of();
            }
        };
    }
}
