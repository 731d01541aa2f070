package io.jenkins.plugins.libvirtmigration.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PictureTextTest {
    private static final PictureText GERMAN = new PictureText(Locale.GERMANY);

    private final Locale before = Locale.getDefault();

    @AfterEach
    void asItWas() {
        Locale.setDefault(before);
    }

    @Test
    void aPictureSpeaksTheLanguageOfItsReader() {
        List<TrendPoint> points = List.of(new TrendPoint("#1", 85L, 9_000L, false), new TrendPoint("#2", 1L, 1L, true));
        Drawing drawing = Pictures.trend(points, "t", Locale.GERMAN).orElseThrow();
        assertThat(drawing.title()).isEqualTo("Ausfallzeit, Dauer und Fehlschläge über die Builds");
        assertThat(drawing.description()).startsWith("Die letzten 2 Builds").contains("1 davon gelangen nicht");
        assertThat(drawing.shapes()).extracting(Drawing.Shape::text).contains("Dauer", "#1: 85 ms");
    }

    @Test
    void readersOfOtherLanguagesGetEnglishWhateverTheMachineSpeaks() {
        Locale.setDefault(Locale.GERMANY);
        assertThat(new PictureText(Locale.FRENCH).of("gantt.waiting")).isEqualTo("waiting");
        assertThat(PictureText.ENGLISH.of("gantt.waiting")).isEqualTo("waiting");
    }

    @Test
    void numbersAndNamesAreShownAsTheyAre() {
        assertThat(GERMAN.of("gantt.slot", 1_200)).isEqualTo("Platz 1200");
        assertThat(GERMAN.of("silence.silent", Figure.UNKNOWN)).isEqualTo("still: unbekannt");
        assertThat(PictureText.ENGLISH.of("gantt.waited", "it's {0} '{1}'", Figure.millis(85L), null))
                .isEqualTo("it's {0} '{1}' waited 85 ms: null");
    }

    @Test
    void everyTextIsThereInGermanWithTheSameArguments() {
        Set<String> english = keys("");
        assertThat(keys("_de")).isEqualTo(english).hasSizeGreaterThan(30);
        for (Outcome outcome : Outcome.values()) {
            assertThat(GERMAN.outcome(outcome)).isNotEqualTo(PictureText.ENGLISH.outcome(outcome));
        }
    }

    /** With the places of their arguments; an apostrophe would be taken for a quotation. */
    private static Set<String> keys(String language) {
        try (var in = PictureText.class.getResourceAsStream("PictureText" + language + ".properties")) {
            java.util.Properties texts = new java.util.Properties();
            texts.load(in);
            return texts.entrySet().stream()
                    .map(text -> {
                        assertThat(String.valueOf(text.getValue())).doesNotContain("'");
                        return text.getKey()
                                + Pattern.compile("\\{[0-9]}")
                                        .matcher(String.valueOf(text.getValue()))
                                        .results()
                                        .map(match -> match.group())
                                        .sorted()
                                        .collect(Collectors.joining());
                    })
                    .collect(Collectors.toSet());
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
