package io.jenkins.plugins.libvirtmigration.check;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class ShownTest {

    @Test
    void writesOutWhatMovesTheCursor() {
        assertThat(Shown.text("web-1")).isEqualTo("web-1");
        assertThat(Shown.text("a\nb\u001b[2J\u202ec\u2028")).isEqualTo("a\\u000Ab\\u001B[2J\\u202Ec\\u2028");
        assertThat(Shown.text("caf\u00e9 \ud83d\ude80")).isEqualTo("caf\u00e9 \ud83d\ude80");
    }

    @Test
    void cutsAtTwoHundredCharacters() {
        assertThat(Shown.text("y".repeat(1000))).isEqualTo("y".repeat(200) + "...");
        assertThat(Shown.text("y".repeat(200))).hasSize(200);
    }

    @Property
    void isAlwaysOneLineAndBounded(@ForAll String anything) {
        assertThat(Shown.text(anything)).doesNotContain("\n", "\r", "\u001b").hasSizeLessThanOrEqualTo(1203);
    }
}
