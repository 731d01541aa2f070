package io.jenkins.plugins.libvirtmigration.hypervisor;

import io.jenkins.plugins.libvirtmigration.libvirt.HostMemory;
import io.jenkins.plugins.libvirtmigration.ssh.CommandOutput;
import io.jenkins.plugins.libvirtmigration.ssh.SshHost;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The kernel's own estimate of what it can give without swapping (MemAvailable in /proc/meminfo, since Linux 3.14), which
 * libvirt does not pass on: it alone knows how much of the page cache is shared memory, and stays.
 */
public final class KernelMemory {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final int KIB = 1024;
    /** No host has an exabyte; a figure with more digits is none. */
    private static final String FIGURE = ":\\s*(\\d{1,15}) kB$";

    private static final Pattern TOTAL = Pattern.compile("^MemTotal" + FIGURE, Pattern.MULTILINE);
    private static final Pattern AVAILABLE = Pattern.compile("^MemAvailable" + FIGURE, Pattern.MULTILINE);

    private KernelMemory() {}

    /** Empty where the host does not show it. */
    static Optional<HostMemory> read(SshHost host) {
        return of(host.run(PATIENCE, List.of("cat", "/proc/meminfo")));
    }

    /** @param output of {@code cat /proc/meminfo} */
    public static Optional<HostMemory> of(CommandOutput output) {
        OptionalLong total = bytes(TOTAL, output);
        OptionalLong available = bytes(AVAILABLE, output);
        return total.isPresent() && available.isPresent()
                ? Optional.of(new HostMemory(total.getAsLong(), available.getAsLong()))
                : Optional.empty();
    }

    private static OptionalLong bytes(Pattern line, CommandOutput output) {
        Matcher found = line.matcher(output.output());
        return output.succeeded() && found.find()
                ? OptionalLong.of(Long.parseLong(found.group(1)) * KIB)
                : OptionalLong.empty();
    }
}
