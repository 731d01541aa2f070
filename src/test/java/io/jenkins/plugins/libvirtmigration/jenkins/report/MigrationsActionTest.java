package io.jenkins.plugins.libvirtmigration.jenkins.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.libvirtmigration.report.Outcome;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MigrationsActionTest {
    @TempDir
    Path folder;

    private FolderHome home;
    private MigrationsAction action;

    @BeforeEach
    void aBuild() {
        home = new FolderHome(folder);
        action = home.action();
    }

    @Test
    void keepsStepsApartInTheOrderInWhichTheyBegan() {
        action.begin("12", "migrate", "web-1 to kvm-02");
        action.begin("7", "evacuate", "kvm-01");
        assertThat(action.getSteps()).extracting(StepReport::getId).containsExactly("12", "7");
        assertThat(action.find("7").getTitle()).isEqualTo("kvm-01");
        assertThat(action.getStep("12").getKind()).isEqualTo("migrate");
        assertThat(action.find("8")).isNull();
    }

    @Test
    void aStepThatGoesOnAfterARestartIsTheSame() {
        StepReport first = action.begin("12", "migrate", "web-1");
        first.finish(Outcome.FAILED);
        int saved = home.saved;
        assertThat(action.begin("12", "migrate", "other words")).isSameAs(first);
        assertThat(home.saved).isEqualTo(saved);
        assertThat(first.getOutcome()).isEqualTo("failed");
    }

    @Test
    void parallelBranchesDoNotLoseEachOther() throws Exception {
        int branches = 16;
        ExecutorService pool = Executors.newFixedThreadPool(branches);
        CountDownLatch together = new CountDownLatch(branches);
        try {
            List<Future<StepReport>> begun = IntStream.range(0, branches)
                    .mapToObj(i -> pool.submit(() -> {
                        together.countDown();
                        together.await();
                        return action.begin("node-" + i, "migrate", "vm " + i);
                    }))
                    .toList();
            for (Future<StepReport> one : begun) {
                StepReport step = one.get();
                assertThat(action.getSteps()).contains(step);
            }
        } finally {
            pool.shutdownNow();
        }
        assertThat(action.getSteps()).hasSize(branches);
    }

    @Test
    void refusesAnIdThatCouldLeaveTheDirectory() {
        for (String id : List.of("", "..", "../x", "a/b", "a\\b", "a.b", "-a", "a b", "a\u0000", "a".repeat(101))) {
            assertThatThrownBy(() -> action.begin(id, "migrate", "x"))
                    .as(id)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("directory");
        }
        assertThatThrownBy(() -> action.begin("1", "<b>", "x")).isInstanceOf(IllegalArgumentException.class);
        assertThat(action.getSteps()).isEmpty();
    }

    @Test
    void isOnlyForThoseWhoMayReadTheBuild() {
        assertThat(action.getTarget()).isSameAs(action);
        home.readable = false;
        assertThatThrownBy(action::getTarget).isInstanceOf(SecurityException.class);
    }

    @Test
    void isUnderWayUntilTheLastStepIsOver() {
        assertThat(action.isUnderWay()).isFalse();
        StepReport one = action.begin("1", "migrate", "x");
        StepReport two = action.begin("2", "migrate", "y");
        one.finish(Outcome.SUCCEEDED);
        assertThat(action.isUnderWay()).isTrue();
        two.finish(Outcome.ABORTED);
        assertThat(action.isUnderWay()).isFalse();
    }

    @Test
    void whatACrashLeftBehindIsNotUnderWayForever() {
        StepReport step = action.begin("1", "migrate", "x");
        assertThat(step.isUnderWay()).isTrue();
        home.building = false;
        assertThat(step.isUnderWay()).isFalse();
        assertThat(step.getOutcome()).isNull();
    }
}
