package io.jenkins.plugins.libvirtmigration.preparation;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.libvirtmigration.check.Check;
import io.jenkins.plugins.libvirtmigration.check.CheckStatus;
import io.jenkins.plugins.libvirtmigration.preparation.examination.Action;
import io.jenkins.plugins.libvirtmigration.preparation.examination.Finding;
import io.jenkins.plugins.libvirtmigration.preparation.examination.Severity;
import io.jenkins.plugins.libvirtmigration.preparation.examination.Subject;
import io.jenkins.plugins.libvirtmigration.preparation.host.NotSeenException;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class SettlementTest {
    private static final Subject SUBJECT = new Subject("kvm-01", null, "thing", "");

    private final AtomicInteger changes = new AtomicInteger();
    private boolean mended;

    private List<Finding> look() {
        return List.of(
                mended
                        ? SUBJECT.passed("right", "right")
                        : SUBJECT.failed("wrong", "right", "mend it").mendedBy(this::mend));
    }

    private String mend() {
        changes.incrementAndGet();
        mended = true;
        return "-wrong\n+right";
    }

    private static Check only(List<Finding> findings) {
        assertThat(findings).hasSize(1);
        return findings.get(0).check();
    }

    @Test
    void withoutApplyNothingIsDone() {
        Check check = only(new Settlement(false, List.of(), () -> false).settle(SUBJECT, this::look));

        assertThat(check.status()).isEqualTo(CheckStatus.FAILED);
        assertThat(changes).hasValue(0);
    }

    @Test
    void aChangeIsReportedWithItsDiffAndASecondRunDoesNothing() {
        Settlement settlement = new Settlement(true, List.of(), () -> false);

        Check first = only(settlement.settle(SUBJECT, this::look));
        Check second = only(settlement.settle(SUBJECT, this::look));

        assertThat(first.status()).isEqualTo(CheckStatus.CHANGED);
        assertThat(first.found()).isEqualTo("was: wrong\ndone: -wrong\n+right");
        assertThat(second.status()).isEqualTo(CheckStatus.PASSED);
        assertThat(changes).hasValue(1);
    }

    @Test
    void anActionThatSaysItWorkedIsNotBelieved() {
        Settlement.Look neverMended =
                () -> List.of(SUBJECT.warning("wrong", "right", "mend it").mendedBy(() -> "changed a file"));

        Check check = only(new Settlement(true, List.of(), () -> false).settle(SUBJECT, neverMended));

        assertThat(check.status()).isEqualTo(CheckStatus.FAILED);
        assertThat(check.found()).isEqualTo("still wrong, although this was done: changed a file");
    }

    @Test
    void aFailedActionIsAFailedCheckWithItsReason() {
        Action broken = () -> {
            throw new IllegalStateException("refused; nothing was changed");
        };
        Settlement.Look look =
                () -> List.of(SUBJECT.warning("wrong", "right", "mend it").mendedBy(broken));

        Check check = only(new Settlement(true, List.of(), () -> false).settle(SUBJECT, look));

        assertThat(check.status()).isEqualTo(CheckStatus.FAILED);
        assertThat(check.found()).isEqualTo("wrong; mending failed: refused; nothing was changed");
        assertThat(check.remedy()).isEqualTo("mend it");
    }

    @Test
    void whatIsNoLongerMentionedIsMended() {
        Settlement.Look look = () -> mended ? List.of() : look();

        assertThat(only(new Settlement(true, List.of(), () -> false).settle(SUBJECT, look))
                        .status())
                .isEqualTo(CheckStatus.CHANGED);
    }

    @Test
    void afterACancellationNothingMoreIsBegun() {
        Check check = only(new Settlement(true, List.of(), () -> true).settle(SUBJECT, this::look));

        assertThat(check.status()).isEqualTo(CheckStatus.FAILED);
        assertThat(changes).hasValue(0);
    }

    @Test
    void whatCannotBeSeenIsNeverInOrder() {
        Settlement.Look look = () -> {
            throw new NotSeenException("the account may not run: ss", "Permit it.");
        };

        Check check = only(new Settlement(true, List.of(), () -> false).settle(SUBJECT, look));

        assertThat(check.status()).isEqualTo(CheckStatus.WARNING);
        assertThat(check.found()).isEqualTo("not seen: the account may not run: ss");
        assertThat(check.remedy()).isEqualTo("Permit it.");
    }

    @Test
    void onlyTheWorstSecurityFindingFails() {
        assertThat(SUBJECT.security(Severity.CRITICAL, "x", "y", "z").check().status())
                .isEqualTo(CheckStatus.FAILED);
        assertThat(SUBJECT.security(Severity.HIGH, "x", "y", "z").check().status())
                .isEqualTo(CheckStatus.WARNING);
        assertThat(SUBJECT.security(Severity.HIGH, "x", "y", "z").check().found())
                .isEqualTo("security, high: x");
    }

    @Test
    void whatWasDoneAndCannotBeSeenIsNotCalledMended() {
        Subject about = SUBJECT.about("pool");
        Settlement.Look look = () -> {
            if (mended) {
                throw new NotSeenException("libvirt does not answer", "Start it.");
            }
            return List.of(about.failed("wrong", "right", "mend it").mendedBy(this::mend));
        };

        List<Check> checks = new Settlement(true, List.of(), () -> false)
                .settle(SUBJECT, look).stream().map(Finding::check).toList();

        assertThat(checks).noneMatch(check -> check.status() == CheckStatus.CHANGED);
        assertThat(checks)
                .anySatisfy(check -> assertThat(check.found())
                        .isEqualTo("wrong; this was done, and whether it helped could not be seen: -wrong\n+right"));
    }

    @Test
    void oneThingThatIsNotUnderstoodDoesNotHideTheOthers() {
        Settlement.Look look = () -> {
            throw new NumberFormatException("For input string: \"many\"");
        };

        Check check = only(new Settlement(true, List.of(), () -> false).settle(SUBJECT, look));

        assertThat(check.status()).isEqualTo(CheckStatus.WARNING);
        assertThat(check.found()).contains("was not understood").contains("many");
    }
}
