package io.jenkins.plugins.libvirtmigration.evacuation.world;

import io.jenkins.plugins.libvirtmigration.check.Check;
import io.jenkins.plugins.libvirtmigration.evacuation.plan.Amount;
import io.jenkins.plugins.libvirtmigration.evacuation.plan.Guest;
import io.jenkins.plugins.libvirtmigration.evacuation.plan.HostCapacity;
import io.jenkins.plugins.libvirtmigration.evacuation.plan.Route;
import io.jenkins.plugins.libvirtmigration.host.HypervisorUnreachableException;
import io.jenkins.plugins.libvirtmigration.hypervisor.Approach;
import io.jenkins.plugins.libvirtmigration.hypervisor.Hypervisor;
import io.jenkins.plugins.libvirtmigration.hypervisor.HypervisorLink;
import io.jenkins.plugins.libvirtmigration.libvirt.DomainFigures;
import io.jenkins.plugins.libvirtmigration.libvirt.HostMemory;
import io.jenkins.plugins.libvirtmigration.libvirt.LibvirtCallException;
import io.jenkins.plugins.libvirtmigration.libvirt.LibvirtConnection;
import io.jenkins.plugins.libvirtmigration.ssh.CommandOutput;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;

/** The world as the hosts' libvirt daemons tell it. */
public final class LibvirtWorld implements World {
    private static final Duration COMMAND_BOUND = Duration.ofSeconds(10);

    private final HypervisorLink source;
    private final List<HypervisorLink> destinations;
    private final Approach approach;
    private final RouteFinder routes;
    private final HostCpus cpus;
    private final GuestReader reader;
    private final Map<String, String> linkByHostName = new HashMap<>();
    private final Set<String> asked = new HashSet<>();

    /**
     * @param routes judges pairs of guest and destination
     * @param cpuOvercommit virtual CPUs for each logical one of a destination
     */
    public LibvirtWorld(
            HypervisorLink source, List<HypervisorLink> destinations, RouteFinder routes, double cpuOvercommit) {
        this(source, destinations, routes, cpuOvercommit, false);
    }

    /** @param poweredOffToo guests that do not run are to be moved too, so their metadata is read */
    public LibvirtWorld(
            HypervisorLink source,
            List<HypervisorLink> destinations,
            RouteFinder routes,
            double cpuOvercommit,
            boolean poweredOffToo) {
        this.source = source;
        this.destinations = List.copyOf(destinations);
        this.approach = new Approach(this.destinations);
        this.routes = routes;
        this.cpus = new HostCpus(cpuOvercommit);
        this.reader = new GuestReader(poweredOffToo);
    }

    @Override
    public void approach() {
        approach.begin();
    }

    @Override
    public List<Seen> look() {
        LibvirtConnection host = source.get().libvirt();
        return host.allDomains().stream()
                .map(domain -> new Seen(withPins(reader.read(host, domain)), domain.state()))
                .toList();
    }

    /** A pin may name a destination as the request does, or as the host calls itself. */
    private Guest withPins(Guest guest) {
        if (guest.pins().isEmpty()) {
            return guest;
        }
        learnNames();
        return guest.withPins(guest.pins().stream()
                .map(pin -> linkByHostName.getOrDefault(pin, pin))
                .collect(Collectors.toSet()));
    }

    /** Each is asked once: one that is silent must not hold up every look. It is learnt at the next survey that it answers. */
    private void learnNames() {
        for (HypervisorLink link : destinations) {
            if (asked.add(link.name())) {
                try {
                    learnName(link);
                } catch (HypervisorUnreachableException | LibvirtCallException e) {
                    // Until it answers no guest can go there anyway.
                    continue;
                }
            }
        }
    }

    private void learnName(HypervisorLink link) {
        if (!linkByHostName.containsValue(link.name())) {
            linkByHostName.put(link.get().libvirt().hostName(), link.name());
        }
    }

