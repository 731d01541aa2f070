package io.jenkins.plugins.libvirtmigration.preflight;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.libvirtmigration.check.Check;
import io.jenkins.plugins.libvirtmigration.check.CheckStatus;
import io.jenkins.plugins.libvirtmigration.domain.Recorded;
import io.jenkins.plugins.libvirtmigration.host.HypervisorUnreachableException;
import io.jenkins.plugins.libvirtmigration.hypervisor.TwoHosts;
import io.jenkins.plugins.libvirtmigration.libvirt.DomainState;
import io.jenkins.plugins.libvirtmigration.libvirt.FakeHostStorage.Store;
import io.jenkins.plugins.libvirtmigration.libvirt.FakeLibvirtDomain;
import io.jenkins.plugins.libvirtmigration.libvirt.HostMemory;
import io.jenkins.plugins.libvirtmigration.libvirt.JobStatistics;
import io.jenkins.plugins.libvirtmigration.libvirt.JobType;
import io.jenkins.plugins.libvirtmigration.libvirt.LibvirtCallException;
import io.jenkins.plugins.libvirtmigration.libvirt.LibvirtDomain.BlockInfo;
import io.jenkins.plugins.libvirtmigration.libvirt.LibvirtVersion;
import io.jenkins.plugins.libvirtmigration.request.MigrationRequest;
import io.jenkins.plugins.libvirtmigration.request.Transport;
import io.jenkins.plugins.libvirtmigration.ssh.Reachability;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every reason why a guest may not go: which value, why, and what to do about it. */
class PreflightRefusalTest {
    private final Hosts hosts = new Hosts();

    static Stream<Arguments> refusals() {
        return Stream.of(
                refusal(
                        "different-hosts",
                        "on two hosts",
                        "host_uuid",
                        two -> two.destination.libvirt.hostUuid = two.source.libvirt.hostUuid),
                refusal(
                        "libvirt-version",
                        "9.0.0 on the source and 8.10.0",
                        "Update libvirt",
                        two -> two.destination.libvirt.libvirtVersion = new LibvirtVersion(8_010_000)),
                refusal(
                        "qemu-version",
                        "7.2.0 on the source and 7.1.0",
                        "Update QEMU",
                        two -> two.destination.libvirt.qemuVersion = new LibvirtVersion(7_001_000)),
                refusal(
                        "vm-state",
                        "SHUT_OFF",
                        "Start the guest",
                        two -> two.guest.state = new DomainState(DomainState.State.SHUT_OFF, 1)),
                refusal(
                        "vm-state",
                        "I/O error",
                        "Mend the storage",
                        two -> two.guest.state = new DomainState(DomainState.State.PAUSED, 5)),
                refusal(
                        "vm-state",
                        "another migration",
                        "migrate --recover",
                        two -> two.guest.state = new DomainState(DomainState.State.PAUSED, 2)),
                refusal(
                        "vm-state",
                        "PAUSED (reason 8)",
                        "virsh domstate --reason",
                        two -> two.guest.state = new DomainState(DomainState.State.PAUSED, 8)),
                refusal(
                        "no-other-job",
                        "a job is running",
                        "virsh domjobabort",
                        two -> two.guest.job = new JobStatistics(JobType.UNBOUNDED, Map.of(), Optional.empty())),
                refusal(
                        "name-free",
                        "another domain of that name",
                        "virsh domrename",
                        two -> two.destination.libvirt.domains.add(
                                new FakeLibvirtDomain("web-1", UUID.randomUUID(), "<domain/>"))),
                refusal("uuid-free", "a domain named old\\u000Aname that is not running", "virsh undefine", two -> {
                    FakeLibvirtDomain left = new FakeLibvirtDomain("old\nname", TwoHosts.GUEST, "<domain/>");
                    left.state = new DomainState(DomainState.State.SHUT_OFF, 0);
                    two.destination.libvirt.domains.add(left);
                }),
                refusal(
                        "uuid-free",
                        "that is RUNNING there",
                        "must not run twice",
                        two -> two.destination.libvirt.domains.add(
                                new FakeLibvirtDomain("web-1", TwoHosts.GUEST, "<domain/>"))),
                refusal("virt-type", "only domains of type qemu", "modprobe kvm_intel", two -> {
                    two.guest.xml = two.guest.xml.replace("type='qemu'", "type='kvm'");
                    two.destination.libvirt.capabilities =
                            Recorded.xml("capabilities").replace("<domain type='kvm'/>", "");
                }),
                refusal(
                        "machine-type",
                        "the machine 'pc-i440fx-7.2' is not supported",
                        "virsh edit",
                        two -> two.destination.libvirt.domainCapabilities = words -> {
                            throw new LibvirtCallException(
                                    8, "invalid argument: the machine 'pc-i440fx-7.2' is not supported by emulator");
                        }),
                refusal(
                        "memory-fits",
                        "64.0 MiB available",
                        "choose one with more memory",
                        two -> two.destination.libvirt.memory = new HostMemory(1L << 30, 64L << 20)),
                refusal(
                        "bridge-exists",
                        "no network device br0",
                        "Make the bridge",
                        two -> two.destination.ssh.answer("grep -H -e  /sys/class/net/", 2, "")),
                refusal("snapshots", "2 snapshots", "--metadata", two -> two.guest.snapshots = 2),
                refusal(
                        "unsafe-storage",
                        "is on ext4",
                        "--allow-unsafe",
                        two -> two.source.ssh.answer("findmnt", 0, "ext4\n")),
                refusal("unsafe-cache", "the cache mode default", "cache='none'", two -> {
                    two.devices(two.sharedDisk("vda", "a.qcow2").replace("cache='none'", ""), Hosts.BRIDGED);
                    two.source.libvirt.qemuVersion = new LibvirtVersion(3_001_000);
                }),
                refusal(
                        "migration-ports",
                        "no answer from port 49215",
                        "firewall",
                        two -> two.source.ssh.reaches("10.77.0.12", 49215, Reachability.SILENT)),
                refusal(
                        "migration-ports",
                        "no route to port 49215",
                        "firewall",
                        two -> two.source.ssh.reaches("10.77.0.12", 49215, Reachability.UNREACHABLE)),
                refusal("disk", "vda refused: /local/x.qcow2 is in a directory", "Create the directory", two -> {
                    two.source.libvirt.storage.mount("/local", new Store().put("x.qcow2", "qcow2", TwoHosts.GIB, 0));
                    two.devices(TwoHosts.disk("vda", "/local/x.qcow2"), Hosts.BRIDGED);
                    two.guest.blocks.put("vda", new BlockInfo(TwoHosts.GIB, 0, 0));
                }),
                refusal("free-space", "100.0 MiB free in /images", "Free some room", two -> {
                    two.devices(two.localDisk("vda", "b.qcow2", TwoHosts.GIB), Hosts.BRIDGED);
                    two.destinationImages.availableBytes = 100L << 20;
                }));
    }

