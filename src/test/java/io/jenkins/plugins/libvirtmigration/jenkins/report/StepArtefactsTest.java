package io.jenkins.plugins.libvirtmigration.jenkins.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.libvirtmigration.report.Outcome;
import io.jenkins.plugins.libvirtmigration.report.ReportFile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StepArtefactsTest {
    @TempDir
    Path folder;

    private final ExecutorService pool = Executors.newCachedThreadPool();
    private final ByteArrayOutputStream log = new ByteArrayOutputStream();
    private final Map<String, Path> taken = new HashMap<>();
    private StepReport step;

    @BeforeEach
    void aStep() {
        step = new FolderHome(folder).action().begin("12", "migrate", "web-1");
    }

    @AfterEach
    void noThreadStays() {
        pool.shutdownNow();
    }

    private void over() {
        step.store(ReportFile.json(Made.evacuation(Made.move("web-1", Outcome.SUCCEEDED, 85L, 300L))));
        step.finish(Outcome.SUCCEEDED);
    }

    private void publish(Duration bound, StepArtefacts.Place place) {
        new StepArtefacts(pool, new PrintStream(log, true, StandardCharsets.UTF_8), bound)
                .publish("in the workspace", step, place);
    }

    private String log() {
        return log.toString(StandardCharsets.UTF_8);
    }

    @Test
    void takesWhatProgramsReadBelowTheIdOfTheStep() {
        over();
        publish(Duration.ofMinutes(1), taken::putAll);
        assertThat(taken)
                .hasSize(2)
                .containsEntry("libvirt-migration/12/report.json", folder.resolve("12/report.json"))
                .containsEntry("libvirt-migration/12/junit.xml", folder.resolve("12/junit.xml"));
        assertThat(log()).isEmpty();
    }

    @Test
    void takesThePlanWhereThereIsOne() throws IOException {
        over();
        Files.writeString(folder.resolve("12/plan.json"), "{}");
        publish(Duration.ofMinutes(1), taken::putAll);
        assertThat(taken).containsKey("libvirt-migration/12/plan.json");
    }

    @Test
    void asksForNoPlaceWhereThereIsNothing() {
        step.finish(Outcome.FAILED, Judgement.NONE, "refused");
        publish(Duration.ofMinutes(1), files -> taken.put("asked", folder));
        assertThat(taken).isEmpty();
        assertThat(log()).isEmpty();
    }

    @Test
    void aFailureIsOnlySaid() {
        over();
        publish(Duration.ofMinutes(1), files -> {
            throw new IOException("no space\n[libvirt] all is well");
        });
        assertThat(log())
                .startsWith("[libvirt] The report is not in the workspace: ")
                .contains("no space\\u000A[libvirt] all is well")
                .hasLineCount(1);
        publish(Duration.ofMinutes(1), files -> {
            throw new NoClassDefFoundError("of another plugin");
        });
        assertThat(log()).contains("of another plugin");
    }

    @Test
    void nothingIsWaitedForForever() throws InterruptedException {
        over();
        CountDownLatch ended = new CountDownLatch(1);
        // Time enough for it to begin: what is cancelled before that never ends.
        publish(Duration.ofSeconds(3), files -> {
            try {
                new CountDownLatch(1).await();
            } finally {
                ended.countDown();
            }
        });
        assertThat(log()).contains("it took longer than 3.0 s");
        ended.await();
    }

    @Test
    void anAbortEndsTheWait() {
        over();
        Thread.currentThread().interrupt();
        publish(Duration.ofMinutes(1), files -> new CountDownLatch(1).await());
        assertThat(Thread.interrupted()).isTrue();
        assertThat(log()).contains("interrupted");
    }
}
