package io.jenkins.plugins.libvirtmigration.jenkins.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.libvirtmigration.jenkins.report.Made;
import io.jenkins.plugins.libvirtmigration.report.Outcome;
import io.jenkins.plugins.libvirtmigration.report.Report;
import org.junit.jupiter.api.Test;

class ThresholdsTest {

    /** After a restart in the middle of a move libvirt's figure is gone. */
    @Test
    void whatCouldNotBeMeasuredIsSaidAndNotPassedOver() {
        Report report = Made.evacuation(
                Made.move("web-1", Outcome.SUCCEEDED, null, null),
                Made.move("web-2", Outcome.SUCCEEDED, 85L, null),
                Made.move("web-3", Outcome.FAILED, null, null));
        assertThat(Thresholds.of("1s", "fail", null, null).unjudged(report))
                .singleElement()
                .asString()
                .contains("web-1", "maxDowntime of 1.0 s", "not known");
        assertThat(Thresholds.of("1s", null, null, null).unjudged(report)).isEmpty();
        assertThat(Thresholds.of("1s", "ignore", null, null).unjudged(report)).isEmpty();
    }

    /** It took a minute. */
    private static final Report REPORT = Made.evacuation(
            Made.move("web-1", Outcome.SUCCEEDED, 85L, 300L), Made.move("web-2", Outcome.SUCCEEDED, null, null));

    @Test
    void saysWhatIsOverAThreshold() {
        assertThat(Thresholds.of("84ms", "unstable", "299ms", "59s").complaints(REPORT))
                .hasSize(3)
                .anySatisfy(text -> assertThat(text).contains("web-1", "85 ms", "maxDowntime of 84 ms"))
                .anySatisfy(text -> assertThat(text).contains("web-1", "300 ms", "maxProbeGap of 299 ms"))
                .anySatisfy(text -> assertThat(text).contains("maxDuration of 59.0 s"));
    }

    @Test
    void whatIsExactlyPermittedIsPermitted() {
        assertThat(Thresholds.of("85ms", "fail", "300ms", "60s").complaints(REPORT))
                .isEmpty();
    }

    @Test
    void withoutAWordOfItMaxDowntimeIsOnlyWhatTheGuestIsMovedWith() {
        assertThat(Thresholds.of("1ms", null, null, null).complaints(REPORT)).isEmpty();
        assertThat(Thresholds.of("1ms", "ignore", "1ms", null).complaints(REPORT))
                .isEmpty();
    }

    @Test
    void testsSayItToo() {
        Thresholds thresholds = Thresholds.of("84ms", "unstable", "299ms", "59s");
        assertThat(thresholds.complaint(REPORT.migrations().get(0)).orElseThrow())
                .contains("maxDowntime of 84 ms")
                .contains("maxProbeGap of 299 ms");
        assertThat(thresholds.complaint(REPORT.migrations().get(1))).isEmpty();
        assertThat(thresholds.checks(REPORT)).singleElement().satisfies(check -> {
            assertThat(check.hasFailed()).isTrue();
            assertThat(check.sentence()).contains("max-duration (kvm-01)", "found 1 min 0 s", "at most 59.0 s");
        });
        assertThat(Thresholds.of(null, null, null, "60s").checks(REPORT))
                .singleElement()
                .satisfies(check -> assertThat(check.hasFailed()).isFalse());
        assertThat(Thresholds.of(null, null, null, null).checks(REPORT)).isEmpty();
    }

    @Test
    void aBadValueNamesItsParameter() {
        assertThatThrownBy(() -> Thresholds.of("1", "fail", null, null)).hasMessageStartingWith("maxDowntime: ");
        assertThatThrownBy(() -> Thresholds.of(null, "warn", null, null)).hasMessageStartingWith("onSlowDowntime: ");
        assertThatThrownBy(() -> Thresholds.of(null, null, "1", null)).hasMessageStartingWith("maxProbeGap: ");
        assertThatThrownBy(() -> Thresholds.of(null, null, null, "1")).hasMessageStartingWith("maxDuration: ");
    }

    @Test
    void aGuestsNameCannotBreakALine() {
        Report hostile = Made.evacuation(Made.move("a\nb", Outcome.SUCCEEDED, 85L, null));
        assertThat(Thresholds.of("1ms", "fail", null, null).complaints(hostile))
                .singleElement()
                .asString()
                .startsWith("a\\u000Ab stood still");
    }
}
