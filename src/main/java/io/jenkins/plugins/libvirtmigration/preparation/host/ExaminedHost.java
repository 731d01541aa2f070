package io.jenkins.plugins.libvirtmigration.preparation.host;

import io.jenkins.plugins.libvirtmigration.host.HypervisorAddress;
import io.jenkins.plugins.libvirtmigration.host.HypervisorUnreachableException;
import io.jenkins.plugins.libvirtmigration.hypervisor.Hypervisor;
import io.jenkins.plugins.libvirtmigration.libvirt.LibvirtCallException;
import io.jenkins.plugins.libvirtmigration.libvirt.LibvirtConnection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** One host under examination: its shell, its libvirt, and facts that are read once until something changes. */
public final class ExaminedHost implements AutoCloseable {
    private final Hypervisor hypervisor;
    private final HostShell shell;
    private final Optional<String> migrationAddress;
    private final Map<Class<?>, Object> facts = new HashMap<>();
    private LibvirtConnection reopened;
    private boolean silent;

    public ExaminedHost(Hypervisor hypervisor) {
        this(hypervisor, Optional.empty());
    }

    /** @param migrationAddress where guests are to come in, where that was said */
    public ExaminedHost(Hypervisor hypervisor, Optional<String> migrationAddress) {
        this.migrationAddress = migrationAddress;
        this.hypervisor = hypervisor;
        this.shell = new HostShell(hypervisor.ssh(), hypervisor.name());
    }

    public String name() {
        return hypervisor.name();
    }

    public HypervisorAddress address() {
        return hypervisor.address();
    }

    /**
     * Where memory and disks are sent to, as {@code migrate} chooses it: what was said; else migration_host in the host's
     * qemu.conf; else the address of SSH.
     */
    public String migrationAddress() {
        return migrationAddress
                .or(() -> Settings.of(this, "/etc/libvirt/qemu.conf").text("migration_host"))
                .orElse(address().host());
    }

    public HostShell shell() {
        return shell;
    }

    /** A fact, read at the first question and remembered until {@link #forget()}. */
    public <T> T fact(Class<T> kind, Function<ExaminedHost, T> reader) {
        Object known = facts.get(kind);
        if (known == null) {
            known = reader.apply(this);
            facts.put(kind, known);
        }
        return kind.cast(known);
    }

    /** Something on the host was changed: what was read of it no longer holds. */
    public void forget() {
        silent = false;
        facts.clear();
    }

    /**
     * The daemon. A restart ends every connection to it, so a dead one is opened anew.
     *
     * @throws NotSeenException where it does not answer
     */
    public <T> T libvirt(Function<LibvirtConnection, T> question) {
        requireNotSilent();
        try {
            return asked(question);
        } catch (LibvirtCallException e) {
            throw new NotSeenException("libvirt answered: " + e.getMessage(), "Read libvirt's log on " + name() + ".");
        } catch (HypervisorUnreachableException e) {
            silent = true;
            throw new NotSeenException(
                    "libvirt did not answer: " + e.getMessage(), "Start libvirt's daemon on " + name() + ".");
        }
    }

    /**
     * For whoever asks the daemon in another way: one that hangs lets each of them wait for all of its time.
     *
     * @throws NotSeenException where it did not answer before
     */
    void requireNotSilent() {
        if (silent) {
            throw new NotSeenException(
                    "libvirt does not answer, as said before", "Start libvirt's daemon on " + name() + ".");
        }
    }

    /** A dead connection is noticed at the latest by the question itself, which is then put once more. */
    private <T> T asked(Function<LibvirtConnection, T> question) {
        LibvirtConnection connection = living();
        try {
            return question.apply(connection);
        } catch (HypervisorUnreachableException e) {
            close();
            reopened = hypervisor.connect();
            return question.apply(reopened);
        }
    }

    private LibvirtConnection living() {
        if (reopened != null && reopened.isAlive()) {
            return reopened;
        }
        if (reopened == null && hypervisor.libvirt().isAlive()) {
            return hypervisor.libvirt();
        }
        close();
        reopened = hypervisor.connect();
        return reopened;
    }

    /** Closes what was opened here; the hypervisor is its owner's. */
    @Override
    public void close() {
        if (reopened != null) {
            reopened.close();
            reopened = null;
        }
    }
}
