package io.jenkins.plugins.libvirtmigration.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class HtmlWriterTest {
    private final HtmlWriter html = new HtmlWriter();

    @Test
    void escapesTextAndAttributes() {
        html.tag("p").with("title", "\"><script>&'").of("<b>&amp;</b>");
        assertThat(html).hasToString("<p title=\"&quot;&gt;&lt;script&gt;&amp;'\">&lt;b&gt;&amp;amp;&lt;/b&gt;</p>");
    }

    @Test
    void closesAnEmptyElementInTheWayThatHtmlWants() {
        html.tag("td").of("");
        html.tag("meta").with("charset", "utf-8").empty();
        assertThat(html.toString()).isEqualTo("<td></td><meta charset=\"utf-8\"/>");
    }

    @Test
    void setsNamesApart() {
        html.name("web-1");
        html.name("x".repeat(40));
        html.name(null);
        assertThat(html)
                .hasToString("<bdi class=\"whole\">web-1</bdi><bdi>" + "x".repeat(40)
                        + "</bdi><span class=\"unknown\">not known</span>");
    }

    @Test
    void doesNotCutACharacterInHalf() {
        html.name("😀".repeat(100));
        assertThat(html.toString())
                .contains("😀".repeat(48) + "…" + "😀".repeat(24))
                .doesNotContain("�");
    }

    @Test
    void writesAFigureWithItsExactValue() {
        html.figure(Figure.bytes(1_610_612_736L));
        html.figure(Figure.averageRate(1_000L, 0L));
        assertThat(html)
                .hasToString("<span class=\"figure\" title=\"1,610,612,736 bytes\">1.5 GiB</span>"
                        + "<span class=\"unknown\">not known</span>");
    }
}