    private static Arguments refusal(String id, String found, String remedy, Consumer<TwoHosts> breakage) {
        return Arguments.of(id, found, remedy, breakage);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("refusals")
    void refusesForOneReasonAndSaysWhichAndWhatToDo(
            String id, String found, String remedy, Consumer<TwoHosts> breakage) {
        breakage.accept(hosts.two);

        PreflightResult result = hosts.examine();

        assertThat(result.mayStart()).isFalse();
        assertThat(result.failures()).singleElement().satisfies(check -> {
            assertThat(check.id()).isEqualTo(id);
            assertThat(check.found()).contains(found);
            assertThat(check.remedy()).contains(remedy);
            assertThat(check.sentence()).doesNotContain("\n");
        });
    }

    @Test
    void givesAllReasonsAtOnce() {
        refusals()
                .filter(one -> List.of("libvirt-version", "memory-fits", "snapshots", "bridge-exists")
                        .contains(one.get()[0]))
                .forEach(one -> breakage(one).accept(hosts.two));
        hosts.two.devices(
                "<disk type='dir'><source dir='/d'/><target dev='vda'/></disk>",
                Hosts.BRIDGED,
                "<hostdev mode='subsystem' type='mdev'/>",
                "<filesystem><driver type='virtiofs'/></filesystem>");

        assertThat(hosts.examine().failures())
                .extracting(Check::id)
                .containsExactlyInAnyOrder(
                        "libvirt-version", "memory-fits", "snapshots", "bridge-exists", "disk", "devices", "devices");
    }

    @SuppressWarnings("unchecked")
    private static Consumer<TwoHosts> breakage(Arguments refusal) {
        return (Consumer<TwoHosts>) refusal.get()[3];
    }

    @Test
    void aGuestThatIsNotThereLeavesTheHostsToBeLookedAt() {
        hosts.request = MigrationRequest.of("-no\nsuch $(guest)");
        hosts.two.destination.libvirt.libvirtVersion = new LibvirtVersion(1);

        PreflightResult result = hosts.examine();

        assertThat(result.mayStart()).isFalse();
        assertThat(result.domain()).isEmpty();
        assertThat(result.storage()).isEmpty();
        assertThat(Hosts.idsOf(result.checks(), CheckStatus.FAILED)).containsExactly("vm-found", "libvirt-version");
        assertThat(result.failures().get(0).found())
                .isEqualTo("no domain with the name or UUID -no\\u000Asuch $(guest)");
        assertThat(result.failures().get(0).remedy()).contains("virsh list --all");
    }

    @Test
    void hostileXmlIsAReasonToo() {
        hosts.two.guest.xml = "<!DOCTYPE domain [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><domain>&x;</domain>";

        PreflightResult result = hosts.examine();

        assertThat(result.mayStart()).isFalse();
        assertThat(result.failures()).singleElement().satisfies(check -> {
            assertThat(check.id()).isEqualTo("domain-xml");
            assertThat(check.found()).contains("cannot be read: line 1").doesNotContain("root:");
        });
    }

    @Test
    void aCheckThatThrowsHasFailedAndSaysSo() {
        hosts.two.destination.libvirt.domainCapabilities = words -> {
            throw new IllegalStateException("no such\nthing");
        };

        assertThat(hosts.examine().failures()).singleElement().satisfies(check -> {
            assertThat(check.id()).isEqualTo("emulator");
            assertThat(check.found()).isEqualTo("the check itself failed: no such\\u000Athing");
        });
    }

    @Test
    void aHostThatIsGoneEndsEverything() {
        HypervisorUnreachableException gone = new HypervisorUnreachableException("10.77.0.12 no longer answers", null);
        hosts.two.destination.libvirt.domainCapabilities = words -> {
            throw gone;
        };

        assertThatThrownBy(hosts::examine).isSameAs(gone);
        assertThat(hosts.two.guest.calls).contains("close");
    }

    @Test
    void anAddressThatIsNoneIsRefusedBeforeItGetsIntoAUri() {
        hosts.asking(asked -> new Transport(
                asked.control(),
                asked.tls(),
                asked.parallelConnections(),
                asked.compression(),
                asked.bandwidth(),
                Optional.of("10.0.0.1/x?y")));

        PreflightResult result = hosts.examine();

        assertThat(result.mayStart()).isFalse();
        assertThat(result.failures())
                .anySatisfy(check -> assertThat(check.found()).contains("10.0.0.1/x?y"));
        assertThat(result.dataUri()).isEqualTo("tcp://10.77.0.12");
    }
}
