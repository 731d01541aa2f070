package io.jenkins.plugins.libvirtmigration.preparation.host;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A file of {@code name = value} lines as libvirt's daemons read it (virconf.c): of several lines with one name the first counts; text
 * in quotes; a number sign begins a comment. Lists are not read.
 */
public final class Settings {
    private static final Pattern LINE =
            Pattern.compile("\\s*([A-Za-z0-9_]+)\\s*=\\s*(?:\"([^\"]*)\"|'([^']*)'|([^\\s#\"']\\S*))?.*");

    private final String text;
    private final Map<String, String> values = new LinkedHashMap<>();

    public Settings(String text) {
        this.text = text;
        text.lines().map(LINE::matcher).filter(Matcher::matches).forEach(line -> {
            for (int group = 2; group <= 4; group++) {
                if (line.group(group) != null) {
                    values.putIfAbsent(line.group(1), line.group(group));
                }
            }
        });
    }

    public static Settings of(ExaminedHost host, String path) {
        return new Settings(host.shell().read(path).orElse(""));
    }

    public Optional<String> text(String name) {
        return Optional.ofNullable(values.get(name));
    }

    /** A number; empty where it is not set or is none. */
    public OptionalInt number(String name) {
        String value = values.get(name);
        return value == null || !value.matches("[0-9]{1,9}")
                ? OptionalInt.empty()
                : OptionalInt.of(Integer.parseInt(value));
    }

    /** The same file with one setting, in the place of the line that counted, else at the end. */
    public String with(String name, String value) {
        List<String> lines = new ArrayList<>(text.lines().toList());
        String line = name + " = " + value;
        int first = -1;
        for (int i = 0; i < lines.size() && first < 0; i++) {
            Matcher matcher = LINE.matcher(lines.get(i));
            if (matcher.matches() && matcher.group(1).equals(name)) {
                first = i;
            }
        }
        if (first < 0) {
            lines.add(line);
        } else {
            lines.set(first, line);
        }
        return String.join("\n", lines) + "\n";
    }
}
