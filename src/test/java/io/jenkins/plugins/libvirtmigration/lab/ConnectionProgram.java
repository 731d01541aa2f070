package io.jenkins.plugins.libvirtmigration.lab;

import io.jenkins.plugins.libvirtmigration.host.HypervisorAddress;
import io.jenkins.plugins.libvirtmigration.hypervisor.Hypervisor;
import io.jenkins.plugins.libvirtmigration.hypervisor.HypervisorAccess;
import io.jenkins.plugins.libvirtmigration.hypervisor.HypervisorLink;
import io.jenkins.plugins.libvirtmigration.libvirt.DomainFigures;
import io.jenkins.plugins.libvirtmigration.libvirt.HostStorage.Directory;
import io.jenkins.plugins.libvirtmigration.libvirt.HostStorage.ImageSpec;
import io.jenkins.plugins.libvirtmigration.libvirt.LibvirtConnection;
import io.jenkins.plugins.libvirtmigration.libvirt.LibvirtDomain;
import io.jenkins.plugins.libvirtmigration.libvirt.LibvirtParameter;
import io.jenkins.plugins.libvirtmigration.libvirt.MigrateFlag;
import io.jenkins.plugins.libvirtmigration.ssh.HostKeys;
import io.jenkins.plugins.libvirtmigration.ssh.SshIdentity;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ForkJoinPool;
import java.util.stream.IntStream;

/**
 * What a test wants to know of a connection, from the control side of the lab, where the test itself cannot go. Prints
 * lines of {@code name: value}; an exception is a line of its own, {@code exception: class message}.
 */
public final class ConnectionProgram {
    private final HypervisorAccess access;

    private ConnectionProgram(HypervisorAccess access) {
        this.access = access;
    }

    /** Arguments: the identity's file, the known_hosts file, a verb, its arguments. */
    public static void main(String[] arguments) throws Exception {
        try {
            SshIdentity identity = SshIdentity.of(
                    "root", Files.readString(Path.of(arguments[0])).toCharArray(), null);
            HostKeys keys = HostKeys.knownHosts(Files.readString(Path.of(arguments[1])), arguments[1]);
            ConnectionProgram program = new ConnectionProgram(new HypervisorAccess(identity, keys));
            switch (arguments[2]) {
                case "ask" -> program.ask(arguments[3]);
                case "watch" -> program.watch(arguments[3], arguments[4]);
                case "reach" -> program.reach(arguments[3], arguments[4], Integer.parseInt(arguments[5]));
                case "storage" -> program.storage(arguments[3], arguments[4]);
                case "contend" -> program.contend(arguments[3], arguments[4]);
                case "cycles" -> program.cycles(arguments[3], Integer.parseInt(arguments[4]));
                case "renew" -> program.renewWhileMigrating(arguments[3], arguments[4], arguments[5]);
                case "close" -> program.closeWhileMigrating(arguments[3], arguments[4], arguments[5]);
                default -> throw new IllegalArgumentException(arguments[2]);
            }
        } catch (RuntimeException e) {
            print("exception", e.getClass().getSimpleName() + " " + e.getMessage());
        }
    }

    private Hypervisor open(String address) {
        return access.open(HypervisorAddress.parse(address));
    }

    private static void print(String name, Object value) {
        System.out.println(name + ": " + value);
    }

