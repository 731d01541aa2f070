package io.jenkins.plugins.libvirtmigration.report;

import io.jenkins.plugins.libvirtmigration.check.Check;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/**
 * {@code junit.xml}: a report in the form that every CI system shows as tests, one test for each guest and direction and
 * one for each check. Of a guest that was tried several times the last word counts.
 */
public final class JUnitFile {
    public static final String NAME = "junit.xml";

    private final Report report;
    private final Function<MigrationRecord, Optional<String>> complaints;

    private JUnitFile(Report report, Function<MigrationRecord, Optional<String>> complaints) {
        this.report = report;
        this.complaints = complaints;
    }

    /**
     * Writes {@code junit.xml} into the directory, which is made if it is not there.
     *
     * @param complaints why a move that succeeded does not pass all the same
     * @throws ReportException if that is impossible; an earlier file is then still whole
     */
    public static void write(Path directory, Report report, Function<MigrationRecord, Optional<String>> complaints) {
        AtomicFile.write(directory, NAME, xml(report, complaints).getBytes(StandardCharsets.UTF_8));
    }

    static String xml(Report report, Function<MigrationRecord, Optional<String>> complaints) {
        // By way of characters: the JDK's writer of bytes would tear characters beyond the first plane apart.
        StringWriter text = new StringWriter();
        try {
            XMLStreamWriter xml = XMLOutputFactory.newFactory().createXMLStreamWriter(text);
            new JUnitFile(report, complaints).write(xml);
            xml.close();
        } catch (XMLStreamException e) {
            throw new ReportException("Cannot write the report as JUnit's XML: " + e.getMessage(), e);
        }
        return text.toString();
    }

    private enum Result {
        PASSED,
        FAILED,
        SKIPPED
    }

    /**
     * @param message why it failed or was skipped
     * @param output what else is known
     */
    private record Case(String name, Long millis, Result result, String message, String output) {}

    private void write(XMLStreamWriter xml) throws XMLStreamException {
        Map<String, List<Case>> suites = suites();
        xml.writeStartDocument("UTF-8", "1.0");
        xml.writeStartElement("testsuites");
        attribute(xml, "name", "libvirt-migration");
        totals(xml, suites.values().stream().flatMap(List::stream).toList());
        for (Map.Entry<String, List<Case>> suite : suites.entrySet()) {
            xml.writeStartElement("testsuite");
            attribute(xml, "name", suite.getKey());
            totals(xml, suite.getValue());
            attribute(
                    xml,
                    "timestamp",
                    DateTimeFormatter.ISO_LOCAL_DATE_TIME
                            .withZone(ZoneOffset.UTC)
                            .format(report.startedAt().truncatedTo(ChronoUnit.SECONDS)));
            for (Case one : suite.getValue()) {
                write(xml, suite.getKey(), one);
            }
            xml.writeEndElement();
        }
        xml.writeEndElement();
        xml.writeEndDocument();
    }

    private static void totals(XMLStreamWriter xml, List<Case> cases) throws XMLStreamException {
        attribute(xml, "tests", Integer.toString(cases.size()));
        attribute(xml, "failures", Long.toString(count(cases, Result.FAILED)));
        attribute(xml, "errors", "0");
        attribute(xml, "skipped", Long.toString(count(cases, Result.SKIPPED)));
        attribute(
                xml,
                "time",
                seconds(cases.stream()
                        .mapToLong(one -> one.millis() == null ? 0 : one.millis())
                        .sum()));
    }

    private static long count(List<Case> cases, Result result) {
        return cases.stream().filter(one -> one.result() == result).count();
    }

    private static void write(XMLStreamWriter xml, String suite, Case one) throws XMLStreamException {
        xml.writeStartElement("testcase");
        attribute(xml, "classname", suite);
        attribute(xml, "name", one.name());
        attribute(xml, "time", seconds(one.millis() == null ? 0 : one.millis()));
        if (one.result() != Result.PASSED) {
            xml.writeStartElement(one.result() == Result.FAILED ? "failure" : "skipped");
            attribute(xml, "message", one.message());
            xml.writeEndElement();
        }
        xml.writeStartElement("system-out");
        xml.writeCharacters(legal(one.output()));
        xml.writeEndElement();
        xml.writeEndElement();
    }

