package io.jenkins.plugins.libvirtmigration.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;

/**
 * Whether somebody looks at what is written. {@link System#console()} does not tell: it is about standard input and output,
 * and on some Java versions is there in every case (JDK-8308591).
 */
final class Terminal {
    private static final Path STANDARD_ERROR = Path.of("/proc/self/fd/2");
    private static final Pattern DEVICE = Pattern.compile("/dev/(pts/\\d+|tty\\w*|console)");

    private Terminal() {}

    static boolean isStandardError() {
        return isTerminal(STANDARD_ERROR);
    }

    /** @param descriptor a link to what is open, as Linux keeps one for each of a process's files */
    static boolean isTerminal(Path descriptor) {
        try {
            return DEVICE.matcher(Files.readSymbolicLink(descriptor).toString()).matches();
        } catch (IOException | UnsupportedOperationException e) {
            return false; // Not Linux: lines are always right.
        }
    }
}
