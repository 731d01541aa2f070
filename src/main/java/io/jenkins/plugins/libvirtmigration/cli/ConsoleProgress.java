package io.jenkins.plugins.libvirtmigration.cli;

import io.jenkins.plugins.libvirtmigration.migration.MigrationListener;
import io.jenkins.plugins.libvirtmigration.migration.Progress;
import io.jenkins.plugins.libvirtmigration.unit.Durations;
import java.io.PrintWriter;
import java.util.Locale;

/** Shows a move on standard error: a bar on a terminal, elsewhere a line every few seconds. */
final class ConsoleProgress implements MigrationListener {
    private static final int WIDTH = 30;
    private static final long LINE_EVERY_NANOS = 5_000_000_000L;
    private static final String CLEAR_LINE = "\r\u001b[K";

    private final PrintWriter out;
    private final boolean terminal;
    private long lastLine = Long.MIN_VALUE;

    ConsoleProgress(PrintWriter out, boolean terminal) {
        this.out = out;
        this.terminal = terminal;
    }

    @Override
    public synchronized void event(String sentence) {
        out.println((terminal ? CLEAR_LINE : "") + Printable.text(sentence));
        out.flush();
    }

    @Override
    public synchronized void progress(Progress progress) {
        if (terminal) {
            out.print(CLEAR_LINE + bar(progress.percent()) + " " + figures(progress));
            out.flush();
            return;
        }
        long now = System.nanoTime();
        if (lastLine == Long.MIN_VALUE || now - lastLine >= LINE_EVERY_NANOS) {
            lastLine = now;
            out.println(figures(progress));
            out.flush();
        }
    }

    /** Ends the line of the bar, so that what follows starts on its own. */
    synchronized void finish() {
        if (terminal) {
            out.print(CLEAR_LINE);
            out.flush();
        }
    }

    private static String bar(int percent) {
        int full = percent * WIDTH / 100;
        return "[" + "#".repeat(full) + "-".repeat(WIDTH - full) + "]";
    }

    private static String figures(Progress progress) {
        StringBuilder line = new StringBuilder()
                .append(String.format(Locale.ROOT, "%3d %%  ", progress.percent()))
                .append(mebibytes(progress.remainingBytes()))
                .append(" MiB left");
        progress.bytesPerSecond()
                .ifPresent(rate -> line.append(", ").append(mebibytes(rate)).append(" MiB/s"));
        progress.dirtyBytesPerSecond()
                .ifPresent(rate ->
                        line.append(", dirty rate ").append(mebibytes(rate)).append(" MiB/s"));
        progress.iteration().ifPresent(pass -> line.append(", pass ").append(pass));
        progress.left()
                .ifPresent(time ->
                        line.append(", about ").append(Durations.format(time)).append(" to go"));
        return line.toString();
    }

    private static String mebibytes(long bytes) {
        return String.format(Locale.ROOT, "%.1f", bytes / (double) (1 << 20));
    }
}
