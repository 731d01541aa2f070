package io.jenkins.plugins.libvirtmigration.preparation.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class TextDiffTest {
    @Test
    void showsOnlyLinesThatDiffer() {
        assertThat(TextDiff.between("a\nlisten_tls = 0\nb\n", "a\nlisten_tls = 1\nb\nc\n"))
                .isEqualTo("-listen_tls = 0\n+listen_tls = 1\n+c");
    }

    @Test
    void equalTextsDifferInNothing() {
        assertThat(TextDiff.between("a\nb\n", "a\nb\n")).isEmpty();
    }

    /** Taking the minus lines out of the one, and the plus lines out of the other, leaves the same. */
    @Property(tries = 300)
    void whatIsLeftIsTheSame(
            @ForAll @Size(max = 12) List<@IntRange(max = 3) Integer> old,
            @ForAll @Size(max = 12) List<@IntRange(max = 3) Integer> now) {
        List<String> minus = new ArrayList<>();
        List<String> plus = new ArrayList<>();
        TextDiff.between(text(old), text(now))
                .lines()
                .forEach(line -> (line.startsWith("-") ? minus : plus).add(line.substring(1)));

        assertThat(counts(old, minus)).isEqualTo(counts(now, plus));
    }

    private static String text(List<Integer> lines) {
        StringBuilder text = new StringBuilder();
        lines.forEach(line -> text.append(line).append('\n'));
        return text.toString();
    }

    private static List<String> counts(List<Integer> lines, List<String> without) {
        List<String> left = new ArrayList<>();
        lines.forEach(line -> left.add(String.valueOf(line)));
        without.forEach(line -> assertThat(left.remove(line)).isTrue());
        left.sort(null);
        return left;
    }
}
