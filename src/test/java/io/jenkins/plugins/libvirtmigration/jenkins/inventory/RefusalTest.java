package io.jenkins.plugins.libvirtmigration.jenkins.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.InvocationTargetException;
import org.junit.jupiter.api.Test;

class RefusalTest {

    @Test
    void saysWhatTheRuleSaidWhateverStaplerWrappedItIn() {
        IllegalArgumentException rule = new IllegalArgumentException("\"kvm 01\" is not a name");
        Throwable wrapped = new IllegalArgumentException(
                "Failed to instantiate class InventoryHost from {...}",
                new LinkageError("oops", new InvocationTargetException(rule)));
        assertThat(Refusal.of(wrapped)).isEqualTo("\"kvm 01\" is not a name");
    }

    @Test
    void aNumberThatIsNoneIsSaidInTheWordsAroundIt() {
        Throwable wrapped =
                new IllegalArgumentException("Failed to convert port", new NumberFormatException("For input: x"));
        assertThat(Refusal.of(wrapped)).isEqualTo("Failed to convert port");
    }

    @Test
    void anotherErrorKeepsItsOwnWords() {
        assertThat(Refusal.of(new IllegalStateException("no disk"))).isEqualTo("no disk");
        assertThat(Refusal.of(new NullPointerException())).isNotNull();
    }

    @Test
    void aCircleOfCausesEnds() {
        IllegalArgumentException first = new IllegalArgumentException("first");
        first.initCause(new IllegalStateException("second", first));
        assertThat(Refusal.of(first)).isEqualTo("first");
    }
}
