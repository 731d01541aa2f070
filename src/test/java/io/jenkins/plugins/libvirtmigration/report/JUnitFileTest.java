package io.jenkins.plugins.libvirtmigration.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.libvirtmigration.check.Check;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.xpath.XPath;
import javax.xml.xpath.XPathFactory;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;

class JUnitFileTest {

    private static MigrationRecord move(String vm, String uuid, String source, Outcome outcome, String reason) {
        return MigrationRecordBuilder.builder()
                .vm(vm)
                .uuid(uuid)
                .source(source)
                .destination("kvm-02")
                .outcome(outcome)
                .reason(reason)
                .runsOn("kvm-02")
                .totalMillis(1234L)
                .downtimeMillis(85L)
                .build();
    }

    private static Report report(Report.Kind kind, List<MigrationRecord> moves, List<Check> checks) {
        return new Report(1, kind, Instant.EPOCH, null, Outcome.FAILED, "kvm-01", null, moves, checks);
    }

    private static Document parse(Report report) throws Exception {
        String xml = JUnitFile.xml(
                report,
                move -> move.outcome() == Outcome.SUCCEEDED && "slow".equals(move.vm())
                        ? Optional.of("too slow")
                        : Optional.empty());
        return DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(xml.getBytes(StandardCharsets.UTF_8)));
    }

    private static String at(Document document, String path) throws Exception {
        XPath xpath = XPathFactory.newInstance().newXPath();
        return xpath.evaluate(path, document);
    }

    @Test
    void eachGuestIsATestWithItsReason() throws Exception {
        Document document = parse(report(
                Report.Kind.EVACUATE,
                List.of(
                        move("web", "1", "kvm-01", Outcome.SUCCEEDED, null),
                        move("db", "2", "kvm-01", Outcome.FAILED, "no bridge"),
                        move("old", "3", "kvm-01", Outcome.SKIPPED, "its strategy is skip"),
                        move("slow", "4", "kvm-01", Outcome.SUCCEEDED, null),
                        move("open", "5", "kvm-01", null, null)),
                List.of()));

        assertThat(at(document, "/testsuites/@tests")).isEqualTo("5");
        assertThat(at(document, "/testsuites/@failures")).isEqualTo("3");
        assertThat(at(document, "/testsuites/@skipped")).isEqualTo("1");
        assertThat(at(document, "/testsuites/testsuite/@name")).isEqualTo("evacuate kvm-01");
        assertThat(at(document, "//testcase[@name='web']/@time")).isEqualTo("1.234");
        assertThat(at(document, "count(//testcase[@name='web']/failure)")).isEqualTo("0");
        assertThat(at(document, "//testcase[@name='web']/system-out")).contains("downtime by libvirt 85 ms");
        assertThat(at(document, "//testcase[@name='db']/failure/@message")).isEqualTo("no bridge");
        assertThat(at(document, "//testcase[@name='old']/skipped/@message")).isEqualTo("its strategy is skip");
        assertThat(at(document, "//testcase[@name='slow']/failure/@message")).isEqualTo("too slow");
        assertThat(at(document, "//testcase[@name='open']/failure/@message")).isEqualTo("It has not ended.");
    }

    @Test
    void ofAGuestThatWasTriedTwiceTheLastWordCounts() throws Exception {
        Document document = parse(report(
                Report.Kind.EVACUATE,
                List.of(
                        move("web", "1", "kvm-01", Outcome.FAILED, "the first destination died"),
                        move("web", "1", "kvm-01", Outcome.SUCCEEDED, null)),
                List.of()));

        assertThat(at(document, "/testsuites/@tests")).isEqualTo("1");
        assertThat(at(document, "/testsuites/@failures")).isEqualTo("0");
    }

    @Test
    void aDrillHasASuiteForEachDirection() throws Exception {
        Document document = parse(report(
                Report.Kind.DRILL,
                List.of(
                        move("web", "1", "kvm-01", Outcome.SUCCEEDED, null),
                        move("web", "1", "kvm-02", Outcome.FAILED, "home is full")),
                List.of(Check.failed("kvm-01", null, "drill-return", "a", "b", "c"))));

        assertThat(at(document, "//testsuite[@name='drill kvm-01 away']/@failures"))
                .isEqualTo("0");
        assertThat(at(document, "//testsuite[@name='drill kvm-01 home']/@failures"))
                .isEqualTo("1");
        assertThat(at(document, "//testsuite[@name='drill kvm-01 checks']/testcase/@name"))
                .isEqualTo("drill-return (kvm-01)");
        assertThat(at(document, "//testsuite[@name='drill kvm-01 checks']/testcase/failure/@message"))
                .contains("found a, expected b");
    }

    @Test
    void twoGuestsOfOneNameAreTwoTests() throws Exception {
        Document document = parse(report(
                Report.Kind.EVACUATE,
                List.of(
                        move("web", "1", "kvm-01", Outcome.SUCCEEDED, null),
                        move("web", "2", "kvm-01", Outcome.SUCCEEDED, null)),
                List.of()));

        assertThat(at(document, "count(//testcase[@name='web'])")).isEqualTo("1");
        assertThat(at(document, "count(//testcase[@name='web #2'])")).isEqualTo("1");
    }

    @Test
    void whatXmlCannotHoldIsShownAndMarkupStaysText() throws Exception {
        String hostile = "<b>&\"]]>\u0000\u001b[31m\ud800\ufffe\u202e\ud83d\ude00";

        Document document = parse(
                report(Report.Kind.MIGRATE, List.of(move(hostile, "1", "kvm-01", Outcome.FAILED, hostile)), null));

        String shown = "<b>&\"]]>\\u0000\\u001B[31m\\uD800\\uFFFE\\u202E\ud83d\ude00";
        assertThat(at(document, "//testcase/@name")).isEqualTo(shown);
        assertThat(at(document, "//testcase/failure/@message")).isEqualTo(shown);
    }

    @Property(tries = 300)
    void anyNameGivesXmlThatCanBeRead(@ForAll String vm, @ForAll String reason) throws Exception {
        Document document =
                parse(report(Report.Kind.MIGRATE, List.of(move(vm, "1", "kvm-01", Outcome.FAILED, reason)), null));

        assertThat(at(document, "/testsuites/@failures")).isEqualTo("1");
    }

    @Test
    void isWrittenBesideTheReport(@TempDir Path directory) throws Exception {
        JUnitFile.write(
                directory.resolve("new"), report(Report.Kind.MIGRATE, List.of(), null), move -> Optional.empty());

        assertThat(Files.readString(directory.resolve("new/junit.xml")))
                .startsWith("<?xml")
                .contains("tests=\"0\"");
    }
}
