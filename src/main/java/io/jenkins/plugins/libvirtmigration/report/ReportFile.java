package io.jenkins.plugins.libvirtmigration.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.jenkins.plugins.libvirtmigration.check.FileProblem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/**
 * {@code report.json}: every field, its unit and its source are in docs/report.md. Fields that a later minor version
 * adds are passed over when reading; another version of the format is refused.
 */
public final class ReportFile {
    public static final String NAME = "report.json";

    /** A report of 10,000 moves stays below; a larger file is something else and is not read into memory. */
    private static final long LARGEST = 256L << 20;

    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .annotationIntrospector(new KebabCaseWords())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .enable(SerializationFeature.INDENT_OUTPUT)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .enable(DeserializationFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
            .build();

    private ReportFile() {}

    /** Has the library that writes JSON ready: its start takes a third of a second, which the first report need not wait for. */
    public static void getReady() {
        json(new Report(
                Report.VERSION, Report.Kind.EVACUATE, Instant.EPOCH, null, null, null, null, List.of(), List.of()));
    }

    /**
     * Writes {@code report.json} into the directory, which is made if it is not there.
     *
     * @throws ReportException if that is impossible; an earlier report is then still whole
     */
    public static void write(Path directory, Report report) {
        AtomicFile.write(directory, NAME, (json(report) + "\n").getBytes(StandardCharsets.UTF_8));
    }

    /** The report as it stands in the file. */
    public static String json(Report report) {
        try {
            return MAPPER.writeValueAsString(SampleSeries.thin(report));
        } catch (JsonProcessingException e) {
            throw new ReportException("Cannot write the report as JSON: " + e.getOriginalMessage(), e);
        }
    }

    /**
     * @param path the file, or the directory that has it
     * @throws ReportException naming the file and what is wrong with it
     */
    public static Report read(Path path) {
        Path file = Files.isDirectory(path) ? path.resolve(NAME) : path;
        try {
            long size = Files.size(file);
            if (size > LARGEST) {
                throw new IOException("it has " + size + " bytes, which no report has");
            }
            return parse(Files.readString(file), file.toString());
        } catch (IOException e) {
            throw new ReportException("Cannot read the report " + file + ": " + FileProblem.of(e), e);
        }
    }

    /** @param origin where the text came from, for messages */
    public static Report parse(String json, String origin) {
        try {
            JsonNode tree = MAPPER.readTree(json);
            JsonNode version = tree.path("version");
            if (!version.isInt()) {
                throw new ReportException(origin + " is not a report: it has no version.", null);
            }
            if (version.intValue() != Report.VERSION) {
                throw new ReportException(
                        origin + " is a report of version " + version + "; this program reads version " + Report.VERSION
                                + ". Read it with the libvirt-migration that wrote it.",
                        null);
            }
            return MAPPER.treeToValue(tree, Report.class);
        } catch (JsonProcessingException e) {
            throw new ReportException(origin + " is not a report: " + e.getOriginalMessage(), e);
        }
    }
}