    private static void attribute(XMLStreamWriter xml, String name, String value) throws XMLStreamException {
        xml.writeAttribute(name, legal(value == null ? "" : value));
    }

    /** XML 1.0 has no way at all to write most control characters; they, and those that mislead the eye, are shown. */
    private static String legal(String text) {
        StringBuilder legal = new StringBuilder(text.length());
        text.codePoints().forEach(point -> {
            int type = Character.getType(point);
            if (type == Character.CONTROL
                    || type == Character.FORMAT
                    || type == Character.SURROGATE
                    || type == Character.UNASSIGNED) {
                legal.append(String.format("\\u%04X", point));
            } else {
                legal.appendCodePoint(point);
            }
        });
        return legal.toString();
    }

    private static String seconds(long millis) {
        return String.format(Locale.ROOT, "%.3f", millis / 1000.0);
    }

    private Map<String, List<Case>> suites() {
        String kind = report.kind().name().toLowerCase(Locale.ROOT);
        String host = report.host() == null ? "" : " " + report.host();
        Map<String, Map<String, MigrationRecord>> moves = new LinkedHashMap<>();
        for (MigrationRecord move : report.migrations()) {
            moves.computeIfAbsent(kind + host + direction(move), name -> new LinkedHashMap<>())
                    .put(move.uuid() == null ? move.vm() : move.uuid(), move);
        }
        Map<String, List<Case>> suites = new LinkedHashMap<>();
        moves.forEach((name, last) ->
                suites.put(name, unique(last.values().stream().map(this::of).toList())));
        if (!report.checks().isEmpty()) {
            suites.put(
                    kind + host + " checks",
                    unique(report.checks().stream().map(JUnitFile::of).toList()));
        }
        return suites;
    }

    /** In a drill each guest goes and comes back. */
    private String direction(MigrationRecord move) {
        if (report.kind() != Report.Kind.DRILL) {
            return "";
        }
        return report.host() != null && report.host().equals(move.source()) ? " away" : " home";
    }

    private Case of(MigrationRecord move) {
        String reason = move.reason() == null ? "" : move.reason();
        Optional<String> complaint = complaints.apply(move);
        Result result = move.outcome() == Outcome.SKIPPED
                ? Result.SKIPPED
                : move.outcome() == Outcome.SUCCEEDED && complaint.isEmpty() ? Result.PASSED : Result.FAILED;
        String message = move.outcome() == null
                ? "It has not ended."
                : move.outcome() == Outcome.SUCCEEDED ? complaint.orElse("") : reason;
        return new Case(move.vm() == null ? "" : move.vm(), move.totalMillis(), result, message, figures(move));
    }

    private static String figures(MigrationRecord move) {
        List<String> figures = new ArrayList<>();
        figures.add("from " + move.source() + (move.destination() == null ? "" : " to " + move.destination()));
        figures.add(move.runsOn() == null ? "where it runs is not proven" : "runs on " + move.runsOn());
        if (move.downtimeMillis() != null) {
            figures.add("downtime by libvirt " + move.downtimeMillis() + " ms");
        }
        if (move.probe() != null && move.probe().longestGapMillis() != null) {
            figures.add("longest silence seen from outside " + move.probe().longestGapMillis() + " ms");
        }
        return String.join(", ", figures);
    }

    private static Case of(Check check) {
        String name = check.id() + " (" + check.host() + (check.peer() == null ? "" : " and " + check.peer()) + ")";
        return new Case(
                name, null, check.hasFailed() ? Result.FAILED : Result.PASSED, check.sentence(), check.sentence());
    }

    /** CI systems take tests of one name for one test: the second is numbered. */
    private static List<Case> unique(List<Case> cases) {
        Map<String, Integer> seen = new HashMap<>();
        return cases.stream()
                .map(one -> {
                    int number = seen.merge(one.name(), 1, Integer::sum);
                    return number == 1
                            ? one
                            : new Case(
                                    one.name() + " #" + number,
                                    one.millis(),
                                    one.result(),
                                    one.message(),
                                    one.output());
                })
                .toList();
    }
}
