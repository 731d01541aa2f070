package io.jenkins.plugins.libvirtmigration.evacuation.world;

import io.jenkins.plugins.libvirtmigration.domain.MalformedXmlException;
import io.jenkins.plugins.libvirtmigration.evacuation.plan.Guest;
import io.jenkins.plugins.libvirtmigration.evacuation.plan.Strategy;
import io.jenkins.plugins.libvirtmigration.libvirt.DomainFigures;
import io.jenkins.plugins.libvirtmigration.libvirt.LibvirtCallException;
import io.jenkins.plugins.libvirtmigration.libvirt.LibvirtConnection;
import io.jenkins.plugins.libvirtmigration.preflight.QemuMemory;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** Makes a guest of what the bulk call says and, once for each guest, of its metadata. */
final class GuestReader {
    private static final long KIBIBYTE = 1024;

    private final boolean poweredOffToo;
    private final Map<UUID, Wishes> wishes = new ConcurrentHashMap<>();
    private final Map<UUID, String> unreadable = new ConcurrentHashMap<>();

    /** @param poweredOffToo whether the metadata of a guest that does not run matters */
    GuestReader(boolean poweredOffToo) {
        this.poweredOffToo = poweredOffToo;
    }

    Guest read(LibvirtConnection host, DomainFigures domain) {
        if (!domain.state().isActive()) {
            return poweredOff(host, domain);
        }
        Wishes wished = wishes(host, domain.uuid());
        long memory = kibibytes(domain, "balloon.maximum").orElse(0L);
        int cpus = (int) Math.min(
                Short.MAX_VALUE,
                figure(domain, "vcpu.maximum")
                        .or(() -> figure(domain, "vcpu.current"))
                        .orElse(1L));
        long used = kibibytes(domain, "balloon.rss").orElse(memory);
        return new Guest(
                domain.uuid(),
                domain.name(),
                memory + QemuMemory.overhead(memory, cpus),
                cpus,
                Math.min(memory, used),
                wished.priority(),
                wished.strategy(),
                wished.groups(),
                wished.pins());
    }

    /** It needs no memory and no CPU; what it wishes of its running self (migrate, shutdown, cold) does not matter now. */
    private Guest poweredOff(LibvirtConnection host, DomainFigures domain) {
        Wishes wished = poweredOffToo ? wishes(host, domain.uuid()) : Wishes.NONE;
        Strategy strategy = wished.strategy() == Strategy.SKIP ? Strategy.SKIP : Strategy.POWERED_OFF;
        return new Guest(
                domain.uuid(), domain.name(), 0, 0, 0, wished.priority(), strategy, wished.groups(), wished.pins());
    }

    /** Why a guest's metadata cannot be followed; such a guest goes nowhere. */
    Optional<String> unreadable(UUID guest) {
        return Optional.ofNullable(unreadable.get(guest));
    }

    private Wishes wishes(LibvirtConnection host, UUID uuid) {
        Wishes known = wishes.get(uuid);
        return known == null ? ask(host, uuid) : known;
    }

    private Wishes ask(LibvirtConnection host, UUID uuid) {
        try {
            Optional<Wishes> read = host.ask(uuid, domain -> Wishes.parse(domain.xml()));
            read.ifPresent(known -> {
                unreadable.remove(uuid);
                wishes.put(uuid, known);
            });
            return read.orElse(Wishes.NONE);
        } catch (MalformedXmlException e) {
            unreadable.put(uuid, e.getMessage());
            wishes.put(uuid, Wishes.NONE);
        } catch (LibvirtCallException e) {
            if (!host.isAlive()) {
                throw e;
            }
            // Of this guest alone the host does not tell: it is asked again at the next look.
            unreadable.put(uuid, "its definition cannot be read: " + e.getMessage());
        }
        return Wishes.NONE;
    }

    private static Optional<Long> kibibytes(DomainFigures domain, String field) {
        return figure(domain, field).map(value -> Math.min(value, Long.MAX_VALUE / KIBIBYTE / KIBIBYTE) * KIBIBYTE);
    }

    private static Optional<Long> figure(DomainFigures domain, String field) {
        return domain.figures().get(field) instanceof Number number && number.longValue() >= 0
                ? Optional.of(number.longValue())
                : Optional.empty();
    }
}
