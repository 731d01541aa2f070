package io.jenkins.plugins.libvirtmigration.preparation.host;

import io.jenkins.plugins.libvirtmigration.ssh.CommandOutput;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** virsh on the host itself, for what the library for Java does not offer. Names are passed as quoted words. */
public final class Virsh {
    private static final List<String> CALL = List.of("virsh", "-q", "-c", "qemu:///system");

    private static final Pattern OF_NO_USE = Pattern.compile("[Ff]ailed to (connect to the hypervisor|\\w+ pool .*)");

    private final ExaminedHost host;

    public Virsh(ExaminedHost host) {
        this.host = host;
    }

    /** @throws NotSeenException with virsh's own words where it fails, or where the daemon is known not to answer */
    public String output(String... words) {
        host.requireNotSilent();
        return host.shell().output(all(words));
    }

    /** @throws NotSeenException where the daemon is known not to answer */
    public CommandOutput run(String... words) {
        host.requireNotSilent();
        return host.shell().run(all(words));
    }

    /** One name a line, as {@code --name} prints them. */
    public List<String> names(String... words) {
        return output(words)
                .lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .toList();
    }

    /** What virsh complained of: its first line only says what it could not do, the next one why. */
    public static String complaint(CommandOutput said) {
        return said.errors()
                .lines()
                .map(line -> line.replaceFirst("^error: ", "").strip())
                .filter(line -> !line.isEmpty() && !OF_NO_USE.matcher(line).matches())
                .findFirst()
                .orElse(said.errors().isBlank() ? "no answer" : HostShell.firstLine(said.errors()));
    }

    private static String[] all(String... words) {
        List<String> all = new ArrayList<>(CALL);
        all.addAll(List.of(words));
        return all.toArray(String[]::new);
    }
}
