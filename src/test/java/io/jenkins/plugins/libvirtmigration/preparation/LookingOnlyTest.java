package io.jenkins.plugins.libvirtmigration.preparation;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.libvirtmigration.check.Check;
import io.jenkins.plugins.libvirtmigration.hypervisor.FakeHypervisor;
import io.jenkins.plugins.libvirtmigration.preparation.examination.PreparationRequest;
import io.jenkins.plugins.libvirtmigration.preparation.examination.PreparationRequest.PeerTransport;
import io.jenkins.plugins.libvirtmigration.request.StorageMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A whole run without --apply, with an account that is not root: it only looks, by the commands of docs/prepare.sudoers. */
class LookingOnlyTest {
    private static final List<String> AS_ANYBODY = List.of(
            "id -un?",
            "cat /proc/meminfo",
            "sh -c command -v \"\\$1\" sh \\S+",
            "getent (-- (passwd|group) \\S+|ahosts \\S+)",
            "ip -o (address show|link show type bridge|route get \\S+)",
            "df --block-size=1 .*",
            "date \\+%s.%N %z",
            "systemctl show .*",
            "(ps -C|pgrep -x) .*",
            "virsh -q -c qemu:///system (pool-list|pool-dumpxml|net-list).*",
            "findmnt -J -l",
            "getenforce|getsebool -a",
            "sh -c (for f in /proc/net/bonding|cd /sys/kernel/mm/hugepages).*",
            "sh -c printf %s \"\\$1\" \\| virsh -q -c qemu:///system hypervisor-cpu-baseline .*",
            "timeout \\d+ (bash -c : < \"/dev/tcp/|python3 -c import socket).*");

    private static FakeHypervisor host(String name) {
        FakeHypervisor host = new FakeHypervisor(name);
        // A host on which everything is there and says nothing, so that each examination goes on as far as it can.
        host.ssh.answer("", 0, "");
        Recordings.teach(host, "id -u", 0, "1000\n");
        Recordings.teach(host, "id -un", 0, "op\n");
        Recordings.teach(host, "getent -- passwd", 0, "op:x:1000:1000::/home/op:/bin/bash\n");
        Recordings.teach(host, "getent -- group", 0, "kvm:x:106:\n");
        Recordings.teach(host, "ip -o address show", 0, "2: eth0    inet 10.0.0.11/24 scope global eth0\n");
        Recordings.teach(host, "virsh -q -c qemu:///system pool-list", 0, "images\n");
        Recordings.teach(host, "virsh -q -c qemu:///system pool-dumpxml", 0, Recordings.of("debian12-pool-dir.xml"));
        Recordings.teach(host, "getenforce", 0, "Enforcing\n");
        Recordings.teach(host, "findmnt -J", 0, Recordings.of("rhel9-findmnt-nfs.json"));
        Recordings.teach(host, "sudo -n -- findmnt -J", 0, Recordings.of("rhel9-findmnt-nfs.json"));
        Recordings.teach(host, "sudo -n -- sshd -T", 0, Recordings.of("debian12-sshd-T.txt"));
        Recordings.teach(host, "sudo -n -- ssh -G", 0, Recordings.of("debian12-ssh-G.txt"));
        Recordings.teach(host, "date", 0, "1769300000.000000000 +0000\n");
        return host;
    }

    @Test
    void onlyCommandsThatAreNamedAreRunAndNoneWrites() {
        List<FakeHypervisor> hosts = List.of(host("kvm-01"), host("kvm-02"));
        for (PeerTransport transport : PeerTransport.values()) {
            PreparationRequest request = new PreparationRequest(StorageMode.SHARED, transport, false, Optional.empty());

            List<Check> checks = new Preparation(request, check -> {}, () -> false)
                    .run(hosts.stream()
                            .map(host -> new NamedHost(host.name(), () -> host, Optional.empty()))
                            .toList());

            assertThat(checks).hasSizeGreaterThan(100);
        }
        List<String> others = new ArrayList<>();
        SudoRules permitted = SudoRules.ofTheGuide();
        for (List<String> words : hosts.get(0).ssh.commands) {
            String command = String.join(" ", words.subList(3, words.size()));
            boolean sudo = command.startsWith("sudo -n -- ");
            String rest = sudo ? command.substring(11) : command;
            if (sudo ? !permitted.permits(rest) : AS_ANYBODY.stream().noneMatch(form -> rest.matches("(?s)" + form))) {
                others.add(command);
            }
        }
        assertThat(others).isEmpty();
    }

    @Test
    void aHostThatCannotBeLoggedInToIsToldAndTheOthersAreLookedAt() {
        FakeHypervisor one = host("kvm-01");
        PreparationRequest request =
                new PreparationRequest(StorageMode.AUTO, PeerTransport.SSH, false, Optional.empty());

        List<Check> checks = new Preparation(request, check -> {}, () -> false)
                .run(List.of(
                        new NamedHost("kvm-01", () -> one, Optional.empty()),
                        new NamedHost(
                                "kvm-03",
                                () -> {
                                    throw new io.jenkins.plugins.libvirtmigration.host.HypervisorUnreachableException(
                                            "no route", null);
                                },
                                Optional.empty())));

        assertThat(checks.get(0).id()).isEqualTo("ssh-login");
        assertThat(checks.get(0).host()).isEqualTo("kvm-03");
        assertThat(checks).anyMatch(check -> check.host().equals("kvm-01"));
        assertThat(one.alive).as("closed at the end").isFalse();
    }
}
