package io.jenkins.plugins.libvirtmigration.preparation.guests;

import io.jenkins.plugins.libvirtmigration.domain.Disk;
import io.jenkins.plugins.libvirtmigration.domain.DomainDescription.Graphics;
import io.jenkins.plugins.libvirtmigration.preparation.examination.HostExamination;
import io.jenkins.plugins.libvirtmigration.preparation.examination.Severity;
import io.jenkins.plugins.libvirtmigration.preparation.guests.RunningGuests.Guest;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The rules, one for each thing that the guides have an administrator look at in a guest. */
public final class GuestRules {
    private static final Set<String> EVERYWHERE = Set.of("0.0.0.0", "::");
    private static final Set<String> AT_HOME = Set.of("127.0.0.1", "::1", "localhost");

    /** What libvirt takes for safe on any storage (qemuMigrationSrcIsSafe). */
    private static final Set<String> SAFE_CACHES = Set.of("none", "directsync");

    private GuestRules() {}

    public static List<HostExamination> all() {
        return List.of(consolesOpen(), consolesFixed(), caches(), snapshots(), cpus());
    }

    /** The guides' vncserver_listen=0.0.0.0. */
    private static GuestRule consolesOpen() {
        return new GuestRule(
                "guest-consoles-open",
                "no console on every address of the host",
                "Listen on 127.0.0.1 and look through SSH, or set a password and TLS in qemu.conf.",
                Optional.of(Severity.MEDIUM),
                guest -> listens(guest)
                        .filter(listen -> EVERYWHERE.contains(listen))
                        .map(listen -> "console on " + listen)
                        .toList());
    }

    private static GuestRule consolesFixed() {
        return new GuestRule(
                "guest-consoles-movable",
                "no console on an address that only this host has",
                "Let it listen on 127.0.0.1, or on a network's address; a move can rewrite it.",
                Optional.empty(),
                guest -> listens(guest)
                        .filter(listen -> !EVERYWHERE.contains(listen) && !AT_HOME.contains(listen))
                        .map(listen -> "console on " + listen)
                        .toList());
    }

    private static Stream<String> listens(Guest guest) {
        return guest.domain().graphics().stream().map(Graphics::listen).flatMap(Optional::stream);
    }

    private static GuestRule caches() {
        return new GuestRule(
                "guest-caches-safe",
                "cache none or directsync on writable disks",
                "Set cache='none': otherwise libvirt moves it on some storage only, or when told that it is safe.",
                Optional.empty(),
                guest -> guest.domain().disks().stream()
                        .filter(disk -> !disk.isMedium()
                                && !disk.isEmpty()
                                && !disk.type().equals("network"))
                        .filter(disk -> !SAFE_CACHES.contains(disk.cache().orElse("default")))
                        .map(GuestRules::cache)
                        .toList());
    }

    private static String cache(Disk disk) {
        return disk.target() + " has cache " + disk.cache().orElse("default");
    }

    private static GuestRule snapshots() {
        return new GuestRule(
                "guest-snapshots",
                "no snapshots",
                "virsh snapshot-delete, with --metadata where the snapshot's file is to stay: libvirt does not move a guest"
                        + " that has any.",
                Optional.empty(),
                guest -> guest.snapshots() == 0 ? List.of() : List.of(guest.snapshots() + " snapshots"));
    }

    /** The live XML of a guest with host-model has the model that it was given, so only two modes are to be seen. */
    private static GuestRule cpus() {
        return new GuestRule(
                "guest-cpus-movable",
                "a named CPU model",
                "Use the model that check cpu-baseline names: host-passthrough moves between equal processors only, and"
                        + " nobody checks that they are.",
                Optional.empty(),
                guest -> guest.domain().cpuXml() != null
                                && guest.domain().cpuXml().matches("(?s).*\\bmode=\"(host-passthrough|maximum)\".*")
                        ? List.of("host-passthrough or maximum")
                        : List.of());
    }
}
