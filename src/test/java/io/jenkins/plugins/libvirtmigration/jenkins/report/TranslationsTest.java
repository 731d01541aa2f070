package io.jenkins.plugins.libvirtmigration.jenkins.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Nobody sees a page half in one language and half in another. */
class TranslationsTest {
    private static final Path VIEWS = Path.of("src/main/resources/io/jenkins/plugins/libvirtmigration/jenkins/report");
    /** {@code ${%Text}} or {@code ${%key(argument)}}. */
    private static final Pattern TEXT = Pattern.compile("\\$\\{%([^}(]+)(\\([^}]*\\))?}");

    private static Properties read(Path file) throws IOException {
        Properties properties = new Properties();
        if (Files.exists(file)) {
            try (InputStream in = Files.newInputStream(file)) {
                properties.load(in);
            }
        }
        return properties;
    }

    @Test
    void everyTextOfAPageIsThereInGerman() throws IOException {
        List<Path> views;
        try (Stream<Path> files = Files.walk(VIEWS)) {
            views = files.filter(file -> file.toString().endsWith(".jelly")).toList();
        }
        int found = 0;
        for (Path view : views) {
            String name = view.toString().replaceFirst("\\.jelly$", "");
            Set<String> wanted = new TreeSet<>();
            Set<String> withArguments = new TreeSet<>();
            Matcher matcher = TEXT.matcher(Files.readString(view));
            while (matcher.find()) {
                wanted.add(matcher.group(1));
                if (matcher.group(2) != null) {
                    withArguments.add(matcher.group(1));
                }
            }
            found += wanted.size();
            assertThat(read(Path.of(name + "_de.properties")).stringPropertyNames())
                    .as(name)
                    .isEqualTo(wanted);
            assertThat(read(Path.of(name + ".properties")).stringPropertyNames())
                    .as(name)
                    .isEqualTo(withArguments);
        }
        assertThat(found).isGreaterThan(40);
    }

    @Test
    void everyMessageIsThereInGerman() throws IOException {
        assertThat(read(VIEWS.resolve("Messages_de.properties")).stringPropertyNames())
                .isNotEmpty()
                .isEqualTo(read(VIEWS.resolve("Messages.properties")).stringPropertyNames());
    }
}
