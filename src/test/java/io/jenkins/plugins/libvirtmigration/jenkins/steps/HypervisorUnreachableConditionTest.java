package io.jenkins.plugins.libvirtmigration.jenkins.steps;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.libvirtmigration.host.HypervisorUnreachableException;
import io.jenkins.plugins.libvirtmigration.host.LoginRefusedException;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class HypervisorUnreachableConditionTest {
    private final HypervisorUnreachableCondition condition = new HypervisorUnreachableCondition();
    private final HypervisorUnreachableException unreachable = new HypervisorUnreachableException("kvm-01", null);

    @Test
    void retriesAnUnreachableHost() {
        assertThat(condition.test(unreachable, null)).isTrue();
    }

    @Test
    void looksThroughWrappedErrors() {
        assertThat(condition.test(new IOException("remote call failed", new IllegalStateException(unreachable)), null))
                .isTrue();
    }

    @Test
    void looksAtSuppressedErrors() {
        IOException error = new IOException("close failed");
        error.addSuppressed(unreachable);
        assertThat(condition.test(error, null)).isTrue();
    }

    /** A key that is not permitted is not permitted the next time either. */
    @Test
    void leavesAloneWhoAnswersAndRefusesUs() {
        LoginRefusedException refused = new LoginRefusedException("kvm-01 has another host key", null);
        assertThat(condition.test(refused, null)).isFalse();
        assertThat(condition.test(new IOException("wrapped", refused), null)).isFalse();
        refused.addSuppressed(unreachable);
        assertThat(condition.test(refused, null)).isTrue();
    }

    @Test
    void leavesOtherErrorsAlone() {
        assertThat(condition.test(new IllegalArgumentException("\"x\" is not a host"), null))
                .isFalse();
    }

    @Test
    void survivesACircleOfCauses() {
        IllegalStateException first = new IllegalStateException("first");
        first.initCause(new IllegalStateException("second", first));
        assertThat(condition.test(first, null)).isFalse();
    }

    @Test
    void hasANameInTheSnippetGenerator() {
        assertThat(new HypervisorUnreachableCondition.DescriptorImpl().getDisplayName())
                .isEqualTo("Hypervisor unreachable");
    }
}
