package io.jenkins.plugins.libvirtmigration.preparation;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.libvirtmigration.preparation.examination.HostExamination;
import io.jenkins.plugins.libvirtmigration.preparation.examination.PairExamination;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The table in docs/preparation.md of the test by which each check was seen to find something: it names every check, and
 * the tests in it are there. That a test makes a host wrong it says itself; here only that it speaks of the check.
 */
class EveryCheckTest {
    private static final Pattern ROW = Pattern.compile("(?m)^\\| `(\\w+Test)` \\| (`.*`) \\|$");
    private static final Pattern ID = Pattern.compile("`([a-z0-9-]+)`");

    /** Where an examination makes checks of more than one id. */
    private static final Pattern MADE = Pattern.compile("(?:Subject\\.of|\\bknown)\\([^;()\"]*\"([a-z0-9-]+)\"");

    /** It has no check of its own: it is three. */
    private static final String SEVERAL = "ports-reachable";

    private static Map<String, Set<String>> table() {
        Map<String, Set<String>> table = new TreeMap<>();
        Matcher row = ROW.matcher(Guide.text("docs/preparation.md"));
        while (row.find()) {
            Set<String> ids = new TreeSet<>();
            ID.matcher(row.group(2)).results().forEach(id -> ids.add(id.group(1)));
            table.put(row.group(1), ids);
        }
        return table;
    }

    private static Set<String> named() {
        Set<String> all = new TreeSet<>();
        table().values().forEach(all::addAll);
        return all;
    }

    private static List<Path> sources(String folder) throws IOException {
        try (Stream<Path> files = Files.walk(Guide.root().resolve(folder))) {
            return files.filter(file -> file.toString().endsWith(".java")).toList();
        }
    }

    @Test
    void everyCheckIsInTheTableAndNoOther() throws IOException {
        Set<String> made = new TreeSet<>(List.of(Preparation.LOGIN, Rights.ID));
        Stream.concat(Catalogue.ofHosts().stream(), Catalogue.last().stream())
                .map(HostExamination::id)
                .forEach(made::add);
        Catalogue.ofPairs().stream().map(PairExamination::id).forEach(made::add);
        for (Path file : sources("src/main/java/io/jenkins/plugins/libvirtmigration/preparation")) {
            MADE.matcher(Files.readString(file)).results().forEach(id -> made.add(id.group(1)));
        }
        made.remove(SEVERAL);

        assertThat(named()).containsExactlyElementsOf(made).hasSizeGreaterThan(50);
    }

    @Test
    void theTestsOfTheTableAreThereAndThoseOfTheLabSpeakOfTheCheck() throws IOException {
        List<Path> sources = sources("src/test/java");
        for (Map.Entry<String, Set<String>> row : table().entrySet()) {
            List<Path> files = sources.stream()
                    .filter(file -> file.endsWith(row.getKey() + ".java"))
                    .toList();
            assertThat(files).as(row.getKey()).hasSize(1);
            if (row.getKey().endsWith("LabTest")) {
                String text = Files.readString(files.get(0));
                assertThat(row.getValue())
                        .allSatisfy(id -> assertThat(text)
                                .as(row.getKey())
                                .containsPattern("(?:tells|mended)\\(\\s*(?:CheckStatus\\.\\w+,\\s*)?\"" + id + "\""));
            }
        }
    }
}
