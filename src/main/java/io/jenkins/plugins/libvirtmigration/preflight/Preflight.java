package io.jenkins.plugins.libvirtmigration.preflight;

import io.jenkins.plugins.libvirtmigration.check.Check;
import io.jenkins.plugins.libvirtmigration.check.Shown;
import io.jenkins.plugins.libvirtmigration.domain.DestinationXml;
import io.jenkins.plugins.libvirtmigration.domain.DomainDescription;
import io.jenkins.plugins.libvirtmigration.domain.DomainXml;
import io.jenkins.plugins.libvirtmigration.domain.MalformedXmlException;
import io.jenkins.plugins.libvirtmigration.host.HypervisorUnreachableException;
import io.jenkins.plugins.libvirtmigration.libvirt.LibvirtDomain;
import io.jenkins.plugins.libvirtmigration.request.Control;
import io.jenkins.plugins.libvirtmigration.request.MigrationRequest;
import io.jenkins.plugins.libvirtmigration.storage.StorageJudge;
import io.jenkins.plugins.libvirtmigration.storage.StoragePlan;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Looks at everything that a migration needs before a byte moves, and gives all the reasons at once. */
public final class Preflight {
    /** Every check there is; {@link ControlChoice} and {@link ListenAddresses}, which also decide, run beside them. */
    private static final List<PreflightCheck> CHECKS = List.of(
            new DifferentHostsCheck(),
            new VersionsCheck(),
            new ResolveCheck(),
            new EncryptionCheck(),
            new StateCheck(),
            new IdentityCheck(),
            new EmulatorCheck(),
            new CpuCheck(),
            new MemoryCheck(),
            new NetworksCheck(),
            new BootFilesCheck(),
            new StorageCheck(),
            new SpaceCheck(),
            new UnsafeStorageCheck(),
            new DevicesCheck(),
            new SnapshotsCheck(),
            new OptionsCheck(),
            new PortsCheck());

    /** What matters for a guest that is powered off, or will be. */
    private static final List<PreflightCheck> POWERED_OFF_CHECKS = List.of(
            new DifferentHostsCheck(),
            new IdentityCheck(),
            new EmulatorCheck(),
            new NetworksCheck(),
            new BootFilesCheck(),
            new StorageCheck(),
            new SpaceCheck(),
            new SnapshotsCheck(),
            new PoweredOffCheck());

    private final HostPair hosts;
    private final MigrationRequest request;
    private final boolean live;

    private Preflight(HostPair hosts, MigrationRequest request, boolean live) {
        this.hosts = hosts;
        this.request = request;
        this.live = live;
    }

    /**
     * For a guest that runs, and is to go on running.
     *
     * @param hosts the same for all guests that are looked at together
     */
    public static Preflight running(HostPair hosts, MigrationRequest request) {
        return new Preflight(hosts, request, true);
    }

    /** For a guest whose definition and disks are carried over while it is powered off; it may still be running now. */
    public static Preflight poweredOff(HostPair hosts, MigrationRequest request) {
        return new Preflight(hosts, request, false);
    }

    /**
     * Changes nothing on either host that it does not take back at once.
     *
     * @throws HypervisorUnreachableException when a host is gone: then nothing can be said at all
     */
    public PreflightResult examine() {
        Optional<LibvirtDomain> found = hosts.source().libvirt().findDomain(request.vm());
        if (found.isEmpty()) {
            Check missing = Check.failed(
                    hosts.source().name(),
                    null,
                    "vm-found",
                    "no domain with the name or UUID " + Shown.text(request.vm()),
                    "the guest on the source",
                    "See virsh list --all on " + hosts.source().name() + "; it may have been moved or renamed");
            return examine(missing, null);
        }
        try (LibvirtDomain domain = found.get()) {
            return examine(domain);
        }
    }

    private PreflightResult examine(LibvirtDomain domain) {
        String named = Shown.text(domain.name()) + " (" + domain.uuid() + ")";
        try {
            DomainDescription description = DomainXml.parse(domain.xml());
            StorageJudge judge = new StorageJudge(
                    hosts.source(),
                    hosts.destination(),
                    request.storage(),
                    request.incremental(),
                    request.leftImages());
            Guest guest = new Guest(domain, description, new Lazy<>(() -> judge.judge(description, domain)));
            return examine(
                    Check.passed(hosts.source().name(), null, "vm-found", named, "the guest on the source"), guest);
        } catch (MalformedXmlException e) {
            Check unreadable = Check.failed(
                    hosts.source().name(),
                    null,
                    "domain-xml",
                    named + ": " + e.getMessage(),
                    "a definition that can be read",
                    "See what virsh dumpxml prints on " + hosts.source().name());
            return examine(unreadable, null);
        }
    }

    private PreflightResult examine(Check first, Guest guest) {
        Situation situation = new Situation(request, hosts, guest);
        try (ParallelChecks running = new ParallelChecks(hosts.source().name())) {
            Optional<ParallelChecks.Started<ControlChoice>> control = live
                    ? Optional.of(running.start(ControlChoice.class, "control", situation::control))
                    : Optional.empty();
            Optional<ParallelChecks.Started<ListenAddresses>> listen = Optional.ofNullable(live ? guest : null)
                    .map(some -> running.start(
                            ListenAddresses.class, "graphics-listen", () -> ListenAddresses.decide(situation)));
            if (guest != null) {
                // It takes longest, and three checks wait for it: what comes of it they ask for themselves.
                running.start(StoragePlan.class, "disk", guest.storage()::get);
            }
            (live ? CHECKS : POWERED_OFF_CHECKS)
                    .stream()
                            .filter(check -> situation.hasGuest() || !check.needsGuest())
                            .forEach(check -> running.start(check, situation));
            List<Check> checks = new ArrayList<>(List.of(first));
            checks.addAll(running.checks());
            Optional<ControlChoice> chosen = control.flatMap(ParallelChecks.Started::result);
            chosen.ifPresent(choice -> checks.add(choice.check()));
            Optional<ListenAddresses> addresses = listen.flatMap(ParallelChecks.Started::result);
            addresses.ifPresent(all -> checks.addAll(all.checks()));
            checks.addAll(running.failures());
            return result(situation, guest, checks, chosen, addresses);
        }
    }

    /** An address that is none has failed a check already; the result still needs one. */
    private Route usableRoute(Situation situation) {
        try {
            return situation.route();
        } catch (IllegalArgumentException e) {
            return new Route(hosts.destination().address().host());
        }
    }

    private PreflightResult result(
            Situation situation,
            Guest guest,
            List<Check> checks,
            Optional<ControlChoice> control,
            Optional<ListenAddresses> addresses) {
        Map<String, String> replacements =
                addresses.map(ListenAddresses::replacements).orElse(Map.of());
        boolean rewrite = guest != null && !replacements.isEmpty();
        Optional<StoragePlan> storage = Optional.ofNullable(guest)
                .filter(some -> checks.stream().anyMatch(check -> check.id().equals("disk")))
                .map(some -> some.storage().get());
        Route route = usableRoute(situation);
        return new PreflightResult(
                checks,
                Optional.ofNullable(guest).map(Guest::description),
                storage,
                control.map(ControlChoice::control).orElse(Control.MANAGED),
                control.flatMap(ControlChoice::peerUri),
                route.uri(),
                route.address(),
                rewrite
                        ? DestinationXml.withListenAddresses(guest.domain().migratableXml(), replacements)
                        : Optional.empty(),
                rewrite && guest.domain().isPersistent()
                        ? DestinationXml.withListenAddresses(guest.domain().inactiveXml(), replacements)
                        : Optional.empty());
    }
}
