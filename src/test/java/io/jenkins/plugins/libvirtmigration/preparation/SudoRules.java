package io.jenkins.plugins.libvirtmigration.preparation;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The commands of docs/prepare.sudoers, as sudo reads them: a program by its path, then its words as they stand there, or
 * an expression for all of them. That sudo itself reads them so is seen in the lab.
 */
final class SudoRules {
    private static final Pattern ALIAS = Pattern.compile("(?s)Cmnd_Alias LIBVIRT_LOOKS = (.*?)\n\n");
    private static final Pattern APART = Pattern.compile(", \\\\\n");

    private final List<String> commands;

    private SudoRules(List<String> commands) {
        this.commands = commands;
    }

    static SudoRules ofTheGuide() {
        var alias = ALIAS.matcher(Guide.text("docs/prepare.sudoers"));
        if (!alias.find()) {
            throw new AssertionError("no commands in docs/prepare.sudoers");
        }
        return new SudoRules(Arrays.stream(APART.split(alias.group(1).replaceFirst("^\\\\\n", "")))
                .map(String::strip)
                .toList());
    }

    boolean permits(String command) {
        return commands.stream().anyMatch(one -> permits(one, command));
    }

    private static boolean permits(String rule, String command) {
        int blank = rule.indexOf(' ');
        String program = rule.substring(rule.lastIndexOf('/', blank) + 1, blank);
        String words = rule.substring(blank + 1);
        String rest = command.startsWith(program + " ") ? command.substring(program.length() + 1) : "";
        return words.startsWith("^") ? rest.matches(words) : rest.equals(words.replace("\\,", ","));
    }
}
