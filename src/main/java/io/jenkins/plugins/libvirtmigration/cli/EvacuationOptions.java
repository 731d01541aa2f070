package io.jenkins.plugins.libvirtmigration.cli;

import io.jenkins.plugins.libvirtmigration.evacuation.EvacuationJob;
import io.jenkins.plugins.libvirtmigration.evacuation.EvacuationListener;
import io.jenkins.plugins.libvirtmigration.evacuation.EvacuationRequest;
import io.jenkins.plugins.libvirtmigration.evacuation.EvacuationRequest.Rhythm;
import io.jenkins.plugins.libvirtmigration.evacuation.LibvirtWorld;
import io.jenkins.plugins.libvirtmigration.evacuation.Mover;
import io.jenkins.plugins.libvirtmigration.evacuation.RouteFinder;
import io.jenkins.plugins.libvirtmigration.evacuation.plan.Goal;
import io.jenkins.plugins.libvirtmigration.evacuation.plan.Guest;
import io.jenkins.plugins.libvirtmigration.host.HypervisorAddress;
import io.jenkins.plugins.libvirtmigration.hypervisor.HypervisorLink;
import io.jenkins.plugins.libvirtmigration.request.MigrationRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import picocli.CommandLine.Option;

/** Which host is emptied, and where to: the options of every command that empties one. */
final class EvacuationOptions {

    @Option(names = "--host", required = true, paramLabel = "H", description = "The host that is emptied.")
    private HypervisorAddress host;

    @Option(
            names = "--to",
            required = true,
            split = ",",
            paramLabel = "H",
            description = "Where its guests may go; separated by commas, or repeated. Where two are alike, the first"
                    + " is taken.")
    private List<HypervisorAddress> to;

    @Option(
            names = "--goal",
            paramLabel = "spread|pack",
            defaultValue = "spread",
            description = "spread keeps the fullest destination as empty as can be; pack leaves idle destinations idle,"
                    + " so that they can be switched off. Default: spread.")
    private Goal goal;

    @Option(
            names = "--fail-fast",
            description = "Move nothing if a guest has no destination, and start nothing after a failure. Default: go"
                    + " on with the others.")
    private boolean failFast;

    @Option(
            names = "--tries",
            paramLabel = "N",
            defaultValue = "3",
            description = "Destinations that a guest is tried on. Default: 3.")
    private int tries;

    @Option(
            names = "--cpu-overcommit",
            paramLabel = "RATIO",
            defaultValue = "4",
            description = "Virtual CPUs for each of a destination's. Default: 4.")
    private double cpuOvercommit;

    @Option(
            names = "--include-powered-off",
            description =
                    "Move guests that do not run too: their definitions, and their local disks by way of this machine."
                            + " Also those that were shut down because their metadata wishes it.")
    private boolean includePoweredOff;

    HypervisorAddress host() {
        return host;
    }

    /** The host, then its destinations. */
    List<HypervisorAddress> addresses() {
        List<HypervisorAddress> addresses = new ArrayList<>(List.of(host));
        addresses.addAll(to);
        return addresses;
    }

    /** @throws IllegalArgumentException naming an option whose value cannot be meant */
    EvacuationRequest request(FleetOptions fleet) {
        return new EvacuationRequest(
                host.name(),
                goal,
                fleet.limits(),
                fleet.totalBandwidth(),
                fleet.deadline(),
                failFast,
                tries,
                Rhythm.USUAL,
                includePoweredOff);
    }

    EvacuationJob job(
            FleetOptions fleet,
            Hosts hosts,
            Function<Guest, MigrationRequest> moves,
            Mover mover,
            EvacuationListener listener) {
        HypervisorLink source = hosts.get(host);
        LibvirtWorld world = new LibvirtWorld(
                source,
                to.stream().map(hosts::get).toList(),
                new RouteFinder(RouteFinder.preflight(source, moves)),
                cpuOvercommit,
                includePoweredOff);
        return new EvacuationJob(request(fleet), world, mover, fleet.slots(), listener);
    }
}
