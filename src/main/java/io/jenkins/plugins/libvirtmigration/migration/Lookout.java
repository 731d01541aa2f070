package io.jenkins.plugins.libvirtmigration.migration;

import io.jenkins.plugins.libvirtmigration.hypervisor.HypervisorLink;
import io.jenkins.plugins.libvirtmigration.libvirt.DomainState;
import io.jenkins.plugins.libvirtmigration.libvirt.LibvirtDomain;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/**
 * Looks after one guest on one host. The daemon knows the state by itself, but has to ask QEMU for the job, and waits for
 * one that hangs: then the state is told all the same, and the job counts as being under way.
 */
final class Lookout {
    private final HypervisorLink host;
    private final UUID uuid;
    private final Question<Optional<DomainState>> state;
    private final Question<Optional<Boolean>> job;

    Lookout(HypervisorLink host, UUID uuid) {
        this.host = host;
        this.uuid = uuid;
        this.state = new Question<>("state on " + host.name(), () -> on(LibvirtDomain::state));
        this.job = new Question<>(
                "job on " + host.name(),
                () -> on(domain -> domain.jobStatistics().isRunning()));
    }

    /** One look that has begun. */
    record Look(Lookout lookout, Question<Optional<DomainState>>.Asked asked) {

        /** @param patience for each of its two questions */
        Sighting await(Duration patience) throws InterruptedException {
            return lookout.await(asked, patience);
        }
    }

    Look begin() {
        return new Look(this, state.begin());
    }

    private Sighting await(Question<Optional<DomainState>>.Asked asked, Duration patience) throws InterruptedException {
        try {
            Optional<Optional<DomainState>> seen = asked.await(patience);
            if (seen.isEmpty()) {
                return unanswered();
            }
            if (seen.get().filter(DomainState::isActive).isEmpty()) {
                return new Sighting(host.name(), true, seen.get(), false);
            }
            Optional<Optional<Boolean>> migrating = job.ask(patience);
            if (migrating.isPresent() && migrating.get().isEmpty()) {
                // It left between the two questions: that it was active a moment ago must prove nothing now.
                return unanswered();
            }
            boolean busy = migrating.flatMap(Function.identity()).orElse(true);
            return new Sighting(host.name(), true, seen.get(), busy);
        } catch (RuntimeException e) {
            // Out of reach; or it was powered off between two questions, or the daemon is busy with it: ask again.
            return unanswered();
        }
    }

    private Sighting unanswered() {
        return new Sighting(host.name(), false, Optional.empty(), false);
    }

    private <T> Optional<T> on(Function<LibvirtDomain, T> question) {
        return host.get().libvirt().ask(uuid, question);
    }
}
