package io.jenkins.plugins.libvirtmigration.preparation.storage;

import io.jenkins.plugins.libvirtmigration.preparation.examination.Finding;
import io.jenkins.plugins.libvirtmigration.preparation.examination.PairExamination;
import io.jenkins.plugins.libvirtmigration.preparation.examination.Subject;
import io.jenkins.plugins.libvirtmigration.preparation.examination.Surroundings;
import io.jenkins.plugins.libvirtmigration.preparation.host.ExaminedHost;
import io.jenkins.plugins.libvirtmigration.preparation.host.Virsh;
import io.jenkins.plugins.libvirtmigration.preparation.storage.Pools.Pool;
import io.jenkins.plugins.libvirtmigration.ssh.CommandOutput;
import java.util.List;
import java.util.Optional;

/**
 * Pools of one host are on the other, made of the same and in the same place. A missing one for a directory that is
 * there is defined; any other is left to an administrator, since libvirt would offer to format the device.
 */
public final class PoolsSame implements PairExamination {
    private static final String DEFINE =
            "set -eu; printf '%s' \"$1\" | virsh -q -c qemu:///system pool-define /dev/stdin";

    @Override
    public String id() {
        return "storage-pools-same";
    }

    @Override
    public List<Finding> examine(ExaminedHost from, ExaminedHost to, Surroundings around) {
        List<Pool> pools = Pools.of(from).pools();
        if (pools.isEmpty()) {
            return List.of(Subject.of(from, to, id())
                    .passed("no pools on " + from.name(), "pools of " + from.name() + " on " + to.name()));
        }
        return pools.stream().map(pool -> judge(from, to, pool)).toList();
    }

    private Finding judge(ExaminedHost from, ExaminedHost to, Pool pool) {
        Subject subject = Subject.of(from, to, id()).about(pool.name());
        String expected = "pool " + pool.name() + " on both hosts: " + pool.definition();
        Optional<Pool> there = Pools.of(to).named(pool.name());
        if (there.isEmpty()) {
            return missing(subject, from, to, pool, expected);
        }
        if (!there.get().definition().equals(pool.definition())) {
            return subject.warning(
                    there.get().definition() + " on " + to.name(),
                    expected,
                    "Define it alike on both: a disk is looked for at the same path.");
        }
        return subject.passed("on both", expected);
    }

    private static Finding missing(Subject subject, ExaminedHost from, ExaminedHost to, Pool pool, String expected) {
        String found = "no pool " + pool.name() + " on " + to.name();
        if (!pool.type().equals("dir") || !pool.path().startsWith("/")) {
            return subject.warning(
                    found,
                    expected,
                    "Define it there with the XML of " + from.name()
                            + " (virsh pool-dumpxml), start it, and never build" + " it: the device has data.");
        }
        Finding finding =
                subject.warning(found, expected, "Make the directory and define the pool on " + to.name() + ".");
        return to.shell().asRoot("test", "-d", pool.path()).succeeded()
                ? finding.mendedBy(() -> define(to, pool))
                : finding;
    }

    /** What makes the pool the same, and nothing else of what the other host says. */
    static String xml(Pool pool) {
        return "<pool type='dir'><name>" + escaped(pool.name()) + "</name><target><path>" + escaped(pool.path())
                + "</path></target></pool>";
    }

    private static String escaped(String text) {
        if (text.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalStateException("nothing was changed: a name or a path with control characters");
        }
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }

    private static String define(ExaminedHost to, Pool pool) {
        CommandOutput said = to.shell().run("sh", "-c", DEFINE, "sh", xml(pool));
        if (!said.succeeded()) {
            throw new IllegalStateException("pool-define failed: " + Virsh.complaint(said) + "; nothing was changed");
        }
        Virsh virsh = new Virsh(to);
        for (String command : List.of("pool-start", "pool-autostart")) {
            CommandOutput done = virsh.run(command, "--pool", pool.name());
            if (!done.succeeded()) {
                virsh.run("pool-destroy", "--pool", pool.name());
                virsh.run("pool-undefine", "--pool", pool.name());
                throw new IllegalStateException(command + " " + pool.name() + " failed: " + Virsh.complaint(done)
                        + "; its definition was taken out again");
            }
        }
        return "pool-define, pool-start and pool-autostart " + pool.name() + " on " + to.name();
    }
}