    @Override
    public Survey survey(List<Guest> guests, BooleanSupplier goesOn) {
        Map<String, String> silent = new HashMap<>();
        Map<String, HostCapacity> bare = new HashMap<>();
        List<HypervisorLink> answering = new ArrayList<>();
        for (HypervisorLink link : destinations) {
            try {
                bare.put(link.name(), capacity(link, guests));
                learnName(link);
                answering.add(link);
            } catch (HypervisorUnreachableException | LibvirtCallException e) {
                silent.put(link.name(), "it does not answer: " + e.getMessage());
                bare.put(link.name(), nothing(link.name()));
            }
        }
        RouteFinder.Found found = routes.find(guests, answering, goesOn);
        List<HostCapacity> hosts = destinations.stream()
                .map(link -> withStores(bare.get(link.name()), found.stores(link.name())))
                .toList();
        return new Survey(hosts, (guest, host) -> route(guest, host, found, silent));
    }

    private Route route(Guest guest, HostCapacity host, RouteFinder.Found found, Map<String, String> silent) {
        if (silent.containsKey(host.name())) {
            return Route.closed(List.of(silent.get(host.name())));
        }
        Optional<String> unreadable = reader.unreadable(guest.uuid());
        return unreadable.isPresent() ? Route.closed(List.of(unreadable.get())) : found.route(guest, host.name());
    }

    private HostCapacity capacity(HypervisorLink link, List<Guest> guests) {
        Hypervisor hypervisor = approach.reach(link);
        LibvirtConnection host = hypervisor.libvirt();
        List<DomainFigures> active = host.allDomains().stream()
                .filter(domain -> domain.state().isActive())
                .toList();
        Set<String> wanted =
                guests.stream().flatMap(guest -> guest.groups().stream()).collect(Collectors.toSet());
        Set<String> groups = new HashSet<>();
        long virtual = 0;
        for (DomainFigures domain : active) {
            // Its metadata is another question to the daemon: asked only where a group could matter.
            Guest there = wanted.isEmpty() ? null : reader.read(host, domain);
            groups.addAll(there == null ? Set.of() : there.groups());
            virtual += domain.figures().get("vcpu.current") instanceof Number number ? number.longValue() : 1;
        }
        HostMemory memory = hypervisor.memory();
        return new HostCapacity(
                link.name(),
                new Amount(memory.totalBytes(), Math.min(memory.totalBytes(), memory.availableBytes())),
                cpus.of(host.capabilities(), virtual),
                Map.of(),
                groups,
                active.isEmpty());
    }

    private static HostCapacity nothing(String name) {
        return new HostCapacity(name, Amount.of(0), Amount.of(0), Map.of(), Set.of(), false);
    }

    private static HostCapacity withStores(HostCapacity host, Map<String, Amount> stores) {
        return new HostCapacity(host.name(), host.memory(), host.cpus(), stores, host.groups(), host.idle());
    }

    @Override
    public boolean isMigrating(UUID guest) {
        try {
            return source.get()
                    .libvirt()
                    .ask(
                            guest,
                            domain -> domain.state().isActive()
                                    && domain.jobStatistics().isRunning())
                    .orElse(false);
        } catch (LibvirtCallException e) {
            if (e.code() == LibvirtCallException.OPERATION_INVALID) {
                // It was powered off between the two questions: nothing migrates it.
                return false;
            }
            throw e;
        }
    }

    @Override
    public List<Check> remarks() {
        CommandOutput output =
                source.get().ssh().run(COMMAND_BOUND, List.of("systemctl", "is-enabled", "libvirt-guests"));
        if (!output.output().strip().equals("enabled")) {
            return List.of();
        }
        return List.of(Check.warning(
                source.name(),
                null,
                "libvirt-guests",
                "the service libvirt-guests is enabled",
                "no guest that it could act on",
                "When the host is rebooted it shuts down or suspends every guest that is left"
                        + " (ON_SHUTDOWN in libvirt-guests' settings)."));
    }
}
