package io.jenkins.plugins.libvirtmigration.evacuation;

import io.jenkins.plugins.libvirtmigration.evacuation.plan.Limits;
import java.nio.file.Path;

/** A process of its own that takes a slot, says so, and keeps it until it is killed. */
final class SlotHolder {
    private SlotHolder() {}

    public static void main(String[] arguments) throws InterruptedException {
        Slots slots = new FileSlots(Path.of(arguments[0]), FileSlotsTest.ONE);
        boolean taken = slots.take(new Limits.Lane("a", "b", false)).isPresent();
        System.out.println(taken ? "taken" : "none");
        Thread.sleep(60_000);
    }
}
