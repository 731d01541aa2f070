package io.jenkins.plugins.libvirtmigration.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HostileXmlTest {
    private static final String BODY = "<domain type='qemu'><name>%s</name>"
            + "<uuid>56501859-84e3-4888-91d3-e07ce7473c01</uuid><memory>1</memory></domain>";

    @Test
    void opensNoFileForAnEntity(@TempDir Path folder) throws IOException {
        Path secret = Files.writeString(folder.resolve("secret"), "the password");
        String xml = "<!DOCTYPE domain [<!ENTITY x SYSTEM '" + secret.toUri() + "'>]>" + String.format(BODY, "&x;");

        assertThatThrownBy(() -> DomainXml.parse(xml))
                .isInstanceOf(MalformedXmlException.class)
                .hasMessageContaining("line 1")
                .hasMessageNotContaining("the password");
    }

    @Test
    void asksNoServerForADocumentType() throws IOException {
        try (ServerSocket server = new ServerSocket(0)) {
            server.setSoTimeout(200);
            String xml = "<!DOCTYPE domain SYSTEM 'http://127.0.0.1:" + server.getLocalPort() + "/x.dtd'>"
                    + String.format(BODY, "n");

            assertThatThrownBy(() -> DomainXml.parse(xml)).isInstanceOf(MalformedXmlException.class);
            assertThatThrownBy(server::accept).isInstanceOf(SocketTimeoutException.class);
        }
    }

    @Test
    void doesNotCountToABillion() {
        StringBuilder laughs = new StringBuilder("<!DOCTYPE domain [<!ENTITY l0 'ha'>");
        for (int i = 1; i < 10; i++) {
            laughs.append("<!ENTITY l")
                    .append(i)
                    .append(" '")
                    .append(("&l" + (i - 1) + ";").repeat(10))
                    .append("'>");
        }
        String xml = laughs + "]>" + String.format(BODY, "&l9;");

        assertThatThrownBy(() -> DomainXml.parse(xml)).isInstanceOf(MalformedXmlException.class);
    }

    @Test
    void readsNoInclusion() {
        String xml = String.format(
                BODY,
                "<xi:include xmlns:xi='http://www.w3.org/2001/XInclude' "
                        + "href='file:///etc/passwd' parse='text'/>n");

        assertThat(DomainXml.parse(xml).name()).isEqualTo("n");
    }

    @Test
    void boundsLengthAndDepth() {
        String deep = "<a>".repeat(100_000) + "</a>".repeat(100_000);

        assertThatThrownBy(() -> DomainXml.parse(String.format(BODY, deep))).isInstanceOf(MalformedXmlException.class);
        assertThatThrownBy(() -> DomainXml.parse(String.format(BODY, "n".repeat(5_000_000))))
                .isInstanceOf(MalformedXmlException.class)
                .hasMessageContaining("5000109 characters")
                .hasMessageContaining("4194304");
    }

    @Test
    void refusesAnotherDocument() {
        assertThatThrownBy(() -> DomainXml.parse("<network><name>x</name></network>"))
                .isInstanceOf(MalformedXmlException.class)
                .hasMessage("The domain's XML is not a <domain> document.");
        assertThatThrownBy(() -> HostCapabilities.parse("")).isInstanceOf(MalformedXmlException.class);
    }

    @Property(tries = 300)
    void anyTextIsReadOrRefusedAndNothingElse(@ForAll String text) {
        assertThatCode(() -> {
                    try {
                        DomainXml.parse(text);
                    } catch (MalformedXmlException expected) {
                        assertThat(expected).hasMessageStartingWith("The domain's XML");
                    }
                })
                .doesNotThrowAnyException();
    }

    @Property(tries = 300)
    void aMutilatedDomainIsReadOrRefused(@ForAll("mutilations") String xml) {
        assertThatCode(() -> {
                    try {
                        DomainXml.parse(xml);
                    } catch (MalformedXmlException expected) {
                        assertThat(expected).hasMessageStartingWith("The domain's XML");
                    }
                })
                .doesNotThrowAnyException();
    }

    @Property(tries = 200)
    void rewritingKeepsEveryName(@ForAll("names") String name) {
        String xml = "<domain type='qemu'><name>n</name><uuid>56501859-84e3-4888-91d3-e07ce7473c01</uuid>"
                + "<memory>1</memory><devices><graphics type='vnc' listen='192.0.2.1' passwd='" + escaped(name)
                + "'/></devices></domain>";

        String rewritten = DestinationXml.withListenAddresses(xml, Map.of("192.0.2.1", "192.0.2.2"))
                .orElseThrow();

        XmlElement graphics = SafeXml.parse("it", "domain", rewritten)
                .first("devices/graphics")
                .orElseThrow();
        assertThat(graphics.attribute("listen")).contains("192.0.2.2");
        assertThat(graphics.element().getAttribute("passwd")).isEqualTo(name);
    }

    @Provide
    Arbitrary<String> mutilations() {
        String whole = Recorded.xml("everything");
        Arbitrary<Integer> place = Arbitraries.integers().between(0, whole.length() - 1);
        Arbitrary<String> junk = Arbitraries.of("", "<", ">", "'", "&", "&#0;", "</domain>", "<disk/>", "\u0000", "-1");
        return Combinators.combine(place, place, junk).as((from, to, text) -> {
            int start = Math.min(from, to);
            int end = Math.min(Math.max(from, to), start + 40);
            return whole.substring(0, start) + text + whole.substring(end);
        });
    }

    @Provide
    Arbitrary<String> names() {
        return Arbitraries.strings()
                .withCharRange(' ', '~')
                .withChars('\n', '\t', '\u00e9', '\u4e2d', '<', '&', '"')
                .ofMaxLength(60);
    }

    private static String escaped(String text) {
        StringBuilder escaped = new StringBuilder();
        text.chars().forEach(character -> escaped.append("&#").append(character).append(';'));
        return escaped.toString();
    }
}
