package io.jenkins.plugins.libvirtmigration.jenkins.inventory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.NotEmpty;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JobPatternsTest {

    @ParameterizedTest
    @CsvSource({
        "ops/patch, ops/patch",
        "ops/*, ops/patch",
        "ops/**, ops/patch",
        "ops/**, ops/repository/main",
        "ops/*/main, ops/repository/main",
        "ops/**/main, ops/a/b/main",
        "ops/patch-*, ops/patch-kvm-01",
        "**, anything/at/all",
        "*, nightly drill",
        "*/patch, ops/patch"
    })
    void admits(String pattern, String job) {
        assertThat(new JobPatterns(List.of(pattern)).admit(job)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "ops/patch, ops/patch2",
        "ops/patch, dev/ops/patch",
        "ops/*, ops/repository/main",
        "ops/**, ops",
        "ops/**, ops-of-others/patch",
        "ops/**, OPS/patch",
        "*, ops/patch",
        "ops.*, opsx/patch",
        "ops/(a|b), ops/a",
        "ops/[ab], ops/a"
    })
    void refuses(String pattern, String job) {
        assertThat(new JobPatterns(List.of(pattern)).admit(job)).isFalse();
    }

    @Test
    void withoutAPatternEveryJobIsAdmitted() {
        assertThat(new JobPatterns(List.of()).admit("ops/patch")).isTrue();
    }

    @Test
    void onePatternOfSeveralIsEnough() {
        JobPatterns patterns = new JobPatterns(List.of("ops/*", "drill"));
        assertThat(patterns.admit("drill")).isTrue();
        assertThat(patterns.admit("ops/patch")).isTrue();
        assertThat(patterns.admit("drill/copy")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/ops/patch", "ops/", "ops//patch", ""})
    void aPatternThatMatchesNoJobIsRefused(String pattern) {
        assertThatThrownBy(() -> JobPatterns.check(pattern))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("\"" + pattern + "\" matches no job");
    }

    /** Nothing in a name is an expression: a pattern without a star matches its own text and no other. */
    @Property
    void aPatternWithoutAStarIsTakenLiterally(@ForAll String pattern, @ForAll String job) {
        String literal = pattern.replace('*', '?');
        JobPatterns patterns = new JobPatterns(List.of(literal));
        assertThat(patterns.admit(literal)).isTrue();
        assertThat(patterns.admit(job)).isEqualTo(job.equals(literal));
    }

    @Property
    void aFolderAdmitsWhatLiesBeneathItAndNothingElse(
            @ForAll @NotEmpty @AlphaChars String folder, @ForAll @NotEmpty @AlphaChars String job) {
        JobPatterns patterns = new JobPatterns(List.of(folder + "/**"));
        assertThat(patterns.admit(folder + "/" + job)).isTrue();
        assertThat(patterns.admit("x" + folder + "/" + job)).isFalse();
        assertThat(patterns.admit(folder + "x/" + job)).isFalse();
    }
}