    private void ask(String address) {
        try (Hypervisor host = open(address)) {
            LibvirtConnection libvirt = host.libvirt();
            print(
                    "user",
                    host.ssh()
                            .run(Duration.ofSeconds(10), List.of("id", "-un"))
                            .output()
                            .strip());
            print("host", libvirt.hostName());
            print("uuid", libvirt.hostUuid());
            print("libvirt", libvirt.libvirtVersion());
            print("qemu", libvirt.qemuVersion());
            print("memory", libvirt.memory().availableBytes() < libvirt.memory().totalBytes());
            print("network", libvirt.networkActive("no-such-network"));
            for (DomainFigures figures : libvirt.allDomains()) {
                print(
                        "listed",
                        figures.name() + " " + figures.state().isRunning() + " "
                                + figures.figures().get("balloon.maximum"));
                try (LibvirtDomain domain = libvirt.findDomain(figures.name()).orElseThrow();
                        LibvirtDomain same = libvirt.findDomain(figures.uuid()).orElseThrow()) {
                    print(
                            "found",
                            domain.name() + " " + same.name().equals(figures.name()) + " "
                                    + domain.uuid().equals(figures.uuid()) + " "
                                    + domain.state().isRunning());
                    print("agent", domain.agentCommand("{\"execute\":\"guest-ping\"}", 2));
                }
            }
            try (LibvirtConnection second = host.connect()) {
                print("alive", host.isAlive() && second.isAlive());
            }
        }
    }

    private void reach(String address, String target, int port) {
        try (Hypervisor host = open(address)) {
            print("reach", host.ssh().reach(target, port, Duration.ofSeconds(3)));
        }
    }

    /** Until the host is lost; a call blocks meanwhile in a program that takes that many seconds. */
    private void watch(String address, String seconds) throws InterruptedException {
        try (Hypervisor host = open(address)) {
            CompletableFuture<Void> blocked =
                    CompletableFuture.runAsync(() -> host.ssh().run(Duration.ofMinutes(2), List.of("sleep", seconds)));
            print("ready", true);
            while (host.isAlive()) {
                Thread.sleep(50);
            }
            print("noticed", System.currentTimeMillis());
            try {
                host.libvirt().hostName();
            } catch (RuntimeException e) {
                print("call", e.getClass().getSimpleName() + " " + e.getMessage());
            }
            blocked.handle((nothing, thrown) -> thrown)
                    .thenAccept(thrown -> print("program", thrown))
                    .join();
            print("failed", System.currentTimeMillis());
        }
        print("closed", System.currentTimeMillis());
    }

    private void storage(String address, String directory) {
        Optional<String> none = Optional.empty();
        try (Hypervisor host = open(address);
                Directory open = host.libvirt().storage().open(directory)) {
            print("available", open.availableBytes() > 0);
            print("missing", open.find("t-thin.qcow2"));
            open.create("t-thin.qcow2", new ImageSpec("qcow2", 67_109_376, none, none));
            open.create("t-raw.img", new ImageSpec("raw", 10_000_001, none, none));
            open.create(
                    "t-top.qcow2",
                    new ImageSpec("qcow2", 67_109_376, Optional.of(directory + "/t-thin.qcow2"), Optional.of("qcow2")));
            for (String name : List.of("t-thin.qcow2", "t-raw.img", "t-top.qcow2")) {
                print("image", open.find(name).orElseThrow());
            }
            try {
                open.create("t-raw.img", new ImageSpec("raw", 1, none, none));
            } catch (RuntimeException e) {
                print("twice", e.getMessage());
            }
            for (String name : List.of("t-thin.qcow2", "t-raw.img", "t-top.qcow2")) {
                open.delete(name);
                print("deleted", open.find(name).isEmpty());
            }
        }
    }

    /** Four at a time make, find and delete images in a directory that has no pool. */
    private void contend(String address, String directory) {
        try (Hypervisor host = open(address)) {
            ForkJoinPool pool = new ForkJoinPool(4);
            List<CompletableFuture<Integer>> workers = IntStream.range(0, 4)
                    .mapToObj(worker ->
                            CompletableFuture.supplyAsync(() -> work(host, directory, "t-" + worker + ".qcow2"), pool))
                    .toList();
            print("made", workers.stream().mapToInt(CompletableFuture::join).sum());
        }
    }

    private static int work(Hypervisor host, String directory, String name) {
        int made = 0;
        try (LibvirtConnection libvirt = host.connect()) {
            for (int round = 0; round < 5; round++) {
                try (Directory open = libvirt.storage().open(directory)) {
                    open.create(name, new ImageSpec("qcow2", 1 << 20, Optional.empty(), Optional.empty()));
                    made += open.find(name).isPresent() ? 1 : 0;
                    open.delete(name);
                }
            }
        }
        return made;
    }

