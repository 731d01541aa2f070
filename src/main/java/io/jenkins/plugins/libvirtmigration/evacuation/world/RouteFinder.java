package io.jenkins.plugins.libvirtmigration.evacuation.world;

import io.jenkins.plugins.libvirtmigration.check.Check;
import io.jenkins.plugins.libvirtmigration.evacuation.plan.Amount;
import io.jenkins.plugins.libvirtmigration.evacuation.plan.Guest;
import io.jenkins.plugins.libvirtmigration.evacuation.plan.Route;
import io.jenkins.plugins.libvirtmigration.host.HypervisorUnreachableException;
import io.jenkins.plugins.libvirtmigration.hypervisor.Hypervisor;
import io.jenkins.plugins.libvirtmigration.hypervisor.HypervisorLink;
import io.jenkins.plugins.libvirtmigration.libvirt.HostStorage.Directory;
import io.jenkins.plugins.libvirtmigration.libvirt.LibvirtCallException;
import io.jenkins.plugins.libvirtmigration.libvirt.LibvirtDomain.BlockInfo;
import io.jenkins.plugins.libvirtmigration.migration.AbortSignal;
import io.jenkins.plugins.libvirtmigration.preflight.HostPair;
import io.jenkins.plugins.libvirtmigration.preflight.Preflight;
import io.jenkins.plugins.libvirtmigration.preflight.PreflightResult;
import io.jenkins.plugins.libvirtmigration.request.MigrationRequest;
import io.jenkins.plugins.libvirtmigration.storage.DiskVerdict;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BiFunction;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * Makes every pre-flight of every guest with every destination, several at a time. What was found in order once is not
 * looked at again for the plan: each move makes its own pre-flight before it starts.
 */
public final class RouteFinder {
    /** A daemon serves five calls of one client at a time (max_client_requests), and all ask the same source. */
    private static final int AT_ONCE = 4;

    /** How soon an abort is noticed while pairs are examined, each of which may take minutes. */
    private static final Duration LOOK = Duration.ofMillis(200);

    /** The planner does these itself, with what other moves take. */
    private static final Set<String> PLANNED = Set.of("memory-fits", "free-space");

    private final Supplier<PairCheck> looks;
    private final AbortSignal abort;
    private final Map<String, PreflightResult> passed = new ConcurrentHashMap<>();

    /**
     * @param looks gives the check for one look at all pairs: what it learns of the hosts is good for that look only
     * @param abort ends the examination of all pairs: what was not found out by then counts as closed
     */
    public RouteFinder(Supplier<PairCheck> looks, AbortSignal abort) {
        this.looks = looks;
        this.abort = abort;
    }

    /** A pre-flight of one guest with one destination. */
    @FunctionalInterface
    public interface PairCheck {
        PreflightResult examine(Guest guest, HypervisorLink destination);
    }

    /**
     * As each move makes its own pre-flight: another for guests that do not run, or will be shut down for the move.
     *
     * @param requests how a guest would go to a destination of that name
     */
    public static Supplier<PairCheck> preflight(
            HypervisorLink source, BiFunction<Guest, String, MigrationRequest> requests) {
        return () -> {
            Map<String, HostPair> pairs = new ConcurrentHashMap<>();
            return (guest, destination) -> {
                HostPair hosts = pair(pairs, source.get(), destination);
                MigrationRequest request = requests.apply(guest, destination.name());
                Preflight preflight = guest.strategy().isOffline()
                        ? Preflight.poweredOff(hosts, request)
                        : Preflight.running(hosts, request);
                return preflight.examine();
            };
        };
    }

    private static HostPair pair(Map<String, HostPair> pairs, Hypervisor source, HypervisorLink link) {
        Hypervisor destination = link.get();
        return pairs.compute(
                link.name(),
                (name, known) ->
                        known != null && known.isOf(source, destination) ? known : new HostPair(source, destination));
    }

    /** What was found for all pairs. */
    static final class Found {
        private final Map<String, Route> routes = new HashMap<>();
        private final Map<String, Map<String, Amount>> stores = new HashMap<>();

        Route route(Guest guest, String destination) {
            return routes.get(key(guest, destination));
        }

        Map<String, Amount> stores(String destination) {
            return stores.getOrDefault(destination, Map.of());
        }
    }

