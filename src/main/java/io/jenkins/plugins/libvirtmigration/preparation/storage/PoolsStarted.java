package io.jenkins.plugins.libvirtmigration.preparation.storage;

import io.jenkins.plugins.libvirtmigration.preparation.examination.Finding;
import io.jenkins.plugins.libvirtmigration.preparation.examination.HostExamination;
import io.jenkins.plugins.libvirtmigration.preparation.examination.Subject;
import io.jenkins.plugins.libvirtmigration.preparation.examination.Surroundings;
import io.jenkins.plugins.libvirtmigration.preparation.host.ExaminedHost;
import io.jenkins.plugins.libvirtmigration.preparation.host.Virsh;
import io.jenkins.plugins.libvirtmigration.preparation.storage.Pools.Pool;
import io.jenkins.plugins.libvirtmigration.ssh.CommandOutput;
import java.util.ArrayList;
import java.util.List;

/**
 * Pools run, and start with the host: one that does not is missed after the next reboot, as in the guide whose
 * pool-list shows autostart "no". Never built: pool-build formats whatever is there.
 */
public final class PoolsStarted implements HostExamination {
    @Override
    public String id() {
        return "storage-pools-started";
    }

    @Override
    public List<Finding> examine(ExaminedHost host, Surroundings around) {
        List<Pool> pools = Pools.of(host).pools();
        if (pools.isEmpty()) {
            return List.of(Subject.of(host, id()).passed("no pools", "every pool started and autostarting"));
        }
        return pools.stream().map(pool -> judge(host, pool)).toList();
    }

    private Finding judge(ExaminedHost host, Pool pool) {
        Subject subject = Subject.of(host, id()).about(pool.name());
        String expected = "pool " + pool.name() + " started and autostarting";
        List<String> wrong = new ArrayList<>();
        if (!pool.active()) {
            wrong.add("not started");
        }
        if (!pool.autostart()) {
            wrong.add("not autostarting");
        }
        if (wrong.isEmpty()) {
            return subject.passed("pool " + pool.name() + " is both", expected);
        }
        return subject.warning(
                        "pool " + pool.name() + " is " + String.join(" and ", wrong),
                        expected,
                        "virsh pool-start and virsh pool-autostart; never pool-build, which formats.")
                .mendedBy(() -> start(host, pool));
    }

    private static String start(ExaminedHost host, Pool pool) {
        List<String> done = new ArrayList<>();
        if (!pool.active()) {
            must(host, done, "pool-start", pool.name());
        }
        if (!pool.autostart()) {
            must(host, done, "pool-autostart", pool.name());
        }
        return String.join(", ", done);
    }

    private static void must(ExaminedHost host, List<String> done, String command, String pool) {
        CommandOutput said = new Virsh(host).run(command, "--pool", pool);
        if (!said.succeeded()) {
            throw new IllegalStateException(command + " " + pool + " failed: " + Virsh.complaint(said));
        }
        done.add(command + " " + pool);
    }
}