    /** Every cycle a host, from its login on, with two connections and a domain; prints five times what is held. */
    private void cycles(String address, int cycles) throws IOException {
        for (int cycle = 1; cycle <= cycles; cycle++) {
            try (Hypervisor host = open(address);
                    LibvirtConnection second = host.connect()) {
                second.allDomains()
                        .forEach(domain -> host.libvirt()
                                .findDomain(domain.uuid())
                                .orElseThrow()
                                .xml());
            }
            if (cycle % (cycles / 5) == 0) {
                print("held", held());
            }
        }
        print("folders", folders());
    }

    /** Descriptors, threads, and resident KiB. */
    private static String held() throws IOException {
        System.gc();
        String resident = Files.readAllLines(Path.of("/proc/self/status")).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .findFirst()
                .orElseThrow()
                .replaceAll("[^0-9]", "");
        return entries("/proc/self/fd") + " " + entries("/proc/self/task") + " " + resident;
    }

    private static int entries(String directory) {
        String[] names = new File(directory).list();
        return names == null ? -1 : names.length;
    }

    private static int folders() {
        String mine = "libvirt-migration-" + ProcessHandle.current().pid() + "-";
        String[] names = new File(System.getProperty("java.io.tmpdir")).list((folder, name) -> name.startsWith(mine));
        return names == null ? -1 : names.length;
    }

    /** Loses the source's connection for asking, and that alone, while a migration blocks on another. */
    private void renewWhileMigrating(String from, String to, String name) throws InterruptedException {
        try (HypervisorLink source = new HypervisorLink(from, () -> open(from));
                Hypervisor destination = open(to);
                LibvirtConnection there = destination.connect();
                LibvirtConnection here = source.get().connect();
                LibvirtConnection third = source.get().connect();
                LibvirtDomain watched = third.findDomain(name).orElseThrow();
                LibvirtDomain moving = here.findDomain(name).orElseThrow()) {
            CompletableFuture<Throwable> ended = migrateSlowly(moving, there);
            while (!watched.jobStatistics().isRunning() && !ended.isDone()) {
                Thread.sleep(20);
            }
            Hypervisor before = source.get();
            before.libvirt().close();
            print("lost", !source.isAlive());
            print("same", source.get() == before);
            print("asks", source.get().libvirt().hostName());
            print("moving", !ended.isDone() && watched.jobStatistics().isRunning());
            watched.abortJob();
            print("over", ended.join() != null);
        }
    }

    private static CompletableFuture<Throwable> migrateSlowly(LibvirtDomain moving, LibvirtConnection there) {
        return CompletableFuture.runAsync(() ->
                        moving.migrate(there, List.of(new LibvirtParameter("bandwidth", 1L)), Set.of(MigrateFlag.LIVE)))
                .handle((nothing, thrown) -> thrown.getCause());
    }

    /** Closes the source's connection while a migration blocks on it. */
    private void closeWhileMigrating(String from, String to, String name) throws InterruptedException {
        try (Hypervisor source = open(from);
                Hypervisor destination = open(to);
                LibvirtConnection there = destination.connect();
                LibvirtDomain watched = source.libvirt().findDomain(name).orElseThrow()) {
            LibvirtConnection here = source.connect();
            LibvirtDomain moving = here.findDomain(name).orElseThrow();
            CompletableFuture<Throwable> ended = migrateSlowly(moving, there);
            while (!watched.jobStatistics().isRunning() && !ended.isDone()) {
                Thread.sleep(20);
            }
            long start = System.nanoTime();
            here.close();
            print(
                    "thrown",
                    ended.join().getClass().getSimpleName() + " " + ended.join().getMessage());
            print("millis", (System.nanoTime() - start) / 1_000_000);
            moving.close();
            here.close();
            while (watched.jobStatistics().isRunning()) {
                Thread.sleep(20);
            }
            print("running", watched.state().isRunning());
            print("alive", source.isAlive());
        }
    }
}
