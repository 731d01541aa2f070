package io.jenkins.plugins.libvirtmigration.cli;

import io.jenkins.plugins.libvirtmigration.evacuation.EvacuationJob;
import io.jenkins.plugins.libvirtmigration.evacuation.EvacuationListener;
import io.jenkins.plugins.libvirtmigration.evacuation.EvacuationRequest;
import io.jenkins.plugins.libvirtmigration.evacuation.EvacuationRequest.Rhythm;
import io.jenkins.plugins.libvirtmigration.evacuation.Mover;
import io.jenkins.plugins.libvirtmigration.evacuation.plan.Goal;
import io.jenkins.plugins.libvirtmigration.evacuation.plan.Guest;
import io.jenkins.plugins.libvirtmigration.evacuation.world.LibvirtWorld;
import io.jenkins.plugins.libvirtmigration.evacuation.world.RouteFinder;
import io.jenkins.plugins.libvirtmigration.host.HypervisorAddress;
import io.jenkins.plugins.libvirtmigration.hypervisor.HypervisorLink;
import io.jenkins.plugins.libvirtmigration.migration.AbortSignal;
import io.jenkins.plugins.libvirtmigration.request.MigrationRequest;
import java.nio.file.Path;
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
            split = ",",
            paramLabel = "H",
            description = "Where its guests may go; separated by commas, or repeated. Where two are alike, the first"
                    + " is taken. With --inventory it may be left out: then all other hosts of it.")
    private List<HypervisorAddress> to = List.of();

    @Option(
            names = "--inventory",
            paramLabel = "FILE",
            description = "The site's hosts as JSON: {\"hosts\": [{\"name\": \"kvm-01\", \"address\":"
                    + " \"admin@10.0.0.1\", \"labels\": [\"rack-a\"]}]}. --host and --to may be names of it.")
    private Path inventory;

    @Option(
            names = "--label",
            paramLabel = "NAME",
            description = "Without --to: only hosts of the inventory that have this label. Repeatable; all are wanted.")
    private List<String> labels = List.of();

    @Option(
            names = "--goal",
            paramLabel = "spread|pack",
            defaultValue = "spread",
            description = "spread keeps the fullest destination as empty as can be; pack leaves idle destinations idle,"
                    + " so that they can be switched off. Default: spread.")
    private Goal goal;

    @Option(
            names = "--fail-fast",
            description = "Move nothing if a guest has no destination, and start nothing after a failure.")
    private boolean failFast;

    @Option(names = "--keep-going", description = "Go on with the others after a failure. The default.")
    private boolean keepGoing;

    @Option(
            names = "--tries",
            paramLabel = "N",
            defaultValue = "3",
            description =
                    "How often a guest is tried: on another destination each time, and where there is no other on the"
                            + " same again, unless that refused it. Default: 3.")
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

    private List<HypervisorAddress> resolved;

    HypervisorAddress host() {
        return resolved().get(0);
    }

    /** The host, then its destinations. */
    List<HypervisorAddress> addresses() {
        return resolved();
    }

    /** @throws IllegalArgumentException where there are no destinations, or the inventory is not as it should be */
    private List<HypervisorAddress> resolved() {
        if (resolved != null) {
            return resolved;
        }
        List<HypervisorAddress> all = new ArrayList<>();
        if (inventory == null) {
            if (to.isEmpty() || !labels.isEmpty()) {
                throw new IllegalArgumentException(
                        to.isEmpty()
                                ? "Where may the guests go? Give --to H,H or --inventory FILE."
                                : "--label chooses hosts of an inventory: give --inventory FILE, and no --to.");
            }
            all.add(host);
            all.addAll(to);
        } else {
            if (!to.isEmpty() && !labels.isEmpty()) {
                throw new IllegalArgumentException("--to and --label both say where guests may go: give one of them.");
            }
            InventoryFile site = InventoryFile.read(inventory);
            HypervisorAddress emptied = site.find(host).orElse(host);
            all.add(emptied);
            if (to.isEmpty()) {
                all.addAll(site.others(emptied, labels));
            } else {
                to.forEach(one -> all.add(site.find(one).orElse(one)));
            }
        }
        resolved = List.copyOf(all);
        return resolved;
    }

    /** @throws IllegalArgumentException naming an option whose value cannot be meant */
    EvacuationRequest request(FleetOptions fleet) {
        if (failFast && keepGoing) {
            throw new IllegalArgumentException(
                    "--keep-going and --fail-fast say what is to be done after a failure: give one of them.");
        }
        return new EvacuationRequest(
                host().name(),
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
            EvacuationListener listener,
            AbortSignal abort) {
        HypervisorLink source = hosts.get(host());
        LibvirtWorld world = new LibvirtWorld(
                source,
                resolved().stream().skip(1).map(hosts::get).toList(),
                new RouteFinder(RouteFinder.preflight(source, (guest, destination) -> moves.apply(guest)), abort),
                cpuOvercommit,
                includePoweredOff);
        return new EvacuationJob(request(fleet), world, mover, fleet.slots(hosts), listener);
    }
}
