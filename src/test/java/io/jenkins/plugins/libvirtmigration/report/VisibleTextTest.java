package io.jenkins.plugins.libvirtmigration.report;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VisibleTextTest {

    @ParameterizedTest
    @ValueSource(strings = {"", "web-1", "größer", "שלום", "مرحبا", "日本", "😀", "a\nb\tc", "<b>&amp;\"'"})
    void leavesOrdinaryTextOfAnyLanguage(String text) {
        assertThat(VisibleText.of(text)).isEqualTo(text);
    }

    @Test
    void makesControlCharactersVisible() {
        assertThat(VisibleText.of("a\u0000b\u001b[2J\rc\u007f")).isEqualTo("a␀b␛[2J␍c␡");
        assertThat(VisibleText.of("a\u0085b\uFFFEc\uFFFFd")).isEqualTo("a�b�c�d");
        assertThat(VisibleText.of("a\uD800b\uDC00c")).isEqualTo("a�b�c");
    }

    @Test
    void makesWhatTurnsTheDirectionOfWritingVisible() {
        assertThat(VisibleText.of("\u202Egnp.exe\u202C\u2066\u2069"))
                .isEqualTo("[U+202E]gnp.exe[U+202C][U+2066][U+2069]");
    }

    @Test
    void bringsANameOntoOneLine() {
        assertThat(VisibleText.onOneLine("a\nb\tc\r")).isEqualTo("a␊b␉c␍");
    }

    @Property
    void leavesNothingThatXmlForbids(@ForAll String text) {
        assertThat(VisibleText.of(text).codePoints())
                .allMatch(point -> point == '\n'
                        || point == '\t'
                        || point >= 0x20 && point <= 0xD7FF
                        || point >= 0xE000 && point <= 0xFFFD
                        || point >= 0x10000);
    }
}
