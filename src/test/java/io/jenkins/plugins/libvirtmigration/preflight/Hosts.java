package io.jenkins.plugins.libvirtmigration.preflight;

import io.jenkins.plugins.libvirtmigration.check.Check;
import io.jenkins.plugins.libvirtmigration.check.CheckStatus;
import io.jenkins.plugins.libvirtmigration.domain.DomainXml;
import io.jenkins.plugins.libvirtmigration.domain.Recorded;
import io.jenkins.plugins.libvirtmigration.hypervisor.FakeHypervisor;
import io.jenkins.plugins.libvirtmigration.hypervisor.TwoHosts;
import io.jenkins.plugins.libvirtmigration.request.MigrationRequest;
import io.jenkins.plugins.libvirtmigration.request.StorageMode;
import io.jenkins.plugins.libvirtmigration.request.Transport;
import io.jenkins.plugins.libvirtmigration.ssh.CommandOutput;
import io.jenkins.plugins.libvirtmigration.storage.StorageJudge;
import java.util.List;
import java.util.function.UnaryOperator;

/** Two hosts between which everything is right, with the commands that the checks run answered as the lab's hosts do. */
public final class Hosts {
    static final String RECORDED_UUID = "8d40ad5f-4306-467f-80dc-65eace605916";
    static final String BRIDGED =
            "<interface type='bridge'><mac address='52:54:00:77:00:47'/><source bridge='br0'/>" + "</interface>";

    public final TwoHosts two = new TwoHosts();
    public MigrationRequest request = MigrationRequest.of("web-1");

    public Hosts() {
        two.devices(two.sharedDisk("vda", "a.qcow2"), BRIDGED);
        for (FakeHypervisor host : new FakeHypervisor[] {two.source, two.destination}) {
            host.ssh.answer("grep -E -e ^[[:space:]]*(migrat|default_tls_x509", 1, "");
            host.ssh.answer("grep -H -e  /sys/class/net/", 0, "/sys/class/net/br0/mtu:1500\n");
            host.ssh.answer("findmnt", 0, "fuse.glusterfs\n");
            host.ssh.answer(
                    "ip -o address show",
                    0,
                    "1: lo    inet 127.0.0.1/8 scope host lo\\       valid_lft forever preferred_lft forever\n"
                            + "3: br0    inet " + host.address().host()
                            + "/24 scope global br0\\       valid_lft forever preferred_lft forever\n"
                            + "3: br0    inet6 fe80::3877:e3ff:fe8a:1584/64 scope link \\       valid_lft forever\n");
        }
        two.source.ssh.answer(
                "timeout 15 virsh --connect qemu+ssh://root@10.77.0.12/system?no_tty=1 capabilities",
                words -> new CommandOutput(
                        0,
                        Recorded.xml("capabilities")
                                .replace(RECORDED_UUID, two.destination.libvirt.hostUuid.toString()),
                        ""));
    }

    public Hosts asking(UnaryOperator<Transport> change) {
        request = new MigrationRequest(
                request.vm(),
                request.live(),
                request.storage(),
                request.incremental(),
                change.apply(request.transport()),
                request.convergence(),
                request.patience(),
                request.probe(),
                request.allowUnsafe());
        return this;
    }

    PreflightResult examine() {
        return Preflight.running(new HostPair(two.source, two.destination), request)
                .examine();
    }

    /** What the checks are given, with the guest as its XML is now. */
    Situation situation() {
        var guest = DomainXml.parse(two.guest.xml);
        var judge = new StorageJudge(two.source, two.destination, StorageMode.AUTO, false);
        return new Situation(
                request,
                new HostPair(two.source, two.destination),
                new Guest(two.guest, guest, new Lazy<>(() -> judge.judge(guest, two.guest))));
    }

    List<Check> run(PreflightCheck check) {
        return check.examine(situation());
    }

    static List<String> idsOf(List<Check> checks, CheckStatus status) {
        return checks.stream()
                .filter(check -> check.status() == status)
                .map(Check::id)
                .toList();
    }
}
