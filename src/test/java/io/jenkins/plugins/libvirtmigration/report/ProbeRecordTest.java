package io.jenkins.plugins.libvirtmigration.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.libvirtmigration.report.ProbeRecord.Silence;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProbeRecordTest {

    @Test
    void isShiftedOntoAnEarlierTimeline() {
        ProbeRecord record = new ProbeRecord(
                "10.0.0.7", 22, 100, 9L, 3L, 400L, -5L, 7L, List.of(new Silence(-5, 400, true)), List.of("slow"));
        assertThat(record.shiftedBy(1_500))
                .isEqualTo(new ProbeRecord(
                        "10.0.0.7",
                        22,
                        100,
                        9L,
                        3L,
                        400L,
                        1_495L,
                        7L,
                        List.of(new Silence(1_495, 400, true)),
                        List.of("slow")));
    }

    @Test
    void staysUnknownWhenShifted() {
        ProbeRecord record = new ProbeRecord("10.0.0.7", null, 100, null, null, null, null, null, null, null);
        assertThat(record.shiftedBy(1_500)).isEqualTo(record);
    }
}
