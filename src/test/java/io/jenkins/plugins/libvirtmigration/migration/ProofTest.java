package io.jenkins.plugins.libvirtmigration.migration;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.libvirtmigration.libvirt.DomainState.State;
import io.jenkins.plugins.libvirtmigration.libvirt.FakeLibvirtDomain;
import io.jenkins.plugins.libvirtmigration.libvirt.LibvirtCallException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ProofTest {
    private final TwoHosts hosts = new TwoHosts();
    private final Proof proof = new Proof(hosts.sourceLink, hosts.destinationLink, TwoHosts.VM);

    @Test
    void runningOnOneHostOnlyIsSettled() throws InterruptedException {
        hosts.onDestination(State.RUNNING, 2);

        Proof.Answer answer = proof.settle();

        assertThat(answer.whereabouts()).isEqualTo(Whereabouts.ON_DESTINATION);
        assertThat(answer.runsOn()).isEqualTo("kvm-02");
    }

    @Test
    void itWaitsUntilAnIncomingProcessIsGone() throws InterruptedException {
        hosts.onSource(State.RUNNING, 1);
        hosts.onDestination(State.PAUSED, 2);
        Thread later = new Thread(() -> {
            pause(600);
            hosts.destination.libvirt.domains.clear();
        });
        later.start();

        Proof.Answer answer = proof.settle();

        later.join(5_000);
        assertThat(answer.whereabouts()).isEqualTo(Whereabouts.ON_SOURCE);
        assertThat(answer.destination().state()).isEmpty();
    }

    @Test
    void whatIsStillInFlightAtTheBoundSaysSo() throws InterruptedException {
        hosts.onSource(State.RUNNING, 1);
        hosts.onDestination(State.PAUSED, 2);

        Proof.Answer answer = proof.settle(Duration.ofMillis(600));

        assertThat(answer.whereabouts()).isEqualTo(Whereabouts.IN_FLIGHT);
        assertThat(answer.runsOn()).as("it may be there in a moment").isNull();
    }

    @Test
    void aHostThatComesBackIsAskedAgain() throws InterruptedException {
        hosts.onDestination(State.RUNNING, 2);
        hosts.silenceDestination();
        Thread later = new Thread(() -> {
            pause(600);
            hosts.destinationSilent = false;
        });
        later.start();

        Proof.Answer answer = proof.settle();

        later.join(5_000);
        assertThat(answer.whereabouts()).isEqualTo(Whereabouts.ON_DESTINATION);
    }

    /** It was seen running, and is gone when it is asked for its job: the source proves nothing by that. */
    @Test
    void oneThatLeavesInTheMiddleOfALookIsNotOnTheSource() throws InterruptedException {
        FakeLibvirtDomain leaving = hosts.onSource(State.RUNNING, 1);
        leaving.onJobAsked = () -> {
            hosts.source.libvirt.domains.clear();
            throw new LibvirtCallException(LibvirtCallException.NO_DOMAIN, "Domain not found");
        };

        Proof.Answer answer = proof.look();

        assertThat(answer.source().answered()).isFalse();
        assertThat(answer.whereabouts()).isEqualTo(Whereabouts.UNKNOWN);
        assertThat(proof.look().whereabouts()).isEqualTo(Whereabouts.NOWHERE);
    }

    /** The daemon tells the state by itself, and waits for QEMU when it is asked for the job. */
    @Test
    void aQemuThatHangsIsStillInTheMiddleOfIt() throws InterruptedException {
        CountDownLatch hung = new CountDownLatch(1);
        hosts.onSource(State.RUNNING, 1).onJobAsked = () -> {
            try {
                assertThat(hung.await(60, TimeUnit.SECONDS)).isTrue();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        };

        Proof.Answer answer = proof.settle(Duration.ofMillis(100));

        hung.countDown();
        assertThat(answer.whereabouts()).isEqualTo(Whereabouts.IN_FLIGHT);
        assertThat(answer.settled()).isFalse();
        assertThat(answer.runsOn()).isEqualTo("kvm-01");
    }

    @Test
    void nowhereAndUnknownAreNotMixedUp() throws InterruptedException {
        assertThat(proof.settle(Duration.ofMillis(300)).whereabouts()).isEqualTo(Whereabouts.NOWHERE);

        hosts.silenceSource();
        Proof.Answer answer = proof.settle(Duration.ofMillis(300));
        assertThat(answer.whereabouts()).isEqualTo(Whereabouts.UNKNOWN);
        assertThat(answer.runsOn()).isNull();
        assertThat(answer.words()).contains("kvm-01 could not be asked");
    }

    private static void pause(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
