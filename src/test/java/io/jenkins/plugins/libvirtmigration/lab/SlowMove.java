package io.jenkins.plugins.libvirtmigration.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;

/**
 * A move that is under way and does not end before the test lets it: memory and disks are held to 1 MiB/s, which takes a
 * guest of the lab the better part of a minute, on however fast or slow a machine.
 */
final class SlowMove {
    private static final Duration BOUND = Duration.ofMinutes(2);
    private static final Pattern CARRIES = Pattern.compile("(?m)^Data processed: +[1-9]");

    private final Lab lab;
    private final Guest guest;
    private final String from;
    private final Migrate migrate;
    private final Running running;

    private SlowMove(Lab lab, Guest guest, String from, Migrate migrate) {
        this.lab = lab;
        this.guest = guest;
        this.from = from;
        this.migrate = migrate;
        this.running = migrate.start();
    }

    /** Starts it, and waits until it carries bytes. */
    static SlowMove start(Lab lab, Guest guest, String from, String to, String... options) {
        List<String> all = new ArrayList<>(List.of("--bandwidth", "1MiB/s"));
        all.addAll(List.of(options));
        SlowMove move = new SlowMove(lab, guest, from, Migrate.of(lab, guest, from, to, all.toArray(String[]::new)));
        move.await(
                "a job that carries bytes",
                () -> CARRIES.matcher(move.virsh("domjobinfo", guest.name())).find());
        return move;
    }

    Running running() {
        return running;
    }

    /** From now on it goes as fast as the link. */
    void letGo() {
        lab.on(from, "virsh", "-q", "migrate-setspeed", guest.name(), "100000");
    }

    /** The program is gone at once, as after a crash of its machine. */
    void kill() {
        running.signal("KILL");
        running.await(BOUND);
    }

    /** Until the program has said this. */
    void awaitSaid(String words) {
        await("\"" + words + "\"", () -> running.soFar().err().contains(words));
    }

    /** What virsh says on the source, whatever its status. */
    String virsh(String... words) {
        List<String> all = new ArrayList<>(List.of("on", from, "virsh"));
        all.addAll(List.of(words));
        return lab.run(all.toArray(String[]::new)).out();
    }

    private void await(String what, BooleanSupplier seen) {
        Waiting.until(what, () -> {
            assertThat(running.isAlive())
                    .as("it was over too early: " + running.soFar())
                    .isTrue();
            return seen.getAsBoolean();
        });
    }

    Migrate.Done end() {
        return migrate.end(running);
    }
}
