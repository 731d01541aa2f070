package io.jenkins.plugins.libvirtmigration.preparation.host;

import io.jenkins.plugins.libvirtmigration.ssh.CommandOutput;
import java.util.ArrayList;
import java.util.List;

/** virsh on the host itself, for what the library for Java does not offer. Names are passed as quoted words. */
public final class Virsh {
    private static final List<String> CALL = List.of("virsh", "-q", "-c", "qemu:///system");

    private final HostShell shell;

    public Virsh(ExaminedHost host) {
        this.shell = host.shell();
    }

    /** @throws NotSeenException with virsh's own words where it fails */
    public String output(String... words) {
        return shell.output(all(words));
    }

    public CommandOutput run(String... words) {
        return shell.run(all(words));
    }

    /** One name a line, as {@code --name} prints them. */
    public List<String> names(String... words) {
        return output(words)
                .lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .toList();
    }

    /** What virsh complained of: its first line only says that it could not connect, the next one why. */
    public static String complaint(CommandOutput said) {
        return said.errors()
                .lines()
                .map(line -> line.replaceFirst("^error: ", "").strip())
                .filter(line -> !line.isEmpty() && !line.equals("failed to connect to the hypervisor"))
                .findFirst()
                .orElse("no answer");
    }

    private static String[] all(String... words) {
        List<String> all = new ArrayList<>(CALL);
        all.addAll(List.of(words));
        return all.toArray(String[]::new);
    }
}
