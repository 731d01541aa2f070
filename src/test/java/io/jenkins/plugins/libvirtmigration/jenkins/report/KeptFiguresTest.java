package io.jenkins.plugins.libvirtmigration.jenkins.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeptFiguresTest {
    private static final String JOB = "drill";

    @TempDir
    Path folder;

    private long now;
    private int reads;
    private boolean building;
    private MigrationsAction action;
    private final KeptFigures<String> kept = new KeptFigures<>(() -> now);

    @BeforeEach
    void aBuild() {
        action = new FolderHome(folder).action();
    }

    private List<BuildFigures> read() {
        reads++;
        return List.of(BuildFigures.of(7, 1_000, building, building ? null : "SUCCESS", action));
    }

    private void visit(int newest) {
        assertThat(kept.of(JOB, newest, this::read)).hasSize(1);
    }

    private void pass(Duration time) {
        now += time.toNanos();
    }

    @Test
    void aSecondVisitReadsNothing() {
        visit(7);
        pass(KeptFigures.LONGEST.minusNanos(1));
        visit(7);
        assertThat(reads).isEqualTo(1);
        pass(Duration.ofNanos(1));
        visit(7);
        assertThat(reads).isEqualTo(2);
    }

    @Test
    void aNewBuildIsSeenAtOnce() {
        visit(7);
        visit(8);
        assertThat(reads).isEqualTo(2);
    }

    @Test
    void theEndOfABuildIsSeenSoon() {
        building = true;
        visit(7);
        pass(KeptFigures.LONGEST_UNDER_WAY);
        visit(7);
        assertThat(reads).isEqualTo(2);
    }

    @Test
    void whatChangedIsReadAnew() {
        visit(7);
        kept.forget("another");
        visit(7);
        assertThat(reads).isEqualTo(1);
        kept.forget(JOB);
        visit(7);
        assertThat(reads).isEqualTo(2);
    }

    @Test
    void whatChangesWhileItIsReadIsNotKept() {
        kept.of(JOB, 7, () -> {
            kept.forget(JOB);
            return read();
        });
        visit(7);
        assertThat(reads).isEqualTo(2);
    }

    @Test
    void aJobIsKnownToMigrateFromItsFirstBuildOn() {
        assertThat(MigratingJobs.has(folder)).isFalse();
        MigratingJobs.add(folder);
        MigratingJobs.add(folder);
        assertThat(MigratingJobs.has(folder)).isTrue();
    }

    @Test
    void aJobWithoutADirectoryBreaksNothing() {
        Path gone = folder.resolve("gone");
        MigratingJobs.add(gone);
        assertThat(MigratingJobs.has(gone)).isFalse();
    }
}
