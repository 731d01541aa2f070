package io.jenkins.plugins.libvirtmigration.evacuation.slots;

import io.jenkins.plugins.libvirtmigration.evacuation.plan.Limits;
import java.nio.file.Path;

/** A process of its own that takes slots until it gets none, says how many it got, and keeps them until it is killed. */
final class SlotHolder {
    /** Promised for each place. */
    static final long BYTES = 1000;

    private SlotHolder() {}

    /** @param arguments the directory, and how many places there are */
    public static void main(String[] arguments) throws InterruptedException {
        int places = Integer.parseInt(arguments[1]);
        Slots slots = new FileSlots(Path.of(arguments[0]), new Limits(places, places, places, 1));
        int taken = 0;
        while (slots.take(new Limits.Lane("a", "b", false), BYTES).isPresent()) {
            taken++;
        }
        System.out.println(taken);
        Thread.sleep(60_000);
    }
}
