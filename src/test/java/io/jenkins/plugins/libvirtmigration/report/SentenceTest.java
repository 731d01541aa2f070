package io.jenkins.plugins.libvirtmigration.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SentenceTest {

    @Test
    void keepsNamesApartFromWords() {
        Sentence sentence = Sentence.of("{} runs on {}.", "web-1", "kvm-02");
        assertThat(sentence.parts())
                .filteredOn(Sentence.Part::isName)
                .extracting(Sentence.Part::text)
                .containsExactly("web-1", "kvm-02");
        assertThat(sentence.plain()).isEqualTo("web-1 runs on kvm-02.");
    }

    @Test
    void doesNotTakeANameForATemplate() {
        assertThat(Sentence.of("{} runs on {}.", "{}", "{} {}").plain()).isEqualTo("{} runs on {} {}.");
    }

    @Test
    void saysWhenANameIsUnknown() {
        Sentence sentence = Sentence.of("It runs on {}.", (String) null);
        assertThat(sentence.plain()).isEqualTo("It runs on (unknown).");
        assertThat(sentence.parts()).noneMatch(Sentence.Part::isName);
    }

    @Test
    void canBeFollowedByAnother() {
        assertThat(Sentence.of("{} is empty.", "kvm-01")
                        .and(Sentence.of("Good."))
                        .plain())
                .isEqualTo("kvm-01 is empty. Good.");
    }
}
