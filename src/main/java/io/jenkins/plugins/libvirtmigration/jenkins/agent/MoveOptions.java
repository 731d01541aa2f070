package io.jenkins.plugins.libvirtmigration.jenkins.agent;

import io.jenkins.plugins.libvirtmigration.check.Shown;
import io.jenkins.plugins.libvirtmigration.request.Control;
import io.jenkins.plugins.libvirtmigration.request.Convergence;
import io.jenkins.plugins.libvirtmigration.request.DowntimeSchedule;
import io.jenkins.plugins.libvirtmigration.request.MigrationRequest;
import io.jenkins.plugins.libvirtmigration.request.Patience;
import io.jenkins.plugins.libvirtmigration.request.ProbeRequest;
import io.jenkins.plugins.libvirtmigration.request.StorageMode;
import io.jenkins.plugins.libvirtmigration.request.TimeoutAction;
import io.jenkins.plugins.libvirtmigration.request.Transport;
import io.jenkins.plugins.libvirtmigration.unit.Bandwidth;
import io.jenkins.plugins.libvirtmigration.unit.Durations;
import io.jenkins.plugins.libvirtmigration.unit.Words;
import java.io.Serializable;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * How guests are moved, as it was written in the job: parameters by their names, those left out are not there. What goes
 * to a disk is this text and not the engine's values, so that a build of an older version of the plugin can be read.
 */
public final class MoveOptions implements Serializable {
    private static final long serialVersionUID = 1;

    private final HashMap<String, String> texts;
    private final HashSet<String> flags;

    /**
     * @param texts parameters with a value
     * @param flags switches that are on: autoConverge, postcopy, tls, incremental, nonLive, allowUnsafe
     */
    public MoveOptions(Map<String, String> texts, Set<String> flags) {
        this.texts = new HashMap<>(texts);
        this.flags = new HashSet<>(flags);
    }

    public static MoveOptions none() {
        return new MoveOptions(Map.of(), Set.of());
    }

    /** The same with each text as the function has it, for example with a build's parameters in their places. */
    public MoveOptions expanded(UnaryOperator<String> expand) {
        Map<String, String> read = new HashMap<>();
        texts.forEach((name, text) -> {
            String value = expand.apply(text);
            if (value != null) {
                read.put(name, value);
            }
        });
        return new MoveOptions(read, flags);
    }

    /**
     * @param probe the guest's address, or null
     * @param migrationAddress of the destination
     * @throws IllegalArgumentException naming the parameter, its value and what would be right
     */
    public MigrationRequest request(String vm, String probe, Optional<String> migrationAddress) {
        Duration interval = interval();
        return new MigrationRequest(
                vm,
                !flags.contains("nonLive"),
                word("storage", StorageMode.class, StorageMode.AUTO),
                flags.contains("incremental"),
                transport(migrationAddress),
                convergence(),
                patience(),
                Optional.ofNullable(probe)
                        .map(address -> Parameter.read("probe", address, a -> ProbeRequest.parse(a, interval))),
                flags.contains("allowUnsafe"));
    }

    /**
     * That guests can be asked from outside at these addresses.
     *
     * @throws IllegalArgumentException naming the guest, the address and what would be right
     */
    public void checkProbes(Map<String, String> byGuest) {
        Duration interval = interval();
        byGuest.forEach((guest, address) ->
                Parameter.read("probes: " + Shown.text(guest), address, text -> ProbeRequest.parse(text, interval)));
    }

    private Duration interval() {
        Duration interval = positive("probeInterval", ProbeRequest.DEFAULT_INTERVAL);
        if (interval.compareTo(ProbeRequest.SHORTEST_INTERVAL) < 0
                || interval.compareTo(ProbeRequest.LONGEST_INTERVAL) > 0) {
            throw new IllegalArgumentException("probeInterval: " + Durations.format(interval)
                    + " is not possible: write an interval from 10ms to 10s.");
        }
        return interval;
    }

    private Transport transport(Optional<String> migrationAddress) {
        OptionalInt connections = get("parallelConnections", MoveOptions::connections)
                .map(OptionalInt::of)
                .orElse(OptionalInt.empty());
        return new Transport(
                word("control", Control.class, Control.AUTO),
                flags.contains("tls"),
                connections,
                Optional.ofNullable(texts.get("compression")),
                get("bandwidth", Bandwidth::parse),
                migrationAddress);
    }

    private Convergence convergence() {
        return new Convergence(
                positive("maxDowntime", Convergence.DEFAULT.maxDowntime()),
                word("downtimeSchedule", DowntimeSchedule.class, DowntimeSchedule.NOVA),
                flags.contains("autoConverge"),
                flags.contains("postcopy"));
    }

    private Patience patience() {
        return new Patience(
                positive("timeoutPerGib", Patience.DEFAULT.perGibibyte()),
                texts.containsKey("timeout") ? Optional.of(positive("timeout", Duration.ZERO)) : Optional.empty(),
                word("onTimeout", TimeoutAction.class, TimeoutAction.ABORT),
                get("stallTimeout", Durations::parse).orElse(Patience.DEFAULT.stallTimeout()));
    }

    private static int connections(String text) {
        if (!text.matches("[1-9][0-9]?")) {
            throw new IllegalArgumentException("\"" + text + "\" connections: write a number from 1 to 99.");
        }
        return Integer.parseInt(text);
    }

    private <E extends Enum<E>> E word(String name, Class<E> type, E otherwise) {
        return get(name, text -> Words.parse(type, text)).orElse(otherwise);
    }

    private Duration positive(String name, Duration otherwise) {
        Duration value = get(name, Durations::parse).orElse(otherwise);
        if (texts.containsKey(name) && value.isZero()) {
            throw new IllegalArgumentException(name + " is 0: give a time longer than that, for example 500ms.");
        }
        return value;
    }

    private <T> Optional<T> get(String name, Function<String, T> parser) {
        return Optional.ofNullable(texts.get(name)).map(text -> Parameter.read(name, text, parser));
    }
}
