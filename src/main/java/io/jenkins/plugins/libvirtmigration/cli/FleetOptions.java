package io.jenkins.plugins.libvirtmigration.cli;

import io.jenkins.plugins.libvirtmigration.evacuation.HomecomingRequest;
import io.jenkins.plugins.libvirtmigration.evacuation.plan.Limits;
import io.jenkins.plugins.libvirtmigration.evacuation.slots.FileSlots;
import io.jenkins.plugins.libvirtmigration.evacuation.slots.HostIdentities;
import io.jenkins.plugins.libvirtmigration.evacuation.slots.Slots;
import io.jenkins.plugins.libvirtmigration.unit.Bandwidth;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Limits of many moves at once: the options of every command that moves more than one guest. */
final class FleetOptions {

    @Option(
            names = "--parallel",
            paramLabel = "N",
            defaultValue = "2",
            description = "At most N moves out of a host at once. More do not end sooner, and each guest is silent for"
                    + " longer. Default: 2.")
    private int parallel;

    @Option(
            names = "--parallel-in",
            paramLabel = "N",
            defaultValue = "2",
            description = "At most N moves into a host at once. Default: 2.")
    private int parallelIn;

    @Option(
            names = "--parallel-total",
            paramLabel = "N",
            defaultValue = "5",
            description = "At most N moves at once by all processes of this user on this machine. Default: 5.")
    private int parallelTotal;

    @Option(
            names = "--parallel-copies",
            paramLabel = "N",
            defaultValue = "1",
            description = "At most N of them out of or into a host copy disks. Default: 1.")
    private int parallelCopies;

    @Option(
            names = "--total-bandwidth",
            paramLabel = "RATE",
            description = "Shared out among the moves under way. Default: no limit.")
    private Bandwidth totalBandwidth;

    @Option(
            names = "--deadline",
            paramLabel = "TIME",
            defaultValue = "60m",
            description = "For the whole run: nothing starts later, and what is under way is aborted. Default: 60m.")
    private Duration deadline;

    @Option(
            names = "--shutdown-timeout",
            paramLabel = "TIME",
            defaultValue = "5m",
            description =
                    "How long a guest may take to shut down whose metadata wishes that (shutdown, cold). It is never"
                            + " forced. Default: 5m.")
    private Duration shutdownTimeout;

    @Option(
            names = "--state",
            paramLabel = "DIR",
            description = "Where processes that share the limits meet. Default: ~/.local/state/libvirt-migration.")
    private Path state;

    Limits limits() {
        return new Limits(parallel, parallelIn, parallelTotal, parallelCopies);
    }

    Slots slots(Hosts hosts) {
        return new FileSlots(
                state == null ? FileSlots.usualDirectory() : state, limits(), new HostIdentities(hosts.all()));
    }

    Optional<Bandwidth> totalBandwidth() {
        return Optional.ofNullable(totalBandwidth);
    }

    Duration shutdownTimeout() {
        return shutdownTimeout;
    }

    Duration deadline() {
        return deadline;
    }

    HomecomingRequest home(boolean replaceLeftImages) {
        return new HomecomingRequest(limits(), totalBandwidth(), deadline, replaceLeftImages);
    }
}
