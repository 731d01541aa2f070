package io.jenkins.plugins.libvirtmigration.cli;

import io.jenkins.plugins.libvirtmigration.migration.AbortSignal;
import java.time.Duration;

/** What {@link InterruptTest} ends by a signal: work that listens, or, with an argument, work that does not. */
final class InterruptProgram {
    private InterruptProgram() {}

    @SuppressWarnings("try")
    public static void main(String[] arguments) throws InterruptedException {
        AbortSignal abort = new AbortSignal();
        Duration bound = Duration.ofSeconds(arguments.length == 0 ? 60 : 1);
        Runnable told = () -> {
            System.out.println("told");
            throw new IllegalStateException("the report\u001b[2J cannot be written");
        };
        try (Interrupt interrupt = new Interrupt(abort, bound, told)) {
            System.out.println("ready");
            abort.await(Duration.ofSeconds(60));
            if (arguments.length > 0) {
                Thread.sleep(60_000);
            }
            System.out.println("ended in order");
        }
    }
}
