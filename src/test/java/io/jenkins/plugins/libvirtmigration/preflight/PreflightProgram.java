package io.jenkins.plugins.libvirtmigration.preflight;

import io.jenkins.plugins.libvirtmigration.check.Check;
import io.jenkins.plugins.libvirtmigration.host.HypervisorAddress;
import io.jenkins.plugins.libvirtmigration.hypervisor.Hypervisor;
import io.jenkins.plugins.libvirtmigration.hypervisor.HypervisorAccess;
import io.jenkins.plugins.libvirtmigration.request.Control;
import io.jenkins.plugins.libvirtmigration.request.MigrationRequest;
import io.jenkins.plugins.libvirtmigration.request.StorageMode;
import io.jenkins.plugins.libvirtmigration.request.Transport;
import io.jenkins.plugins.libvirtmigration.ssh.HostKeys;
import io.jenkins.plugins.libvirtmigration.ssh.SshIdentity;
import io.jenkins.plugins.libvirtmigration.storage.DestinationImages;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A pre-flight on the lab's control side, where the hosts are reached. Arguments: identity, known hosts, source,
 * destination, VM, then {@code storage=block}, {@code incremental}, {@code tls}, {@code control=managed},
 * {@code unsafe}, {@code address=ADDRESS}; {@code images=keep} or {@code images=remove} also makes the images of a
 * block migration. Prints one line for each check, its fields parted by tabs.
 */
public final class PreflightProgram {
    private PreflightProgram() {}

    public static void main(String[] arguments) throws Exception {
        HypervisorAccess access = new HypervisorAccess(
                SshIdentity.of("root", Files.readString(Path.of(arguments[0])).toCharArray(), null),
                HostKeys.knownHosts(Files.readString(Path.of(arguments[1])), arguments[1]));
        try (Hypervisor source = access.open(HypervisorAddress.parse(arguments[2]));
                Hypervisor destination = access.open(HypervisorAddress.parse(arguments[3]))) {
            long start = System.nanoTime();
            PreflightResult result = Preflight.running(new HostPair(source, destination), request(arguments))
                    .examine();
            long millis = (System.nanoTime() - start) / 1_000_000;
            result.checks().forEach(check -> System.out.println(line(check)));
            System.out.println("RESULT\t" + result.mayStart() + "\t" + result.control() + "\t"
                    + result.peerUri().orElse("-") + "\t" + result.dataUri() + "\t"
                    + result.storage().map(plan -> plan.kind()).orElse("-") + "\t"
                    + result.destinationXml().isPresent() + "\t" + millis);
            if (List.of(arguments).contains("images=keep") || List.of(arguments).contains("images=remove")) {
                images(destination, result, List.of(arguments).contains("images=remove"));
            }
        }
    }

    private static void images(Hypervisor destination, PreflightResult result, boolean remove) {
        DestinationImages images =
                new DestinationImages(destination, result.domain().orElseThrow().uuid());
        images.create(result.storage().orElseThrow());
        if (remove) {
            System.out.println("KEPT\t" + images.removeCreated());
        } else {
            images.keep();
        }
    }

    private static String line(Check check) {
        return check.status() + "\t" + check.id() + "\t" + check.found() + "\t" + check.expected() + "\t"
                + check.remedy();
    }

    private static MigrationRequest request(String[] arguments) {
        MigrationRequest usual = MigrationRequest.of(arguments[4]);
        StorageMode storage = StorageMode.AUTO;
        Control control = Control.AUTO;
        Optional<String> address = Optional.empty();
        boolean incremental = false;
        boolean tls = false;
        boolean unsafe = false;
        for (int i = 5; i < arguments.length; i++) {
            String[] option = arguments[i].split("=", 2);
            switch (option[0]) {
                case "storage" -> storage = StorageMode.valueOf(option[1]);
                case "control" -> control = Control.valueOf(option[1]);
                case "address" -> address = Optional.of(option[1]);
                case "incremental" -> incremental = true;
                case "images" -> {}
                case "tls" -> tls = true;
                case "unsafe" -> unsafe = true;
                default -> throw new IllegalArgumentException(arguments[i]);
            }
        }
        Transport transport = new Transport(
                control,
                tls,
                usual.transport().parallelConnections(),
                usual.transport().compression(),
                usual.transport().bandwidth(),
                address);
        return new MigrationRequest(
                usual.vm(),
                usual.live(),
                storage,
                incremental,
                transport,
                usual.convergence(),
                usual.patience(),
                usual.probe(),
                unsafe);
    }
}
