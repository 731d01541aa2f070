package io.jenkins.plugins.libvirtmigration.jenkins.agent;

import io.jenkins.plugins.libvirtmigration.check.Check;
import io.jenkins.plugins.libvirtmigration.check.Shown;
import io.jenkins.plugins.libvirtmigration.jenkins.inventory.ResolvedHost;
import io.jenkins.plugins.libvirtmigration.report.Outcome;
import io.jenkins.plugins.libvirtmigration.report.Report;
import java.time.Instant;
import java.util.List;

/** Asks whether a host runs no guest; moves nothing. */
public final class EmptinessWork implements Work {
    private static final long serialVersionUID = 1;

    private final ResolvedHost host;

    public EmptinessWork(ResolvedHost host) {
        this.host = host;
    }

    @Override
    public Report run(WorkSite site) {
        Instant startedAt = site.startedAt();
        List<String> active;
        try (HostLinks links = new HostLinks(List.of(host))) {
            active = active(links);
        }
        Check check = active.isEmpty()
                ? Check.passed(host.name(), null, "host-empty", "no active domain", "no active domain")
                : Check.failed(
                        host.name(),
                        null,
                        "host-empty",
                        active.size() + " active: " + String.join(", ", active),
                        "no active domain",
                        "Evacuate the host with evacuateHost. Do not switch it off");
        site.say(check.sentence());
        return new Report(
                Report.VERSION,
                Report.Kind.PREPARE,
                startedAt,
                Instant.now(),
                active.isEmpty() ? Outcome.SUCCEEDED : Outcome.FAILED,
                host.name(),
                active.isEmpty(),
                List.of(),
                List.of(check));
    }

    private List<String> active(HostLinks links) {
        return links.get(host.name()).get().libvirt().allDomains().stream()
                .filter(domain -> domain.state().isActive())
                .map(domain -> Shown.text(domain.name()))
                .toList();
    }
}
