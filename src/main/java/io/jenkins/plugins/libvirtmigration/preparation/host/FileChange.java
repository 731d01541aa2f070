package io.jenkins.plugins.libvirtmigration.preparation.host;

import io.jenkins.plugins.libvirtmigration.ssh.CommandOutput;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.Optional;

/**
 * A text file on a host, replaced whole or not at all, with the old one kept.
 *
 * <p>Not for secrets: the new text is an argument of a command on the host, for a moment visible to its users.
 *
 * @param before the text that was there when it was decided to change it, empty where there was no file
 * @param mode of a file that is new, in octal; one that was there keeps its owner and mode
 * @param kept where the old one is kept
 */
public record FileChange(String path, Optional<String> before, String after, String mode, String kept) {
    /** Linux gives one argument 128 KiB (MAX_ARG_STRLEN); no file that is changed here comes near. */
    private static final int LONGEST = 100_000;

    private static final String ABSENT = "absent";
    private static final String KEPT = "/var/lib/libvirt-migration/kept";
    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss.SSS'Z'").withZone(ZoneOffset.UTC);

    /** Prints the sum of the file as it is, or "absent". */
    private static final String SUM =
            "if [ -e \"$f\" ]; then sum=$(sha256sum < \"$f\"); sum=${sum%% *};" + " else sum=" + ABSENT + "; fi; ";

    /** A file that was renamed onto another keeps its own label, with which SELinux may let nobody read it in that place. */
    private static final String LABEL = "if command -v restorecon >/dev/null; then restorecon -- \"$f\"; fi";

    /**
     * $1 path, $2 text, $3 mode, $4 sum of what must be there, $5 where the old file is kept. Written beside the file,
     * flushed, then renamed onto it; owner, mode and SELinux label are those of the old file.
     */
    private static final String REPLACE = "set -eu; f=$(readlink -m -- \"$1\"); " + SUM
            + "[ \"$sum\" = \"$4\" ] || { echo \"$f was changed by somebody else meanwhile\" >&2; exit 3; }; "
            + "umask 077; d=$(dirname -- \"$f\"); [ -d \"$d\" ] || (umask 022; mkdir -p -- \"$d\"); "
            + "t=$(mktemp -- \"$d/.libvirt-migration.XXXXXX\"); trap 'rm -f -- \"$t\"' EXIT; "
            + "if [ -e \"$f\" ]; then mkdir -p -- \"$(dirname -- \"$5\")\";"
            + " cp --preserve=all -- \"$f\" \"$5\" 2>/dev/null || cp -p -- \"$f\" \"$5\";"
            + " cp --preserve=all -- \"$f\" \"$t\" 2>/dev/null || cp -p -- \"$f\" \"$t\"; fi; "
            + "printf %s \"$2\" > \"$t\"; [ -e \"$f\" ] || chmod \"$3\" \"$t\"; sync \"$t\"; mv -T -- \"$t\" \"$f\"; "
            + LABEL;

    /** $1 path, $2 where the old file is kept, $3 sum of what we wrote. Puts the old file back, or takes ours away. */
    private static final String RESTORE = "set -eu; f=$(readlink -m -- \"$1\"); " + SUM
            + "[ \"$sum\" = \"$3\" ] || { echo \"$f was changed by somebody else meanwhile\" >&2; exit 3; }; "
            + "if [ -e \"$2\" ]; then t=$(mktemp -- \"$(dirname -- \"$f\")/.libvirt-migration.XXXXXX\");"
            + " cp --preserve=all -- \"$2\" \"$t\" 2>/dev/null || cp -p -- \"$2\" \"$t\"; mv -T -- \"$t\" \"$f\"; "
            + LABEL + "; else rm -f -- \"$f\"; fi";

    public FileChange(String path, Optional<String> before, String after, String mode) {
        this(path, before, after, mode, KEPT + "/" + STAMP.format(Instant.now()) + path);
    }

    /** What takes a change back. */
    public interface Undo {
        /** @throws IllegalStateException where that is impossible, saying where the old file is */
        void undo();
    }

    public boolean isNeeded() {
        return !before.equals(Optional.of(after));
    }

    /** The file, and where its old one is. */
    public String describe() {
        return path + (before.isPresent() ? ", the old one is " + kept : "");
    }

    public String diff() {
        return describe() + ":\n" + TextDiff.between(before.orElse(""), after);
    }

    /** @throws IllegalStateException where the file could not be replaced; it is then as it was */
    public Undo make(HostShell shell) {
        if (quotedBytes(after) > LONGEST) {
            throw new IllegalStateException(path + " is longer than " + LONGEST + " bytes: change it by hand.");
        }
        CommandOutput said = shell.asRoot(
                "sh",
                "-c",
                REPLACE,
                "sh",
                path,
                after,
                mode,
                before.map(FileChange::sum).orElse(ABSENT),
                kept);
        require(said, path + " was not changed");
        return () -> require(
                shell.asRoot("sh", "-c", RESTORE, "sh", path, kept, sum(after)),
                path + " could not be put back; the old file is " + kept);
    }

    /** On the way to the host it is in single quotes, where one of its own takes four bytes. */
    private static long quotedBytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length
                + 3 * text.chars().filter(letter -> letter == '\'').count();
    }

    private static void require(CommandOutput said, String what) {
        if (!said.succeeded()) {
            throw new IllegalStateException(what + ": " + HostShell.firstLine(said.errors()));
        }
    }

    private static String sum(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256.", e);
        }
    }
}
