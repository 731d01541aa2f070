package io.jenkins.plugins.libvirtmigration.jenkins.steps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hudson.AbortException;
import io.jenkins.plugins.libvirtmigration.jenkins.report.FolderHome;
import io.jenkins.plugins.libvirtmigration.jenkins.report.MigrationsAction;
import io.jenkins.plugins.libvirtmigration.jenkins.report.StepReport;
import io.jenkins.plugins.libvirtmigration.report.MigrationRecord;
import io.jenkins.plugins.libvirtmigration.report.Outcome;
import io.jenkins.plugins.libvirtmigration.report.Report;
import io.jenkins.plugins.libvirtmigration.report.ReportFile;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AwayTest {
    @TempDir
    Path folder;

    private MigrationsAction build;
    private int last;

    @BeforeEach
    void aBuild() {
        build = new FolderHome(folder).action();
    }

    private StepReport step(String kind, Report report) {
        last++;
        StepReport step = build.begin(String.valueOf(last), kind, "kvm-01");
        step.addRefuges(List.of("kvm-02", "kvm-03"));
        if (report != null) {
            step.store(ReportFile.json(report));
        }
        return step;
    }

    private void evacuated(MigrationRecord... moves) {
        step("evacuate", Guests.emptied(moves));
    }

    private void returned(MigrationRecord... moves) {
        step("return", Guests.returned(Outcome.SUCCEEDED, moves));
    }

    private Away away() {
        return Away.of(build.getSteps(), "kvm-01");
    }

    @Test
    void aBuildThatMovedNothingLeftNobodyElsewhere() throws AbortException {
        assertThat(away().isNobody()).isTrue();
        assertThat(away().unknown()).isEmpty();
        assertThat(away().report().migrations()).isEmpty();
    }

    /** The second try found only what the first had left; those of the first are away all the same. */
    @Test
    void guestsOfEveryTryAreAway() throws AbortException {
        step(
                "evacuate",
                Guests.notEmptied(Guests.moved("web-1", "kvm-02"), Guests.failed("web-2", "kvm-02", "kvm-01")));
        evacuated(Guests.moved("web-2", "kvm-03"));
        assertThat(away().sentence()).isEqualTo("web-1 is on kvm-02, web-2 is on kvm-03");
        Report merged = away().report();
        assertThat(merged.kind()).isEqualTo(Report.Kind.EVACUATE);
        assertThat(merged.host()).isEqualTo("kvm-01");
        assertThat(merged.migrations()).extracting(MigrationRecord::vm).containsExactly("web-1", "web-2");
    }

    @Test
    void whoCameHomeIsNotAwayAndWhoDidNotIs() {
        evacuated(Guests.moved("web-1", "kvm-02"), Guests.moved("web-2", "kvm-02"), Guests.moved("web-3", "kvm-02"));
        step(
                "return",
                Guests.returned(
                        Outcome.FAILED,
                        Guests.home("web-1", Outcome.SUCCEEDED),
                        Guests.home("web-2", Outcome.FAILED),
                        Guests.home("web-3", Outcome.SKIPPED)));
        assertThat(away().sentence()).isEqualTo("web-2 is on kvm-02");
    }

    @Test
    void whoWasMovedAgainAfterItCameHomeIsAwayAgain() {
        evacuated(Guests.moved("web-1", "kvm-02"));
        returned(Guests.home("web-1", Outcome.SUCCEEDED));
        assertThat(away().isNobody()).isTrue();
        evacuated(Guests.moved("web-1", "kvm-03"));
        assertThat(away().sentence()).isEqualTo("web-1 is on kvm-03");
    }

    @Test
    void whoIsShutDownIsStartedAtHomeAndOnlyThenAtHome() throws AbortException {
        MigrationRecord stopped = Guests.record("db", "kvm-01", "kvm-01", Outcome.SUCCEEDED, null, "shutdown");
        evacuated(stopped);
        assertThat(away().sentence()).isEqualTo("db is shut down");
        assertThat(away().report().migrations()).hasSize(1);
        returned(Guests.home("db", Outcome.SUCCEEDED));
        assertThat(away().isNobody()).isFalse();
        returned(Guests.record("db", "kvm-01", "kvm-01", Outcome.SUCCEEDED, "kvm-01", null));
        assertThat(away().isNobody()).isTrue();
    }

    /** Nobody can take the request back: it may have gone off since. */
    @Test
    void whoDidNotShutDownInTimeIsLookedAtWhenAllComeHome() throws AbortException {
        evacuated(Guests.record("mail", "kvm-01", null, Outcome.FAILED, "kvm-01", "shutdown"));
        assertThat(away().sentence()).isEqualTo("mail may be shut down");
        assertThat(away().report().migrations()).hasSize(1);
        returned(Guests.record("mail", "kvm-01", null, Outcome.SKIPPED, "kvm-01", null));
        assertThat(away().isNobody()).as("it runs").isTrue();
    }

    @Test
    void ofWhomNothingIsProvenMayBeAway() {
        step(
                "evacuate",
                Guests.report(
                        Report.Kind.EVACUATE,
                        null,
                        null,
                        Guests.underWay("web-1", "kvm-02"),
                        Guests.failed("web-2", "kvm-03", null),
                        Guests.failed("web-3", "kvm-03", "kvm-01")));
        assertThat(away().sentence()).isEqualTo("web-1 may be on kvm-02, web-2 may be on kvm-03");
        assertThat(away().unknown()).as("it has not ended").containsExactly("1");
    }

    @Test
    void anEvacuationWithoutAReportIsUnknownUnlessItWasRefused() {
        step("evacuate", null).refusedBeforeItBegan();
        assertThat(away().unknown()).isEmpty();
        step("evacuate", null).finish(Outcome.FAILED);
        assertThat(away().isNobody()).isTrue();
        assertThat(away().unknown()).containsExactly("2");
    }

    @Test
    void otherHostsAndPlansHaveNothingToDoWithIt() {
        evacuated(Guests.moved("web-1", "kvm-02"));
        assertThat(Away.of(build.getSteps(), "kvm-02").isNobody()).isTrue();
        step("plan", Guests.notEmptied(Guests.moved("web-2", "kvm-02")));
        assertThat(away().sentence()).isEqualTo("web-1 is on kvm-02");
    }

    /** Whoever owns the agent could have the keys of every hypervisor sent to it. */
    @Test
    void aReportDoesNotDecideWhichHostsAreLoggedInTo() throws AbortException {
        evacuated(Guests.moved("web-1", "kvm-02"));
        assertThat(away().report().hosts()).containsExactly("kvm-01", "kvm-02");
        evacuated(Guests.moved("web-2", "kvm-99"));
        assertThatThrownBy(() -> away().report())
                .isInstanceOf(AbortException.class)
                .hasMessageContainingAll("kvm-01", "kvm-99", "liveMigrate");
    }

    @Test
    void norDoesOneOfAGuestThatWasShutDown() {
        evacuated(Guests.record("db", "kvm-01", "kvm-99", Outcome.SUCCEEDED, null, "shutdown"));
        assertThatThrownBy(() -> away().report()).hasMessageContaining("kvm-99");
    }

    /** What another evacuation of the build was ordered with has nothing to do with this one. */
    @Test
    void norDoTheDestinationsOfAnotherHost() {
        StepReport other = build.begin("other", "evacuate", "kvm-05");
        other.addRefuges(List.of("kvm-06"));
        evacuated(Guests.moved("web-1", "kvm-06"));
        assertThatThrownBy(() -> away().report()).hasMessageContaining("kvm-06");
    }

    @Test
    void whoseGuestsItIsAboutIsNotForAReportToSay() throws AbortException {
        StepReport other = build.begin("other", "evacuate", "kvm-99");
        other.store(ReportFile.json(Guests.emptied(Guests.moved("web-1", "kvm-02"))));
        assertThat(away().isNobody()).isTrue();
        assertThat(host("other")).isEqualTo("kvm-99");
        evacuated(Guests.moved("web-2", "kvm-02"));
        build.begin("home", "return", "kvm-99")
                .store(ReportFile.json(Guests.returned(Outcome.SUCCEEDED, Guests.home("web-2", Outcome.SUCCEEDED))));
        assertThat(away().sentence()).isEqualTo("web-2 is on kvm-02");
    }

    /** A build of an earlier version keeps only what its agents said. */
    @Test
    void withoutWordOfWhereGuestsWereToGoNoReturnBegins() {
        build.begin("old", "evacuate", "kvm-01")
                .store(ReportFile.json(Guests.emptied(Guests.moved("web-1", "kvm-02"))));
        assertThat(away().sentence()).isEqualTo("web-1 is on kvm-02");
        assertThatThrownBy(() -> away().report()).hasMessageContainingAll("kvm-02", "did not keep it");
    }

    @Test
    void manyAreNotAllNamed() throws AbortException {
        MigrationRecord[] moves = new MigrationRecord[25];
        for (int i = 0; i < moves.length; i++) {
            moves[i] = Guests.moved("web-" + i, "kvm-02");
        }
        evacuated(moves);
        assertThat(away().sentence()).endsWith("web-19 is on kvm-02 and 5 more");
        assertThat(away().report().migrations()).hasSize(25);
    }

    @Test
    void theHintSaysWhoIsWhereAndWhatToDo() {
        assertThat(Hint.of(away(), "7")).isEmpty();
        evacuated(Guests.moved("web\n1", "kvm-02"));
        assertThat(Hint.of(away(), "7"))
                .isEqualTo("Not at home: web\\u000A1 is on kvm-02. Bring them home with returnVms evacuation: '7'.");
        step("evacuate", null);
        assertThat(Hint.of(away(), "7")).contains("the evacuation 2", "look at the hosts");
    }

    private String host(String name) throws AbortException {
        return new EvacuationName(name).host(build.getSteps());
    }

    @Test
    void anEvacuationIsMeantByItsIdOrIsTheLast() throws AbortException {
        assertThatThrownBy(() -> host(null)).hasMessageContaining("this build has no evacuation");
        evacuated(Guests.moved("web-1", "kvm-02"));
        build.begin("other", "evacuate", "kvm-05").refusedBeforeItBegan();
        assertThat(host("1")).isEqualTo("kvm-01");
        assertThat(host(null)).isEqualTo("kvm-05");
        assertThat(host("ops/drill#12:1")).isEqualTo("kvm-01");
        assertThat(new EvacuationName("ops/drill#12").build()).isEqualTo("ops/drill#12");
        assertThat(new EvacuationName("12").build()).isNull();
        assertThatThrownBy(() -> host("ops/drill#12:9"))
                .isInstanceOf(AbortException.class)
                .hasMessageContaining("ops/drill#12 has no evacuation 9");
    }
}
