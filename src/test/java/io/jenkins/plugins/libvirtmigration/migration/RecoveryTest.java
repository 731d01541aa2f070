package io.jenkins.plugins.libvirtmigration.migration;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.libvirtmigration.libvirt.DomainState.State;
import io.jenkins.plugins.libvirtmigration.libvirt.FakeLibvirtDomain;
import org.junit.jupiter.api.Test;

/** A guest is run again only where it is proven that the source holds the only process of it. */
class RecoveryTest {
    private static final int BY_USER = 1;
    private static final int FOR_MIGRATION = 2;
    private static final int POSTCOPY_FAILED = 13;

    private final TwoHosts hosts = new TwoHosts();
    private final Heard heard = new Heard();
    private final Recovery recovery = new Recovery(hosts.sourceLink, hosts.destinationLink, heard, new AbortSignal());

    @Test
    void pausedInTheSwitchOverAndGoneFromTheDestinationRunsAgain() throws InterruptedException {
        FakeLibvirtDomain domain = hosts.onSource(State.PAUSED, FOR_MIGRATION);

        Proof.Answer answer = recovery.mend(TwoHosts.VM, false);

        assertThat(domain.calls).contains("resume");
        assertThat(answer.whereabouts()).isEqualTo(Whereabouts.ON_SOURCE);
        assertThat(heard.all()).contains("it runs again");
    }

    @Test
    void aDestinationThatCannotBeAskedProvesNothing() throws InterruptedException {
        FakeLibvirtDomain domain = hosts.onSource(State.PAUSED, FOR_MIGRATION);
        hosts.silenceDestination();

        Proof.Answer answer = recovery.mend(TwoHosts.VM, false);

        assertThat(domain.calls).doesNotContain("resume");
        assertThat(answer.whereabouts()).isEqualTo(Whereabouts.UNKNOWN);
    }

    @Test
    void pausedOnBothIsForAHuman() throws InterruptedException {
        FakeLibvirtDomain domain = hosts.onSource(State.PAUSED, FOR_MIGRATION);
        hosts.onDestination(State.PAUSED, FOR_MIGRATION);

        recovery.mend(TwoHosts.VM, false);

        assertThat(domain.calls).doesNotContain("resume");
    }

    @Test
    void aSourceWhoseGuestRunsAtTheDestinationIsNeverResumed() throws InterruptedException {
        FakeLibvirtDomain domain = hosts.onSource(State.PAUSED, FOR_MIGRATION);
        hosts.onDestination(State.RUNNING, 1);

        Proof.Answer answer = recovery.mend(TwoHosts.VM, false);

        assertThat(domain.calls).doesNotContain("resume");
        assertThat(answer.runsOn()).isEqualTo("kvm-02");
    }

    @Test
    void aPauseByAnAdministratorIsLeftAlone() throws InterruptedException {
        FakeLibvirtDomain domain = hosts.onSource(State.PAUSED, BY_USER);

        recovery.mend(TwoHosts.VM, false);

        assertThat(domain.calls).doesNotContain("resume");
    }

    @Test
    void aPauseByThisMoveIsUndone() throws InterruptedException {
        FakeLibvirtDomain domain = hosts.onSource(State.PAUSED, BY_USER);

        recovery.mend(TwoHosts.VM, true);

        assertThat(domain.calls).contains("resume");
    }

    @Test
    void afterAFailedPostcopyTheSourceIsOutOfDate() throws InterruptedException {
        FakeLibvirtDomain domain = hosts.onSource(State.PAUSED, POSTCOPY_FAILED);

        recovery.mend(TwoHosts.VM, true);

        assertThat(domain.calls).doesNotContain("resume");
    }
}