    /** @param goesOn called from time to time while it waits; false: what was not found out by then counts as closed */
    Found find(List<Guest> guests, List<HypervisorLink> destinations, BooleanSupplier goesOn) {
        ExecutorService pool = Executors.newFixedThreadPool(AT_ONCE, work -> {
            Thread thread = new Thread(work, "pre-flight of an evacuation");
            thread.setDaemon(true);
            return thread;
        });
        PairCheck check = looks.get();
        try {
            Map<String, Future<PreflightResult>> asked = new HashMap<>();
            for (Guest guest : guests) {
                for (HypervisorLink destination : destinations) {
                    asked.put(key(guest, destination.name()), pool.submit(examination(check, guest, destination)));
                }
            }
            Found found = new Found();
            for (HypervisorLink destination : destinations) {
                Stores stores = new Stores(destination);
                for (Guest guest : guests) {
                    String pair = key(guest, destination.name());
                    found.routes.put(pair, route(asked.get(pair), stores, goesOn));
                }
                found.stores.put(destination.name(), stores.amounts());
            }
            return found;
        } finally {
            pool.shutdownNow();
        }
    }

    private Callable<PreflightResult> examination(PairCheck check, Guest guest, HypervisorLink destination) {
        return () -> {
            String pair = guest.strategy() + " " + key(guest, destination.name());
            PreflightResult known = passed.get(pair);
            if (known != null) {
                return known;
            }
            PreflightResult result = check.examine(guest, destination);
            if (result.mayStart()) {
                passed.put(pair, result);
            }
            return result;
        };
    }

    private static String key(Guest guest, String destination) {
        return guest.uuid() + ">" + destination;
    }

    private Route route(Future<PreflightResult> asked, Stores stores, BooleanSupplier goesOn) {
        try {
            while (!asked.isDone()) {
                if (abort.isRequested()) {
                    return Route.closed(List.of("it was not examined, since an abort was asked for"));
                }
                if (!goesOn.getAsBoolean()) {
                    return Route.closed(List.of("it was not examined, since nothing more was to be started"));
                }
                await(asked);
            }
            PreflightResult result = asked.get();
            List<String> obstacles = result.failures().stream()
                    .filter(failed -> !PLANNED.contains(failed.id()))
                    .map(Check::sentence)
                    .toList();
            return obstacles.isEmpty() ? stores.open(result) : Route.closed(obstacles);
        } catch (ExecutionException e) {
            return Route.closed(
                    List.of("it could not be examined: " + e.getCause().getMessage()));
        } catch (HypervisorUnreachableException | LibvirtCallException e) {
            return Route.closed(List.of("the space on it could not be measured: " + e.getMessage()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Route.closed(List.of("the examination was interrupted"));
        }
    }

    private static void await(Future<PreflightResult> asked) throws InterruptedException, ExecutionException {
        try {
            asked.get(LOOK.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            // It is waited for again, unless it is no longer needed.
            return;
        }
    }

    /** Space on one destination by file system: directories with the same number of free bytes are taken for one. */
    private static final class Stores {
        private final HypervisorLink destination;
        private final Map<String, String> storeOf = new HashMap<>();
        private final Map<Long, String> byFree = new HashMap<>();

        Stores(HypervisorLink destination) {
            this.destination = destination;
        }

        Route open(PreflightResult result) {
            Map<String, Long> space = new HashMap<>();
            long bytes = 0;
            List<DiskVerdict> copied =
                    result.storage().map(plan -> plan.copied()).orElse(List.of());
            for (DiskVerdict disk : copied) {
                BlockInfo size = disk.size().orElseThrow();
                bytes += size.allocation();
                if (!disk.path().startsWith("/dev/")) {
                    space.merge(store(disk.path()), size.allocation(), Long::sum);
                }
            }
            return new Route(List.of(), space, bytes);
        }

        private String store(String path) {
            String directory = path.substring(0, Math.max(1, path.lastIndexOf('/')));
            return storeOf.computeIfAbsent(directory, name -> {
                try (Directory opened = destination.get().libvirt().storage().open(name)) {
                    return byFree.computeIfAbsent(opened.availableBytes(), free -> name);
                }
            });
        }

        Map<String, Amount> amounts() {
            Map<String, Amount> amounts = new HashMap<>();
            byFree.forEach((free, name) -> amounts.put(name, Amount.of(Math.max(0, free))));
            return amounts;
        }
    }
}
