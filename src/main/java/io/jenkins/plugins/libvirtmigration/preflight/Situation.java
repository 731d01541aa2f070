package io.jenkins.plugins.libvirtmigration.preflight;

import io.jenkins.plugins.libvirtmigration.check.Check;
import io.jenkins.plugins.libvirtmigration.domain.HostCapabilities;
import io.jenkins.plugins.libvirtmigration.hypervisor.Hypervisor;
import io.jenkins.plugins.libvirtmigration.request.MigrationRequest;
import io.jenkins.plugins.libvirtmigration.ssh.CommandOutput;
import java.time.Duration;
import java.util.List;

/** What the checks look at: the request, both hosts, and facts that more than one of them needs. */
final class Situation {
    /** For a command that reads a few files: long on a busy host, and still a bound. */
    static final Duration PATIENCE = Duration.ofSeconds(10);

    private final MigrationRequest request;
    private final HostPair hosts;
    private final Guest guest;
    private final Lazy<Route> route;

    /** @param guest null where it was not found */
    Situation(MigrationRequest request, HostPair hosts, Guest guest) {
        this.request = request;
        this.hosts = hosts;
        this.guest = guest;
        route = new Lazy<>(this::chooseRoute);
    }

    MigrationRequest request() {
        return request;
    }

    Hypervisor source() {
        return hosts.source();
    }

    Hypervisor destination() {
        return hosts.destination();
    }

    boolean hasGuest() {
        return guest != null;
    }

    /** Only for checks that said they need it. */
    Guest guest() {
        if (guest == null) {
            throw new IllegalStateException("a check that needs the guest was run without it");
        }
        return guest;
    }

    QemuConf sourceConf() {
        return hosts.sourceConf();
    }

    QemuConf destinationConf() {
        return hosts.destinationConf();
    }

    HostCapabilities sourceCapabilities() {
        return hosts.sourceCapabilities();
    }

    HostCapabilities destinationCapabilities() {
        return hosts.destinationCapabilities();
    }

    /** What is the same for every guest between these hosts is not asked for each of them. */
    List<Check> examine(PreflightCheck check) {
        return check.isOfHosts()
                ? hosts.once(check.id(), request.transport(), () -> check.examine(this))
                : check.examine(this);
    }

    ControlChoice control() {
        return hosts.control(request.transport(), () -> ControlChoice.decide(this));
    }

    Route route() {
        return route.get();
    }

    /** Something about one host. */
    Subject on(Hypervisor host, String id) {
        return new Subject(host.name(), null, id);
    }

    /** Something about the source with the destination as its peer. */
    Subject between(String id) {
        return new Subject(source().name(), destination().name(), id);
    }

    static CommandOutput run(Hypervisor host, String... words) {
        return host.ssh().run(PATIENCE, List.of(words));
    }

    /** What was asked for; else what the destination's administrator has set; else the address that SSH uses. */
    private Route chooseRoute() {
        return request.transport()
                .destinationAddress()
                .map(Route::new)
                .orElseGet(() -> destinationConf()
                        .text("migration_host")
                        .map(Route::new)
                        .orElseGet(() -> new Route(destination().address().host())));
    }
}
