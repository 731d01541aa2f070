package io.jenkins.plugins.libvirtmigration.migration;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.libvirtmigration.libvirt.DomainState;
import io.jenkins.plugins.libvirtmigration.libvirt.LibvirtCallException;
import io.jenkins.plugins.libvirtmigration.report.Outcome;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What comes of every place where a guest can be, whether it ran before, and whether the call failed. */
class EndingTest {
    private static final String ABORTED = "An abort was asked for.";

    @ParameterizedTest(name = "{0}, ran before: {1}, the call failed: {2}")
    @CsvSource({
        "ON_DESTINATION,                true,  false, SUCCEEDED, kvm-02, ''",
        "ON_DESTINATION,                true,  true,  SUCCEEDED, kvm-02, ''",
        "ON_DESTINATION,                false, true,  SUCCEEDED, kvm-02, ''",
        "ON_DESTINATION_WITH_LEFT_OVER, true,  true,  SUCCEEDED, kvm-02, ''",
        "ON_DESTINATION_WITH_LEFT_OVER, false, false, SUCCEEDED, kvm-02, ''",
        "ON_SOURCE,                     true,  true,  FAILED,    kvm-01, 'the wire broke'",
        "ON_SOURCE,                     true,  false, FAILED,    kvm-01, 'libvirt reported success'",
        "ON_SOURCE,                     false, true,  FAILED,    kvm-01, 'the wire broke'",
        "PAUSED_ON_DESTINATION,         true,  false, FAILED,    ,       'virsh resume'",
        "PAUSED_ON_DESTINATION,         true,  true,  FAILED,    ,       'virsh resume'",
        "PAUSED_ON_DESTINATION,         false, false, SUCCEEDED, kvm-02, ''",
        "PAUSED_ON_DESTINATION,         false, true,  FAILED,    ,       'virsh resume'",
        "PAUSED_ON_SOURCE,              true,  true,  FAILED,    ,       '--recover'",
        "PAUSED_ON_SOURCE,              false, true,  FAILED,    kvm-01, 'the wire broke'",
        "PAUSED_ON_BOTH,                true,  true,  FAILED,    ,       'never resume the source'",
        "PAUSED_ON_BOTH,                false, false, FAILED,    ,       'never resume the source'",
        "IN_FLIGHT,                     true,  true,  FAILED,    kvm-01, 'to follow it'",
        "NOWHERE,                       true,  true,  FAILED,    ,       'ALARM: neither host'",
        "NOWHERE,                       false, false, FAILED,    ,       'ALARM: neither host'",
        "ON_BOTH,                       true,  false, FAILED,    ,       'ALARM: both hosts'",
        "UNKNOWN,                       true,  true,  FAILED,    ,       'not known'",
        "UNKNOWN,                       false, false, FAILED,    ,       'not known'"
    })
    void everyPlace(Whereabouts place, boolean ran, boolean failed, Outcome outcome, String runsOn, String reason) {
        Ending ending = new Ending(
                answer(place, true),
                failed ? Optional.of(new LibvirtCallException(38, "the wire broke")) : Optional.empty(),
                Optional.empty(),
                false,
                ran);

        assertThat(ending.outcome()).isEqualTo(outcome);
        assertThat(ending.runsOn()).isEqualTo(runsOn);
        if (reason.isEmpty()) {
            assertThat(ending.reason()).isNull();
        } else {
            assertThat(ending.reason()).contains(reason);
        }
        assertThat(ending.remark()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "ON_SOURCE,        true,  ABORTED",
        "PAUSED_ON_SOURCE, false, ABORTED",
        "PAUSED_ON_SOURCE, true,  FAILED",
        "ON_DESTINATION,   true,  SUCCEEDED",
        "IN_FLIGHT,        true,  FAILED",
        "UNKNOWN,          true,  FAILED"
    })
    void anAbortIsOneOnlyWhereTheGuestIsAsItWas(Whereabouts place, boolean ran, Outcome outcome) {
        Ending ending = new Ending(
                answer(place, true),
                Optional.of(new LibvirtCallException(LibvirtCallException.OPERATION_ABORTED, "canceled by client")),
                Optional.of(ABORTED),
                true,
                ran);

        assertThat(ending.outcome()).isEqualTo(outcome);
        if (outcome != Outcome.SUCCEEDED) {
            assertThat(ending.reason()).startsWith(ABORTED);
        }
    }

    @Test
    void oneHostsWordIsNotThatOfBoth() {
        Ending moved = ending(Whereabouts.ON_DESTINATION);
        assertThat(moved.outcome()).isEqualTo(Outcome.SUCCEEDED);
        assertThat(moved.remark().orElseThrow()).contains("kvm-02 says", "kvm-01 could not be asked");

        Ending stayed = ending(Whereabouts.ON_SOURCE);
        assertThat(stayed.reason()).contains("kvm-02 could not be asked");
        assertThat(stayed.remark().orElseThrow()).contains("kvm-01 says", "kvm-02 could not be asked");
    }

    @Test
    void anErrorOfOurOwnIsNamedAsSuch() {
        Ending ending = new Ending(
                answer(Whereabouts.ON_SOURCE, true),
                Optional.of(new IllegalStateException()),
                Optional.empty(),
                false,
                true);

        assertThat(ending.reason()).contains("An error of this program", "IllegalStateException");
    }

    private static Ending ending(Whereabouts place) {
        return new Ending(answer(place, false), Optional.empty(), Optional.empty(), false, true);
    }

    /** What both hosts say at such a place. */
    private static Proof.Answer answer(Whereabouts place, boolean bothAnswered) {
        boolean here = bothAnswered || place == Whereabouts.ON_SOURCE;
        boolean there = bothAnswered || place == Whereabouts.ON_DESTINATION;
        boolean runsHere = place == Whereabouts.IN_FLIGHT || place == Whereabouts.ON_SOURCE;
        Sighting source = new Sighting(
                "kvm-01",
                here,
                here
                        ? Optional.of(
                                runsHere
                                        ? new DomainState(DomainState.State.RUNNING, 1)
                                        : new DomainState(DomainState.State.PAUSED, 2))
                        : Optional.empty(),
                false);
        Sighting destination = new Sighting("kvm-02", there, Optional.empty(), false);
        return new Proof.Answer(source, destination, place, true);
    }
}
