package io.jenkins.plugins.libvirtmigration.evacuation.slots;

import io.jenkins.plugins.libvirtmigration.check.FileProblem;
import io.jenkins.plugins.libvirtmigration.evacuation.plan.Limits;
import io.jenkins.plugins.libvirtmigration.evacuation.plan.Limits.Lane;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Slots as locked files: as many files as there are places, and whoever holds the lock of one has the place. The
 * operating system gives a lock back when its process dies, however it dies, so nothing is ever left to clean up; the
 * files themselves are empty and stay. What a destination was promised to give stands beside its place.
 *
 * <p>A process counts with its own limits: where two have different ones, the smaller number of places is shared and
 * the larger process may have more.
 */
public final class FileSlots implements Slots {
    private static final String INTO = "in-";

    private final Promises promises;
    private final Limits limits;
    private final Function<String, Optional<String>> identities;

    /** @param directory on a local file system, the same for all processes that are to respect each other */
    public FileSlots(Path directory, Limits limits) {
        this(directory, limits, name -> Optional.empty());
    }

    /**
     * @param identities what a host is, whatever it is called, by its name; empty where that is not known. Processes that call
     *     it differently respect each other then
     */
    public FileSlots(Path directory, Limits limits, Function<String, Optional<String>> identities) {
        this.limits = limits;
        this.identities = identities;
        try {
            Files.createDirectories(directory);
            // By its one real name: this process must know the files that it holds, whatever they are called.
            this.promises = new Promises(directory.toRealPath());
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "Cannot make the state directory " + directory + ": " + FileProblem.of(e), e);
        }
    }

    /** Where a user's processes meet if nobody names a directory (XDG Base Directory Specification). */
    public static Path usualDirectory() {
        String state = System.getenv("XDG_STATE_HOME");
        Path home = state == null || state.isBlank() || !Path.of(state).isAbsolute()
                ? Path.of(System.getProperty("user.home"), ".local", "state")
                : Path.of(state);
        return home.resolve("libvirt-migration");
    }

    /** @param name of the file, without its ending */
    private record Place(String name, Slot slot) {}

    /** @param identity what it is, where that is known: asked once, for the answer may be another a moment later */
    private record Host(String name, Optional<String> identity) {
        /** The places that all who know the host share: as what it is, or by its name. */
        String shared(String kind) {
            return kind + identity.map(id -> "id-" + safe(id)).orElse(safe(name));
        }
    }

    private Host host(String name) {
        return new Host(name, identities.apply(name));
    }

    @Override
    public Optional<Slot> take(Lane lane, long bytes) {
        Host source = host(lane.source());
        Host destination = host(lane.destination());
        return whole(taken -> takeOne("all", limits.total(), taken)
                        && takeOneOf("out-", source, limits.perSource(), taken)
                        && takeOneOf(INTO, destination, limits.perDestination(), taken)
                        && (!lane.block()
                                || takeOneOf("copy-", source, limits.blockPerHost(), taken)
                                        && takeOneOf("copy-", destination, limits.blockPerHost(), taken))
                ? Optional.of(promise(destination, taken, bytes))
                : Optional.empty());
    }

    /**
     * All that is wanted, or nothing: whatever goes wrong on the way, no place stays taken.
     *
     * @param wanted adds the places that it takes; empty where it did not get all of them, else what is closed before them
     */
    private static Optional<Slot> whole(Function<List<Place>, Optional<Slot>> wanted) {
        List<Place> taken = new ArrayList<>();
        Slot places = () -> taken.forEach(place -> place.slot().close());
        Optional<Slot> first = Optional.empty();
        try {
            first = wanted.apply(taken);
        } finally {
            if (first.isEmpty()) {
                places.close();
            }
        }
        return first.map(promise -> () -> {
            promise.close();
            places.close();
        });
    }

    private Slot promise(Host destination, List<Place> taken, long bytes) {
        String kind = destination.shared(INTO);
        String at = taken.stream()
                .map(Place::name)
                .filter(name -> name.startsWith(kind + "-"))
                .findFirst()
                .orElseThrow();
        return promises.make(at, bytes);
    }

    @Override
    public long promised(String destination) {
        return promises.byOthers(host(destination).shared(INTO));
    }

    @Override
    public Optional<Slot> takeHost(String host) {
        Host asked = host(host);
        return whole(taken -> takeOneOf("host-", asked, 1, taken) ? Optional.of(() -> {}) : Optional.empty());
    }

    /** Under the host's name, and where that is known as what it is. */
    private boolean takeOneOf(String kind, Host host, int places, List<Place> taken) {
        return takeOne(kind + safe(host.name()), places, taken)
                && (host.identity().isEmpty() || takeOne(host.shared(kind), places, taken));
    }

    private boolean takeOne(String kind, int places, List<Place> taken) {
        for (int number = 0; number < places; number++) {
            String name = kind + "-" + number;
            Optional<Slot> slot = HeldFiles.lock(promises.lockOf(name));
            if (slot.isPresent()) {
                taken.add(new Place(name, slot.get()));
                return true;
            }
        }
        return false;
    }

    /** A host's name as a file's: what is neither letter, digit, dot nor dash is written as its code. */
    private static String safe(String name) {
        StringBuilder text = new StringBuilder();
        for (byte b : name.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (b & 0xff);
            if (c < 0x80 && (Character.isLetterOrDigit(c) || c == '.' || c == '-')) {
                text.append(c);
            } else {
                text.append(String.format("_%02x", (int) c));
            }
        }
        return text.toString();
    }
}
