package io.jenkins.plugins.libvirtmigration.evacuation.world;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.libvirtmigration.check.Check;
import io.jenkins.plugins.libvirtmigration.domain.Disk;
import io.jenkins.plugins.libvirtmigration.domain.DomainDescription;
import io.jenkins.plugins.libvirtmigration.evacuation.plan.Amount;
import io.jenkins.plugins.libvirtmigration.evacuation.plan.Guest;
import io.jenkins.plugins.libvirtmigration.evacuation.plan.HostCapacity;
import io.jenkins.plugins.libvirtmigration.evacuation.plan.Route;
import io.jenkins.plugins.libvirtmigration.evacuation.plan.Strategy;
import io.jenkins.plugins.libvirtmigration.evacuation.world.World.Seen;
import io.jenkins.plugins.libvirtmigration.evacuation.world.World.Survey;
import io.jenkins.plugins.libvirtmigration.host.HypervisorUnreachableException;
import io.jenkins.plugins.libvirtmigration.hypervisor.FakeHypervisor;
import io.jenkins.plugins.libvirtmigration.hypervisor.HypervisorLink;
import io.jenkins.plugins.libvirtmigration.libvirt.DomainState;
import io.jenkins.plugins.libvirtmigration.libvirt.DomainState.State;
import io.jenkins.plugins.libvirtmigration.libvirt.FakeHostStorage;
import io.jenkins.plugins.libvirtmigration.libvirt.FakeLibvirtDomain;
import io.jenkins.plugins.libvirtmigration.libvirt.HostMemory;
import io.jenkins.plugins.libvirtmigration.libvirt.JobStatistics;
import io.jenkins.plugins.libvirtmigration.libvirt.JobType;
import io.jenkins.plugins.libvirtmigration.libvirt.LibvirtDomain.BlockInfo;
import io.jenkins.plugins.libvirtmigration.migration.AbortSignal;
import io.jenkins.plugins.libvirtmigration.preflight.PreflightResult;
import io.jenkins.plugins.libvirtmigration.request.Control;
import io.jenkins.plugins.libvirtmigration.storage.DiskVerdict;
import io.jenkins.plugins.libvirtmigration.storage.StoragePlan;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class LibvirtWorldTest {
    private static final long GIB = 1L << 30;

    private final FakeHypervisor source = new FakeHypervisor("root@kvm-01");
    private final FakeHypervisor destination = new FakeHypervisor("root@kvm-02");
    private final List<String> examined = Collections.synchronizedList(new ArrayList<>());
    private final AbortSignal abort = new AbortSignal();
    private final AtomicInteger knocks = new AtomicInteger();
    private RouteFinder.PairCheck check = (guest, host) -> passed(List.of(), List.of());

    private LibvirtWorld world() {
        RouteFinder routes = new RouteFinder(
                () -> (guest, host) -> {
                    examined.add(guest.name() + ">" + host.name());
                    return check.examine(guest, host);
                },
                abort);
        return new LibvirtWorld(
                new HypervisorLink("kvm-01", () -> {
                    source.alive = true;
                    return source;
                }),
                List.of(new HypervisorLink("kvm-02", () -> destination), new HypervisorLink("kvm-03", () -> {
                    knocks.incrementAndGet();
                    throw new HypervisorUnreachableException("No route to host.", null);
                })),
                routes,
                2);
    }

    private static PreflightResult passed(List<DiskVerdict> disks, List<Check> checks) {
        DomainDescription domain = new DomainDescription(
                "web",
                UUID.randomUUID(),
                "kvm",
                "x86_64",
                "q35",
                "/usr/bin/qemu",
                GIB,
                1,
                null,
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of());
        return new PreflightResult(
                checks,
                Optional.of(domain),
                Optional.of(new StoragePlan(disks, false)),
                Control.MANAGED,
                Optional.empty(),
                "tcp://kvm-02",
                "kvm-02",
                Optional.empty(),
                Optional.empty());
    }

    private static FakeLibvirtDomain domain(FakeHypervisor host, String name, String metadata) {
        FakeLibvirtDomain domain = new FakeLibvirtDomain(
                name,
                UUID.randomUUID(),
                "<domain><name>" + name + "</name><metadata>" + metadata + "</metadata></domain>");
        domain.figures.putAll(
                Map.of("balloon.maximum", 2L << 20, "balloon.rss", 1L << 20, "vcpu.current", 2L, "vcpu.maximum", 4L));
        host.libvirt.domains.add(domain);
        return domain;
    }

    private static String wishes(String attributes, String content) {
        return "<m:migration xmlns:m='urn:libvirt-migration:1' " + attributes + ">" + content + "</m:migration>";
    }

    private static HostCapacity host(Survey survey, String name) {
        return survey.destinations().stream()
                .filter(host -> host.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private List<Guest> guests(LibvirtWorld world) {
        return world.look().stream().map(Seen::guest).toList();
    }

    @Test
    void aGuestIsWhatTheBulkCallAndItsMetadataSay() {
        domain(source, "web", wishes("priority='7'", "<m:group>web</m:group>"));
        domain(source, "off", wishes("strategy='skip'", "")).state = new DomainState(State.SHUT_OFF, 1);

        List<Seen> seen = world().look();

        Guest web = seen.get(0).guest();
        assertThat(web.memoryBytes()).as("with what QEMU needs").isBetween(2 * GIB + 1, 2 * GIB + GIB / 4);
        assertThat(web.expectedBytes()).isEqualTo(GIB);
        assertThat(web.cpus()).isEqualTo(4);
        assertThat(web.priority()).isEqualTo(7);
        assertThat(web.groups()).containsExactly("web");
        assertThat(seen.get(1).isActive()).isFalse();
        assertThat(seen.get(1).guest().memoryBytes()).isZero();
        assertThat(seen.get(1).guest().strategy()).isEqualTo(Strategy.POWERED_OFF);
    }

    @Test
    void metadataIsAskedForOnce() {
        FakeLibvirtDomain web = domain(source, "web", "");
        LibvirtWorld world = world();

        world.look();
        world.look();

        assertThat(web.calls).containsExactly("close");
    }

    @Test
    void whatADestinationHasFree() {
        destination.libvirt.memory = new HostMemory(64 * GIB, 20 * GIB);
        destination.libvirt.capabilities = "<capabilities><host><topology><cells><cell><cpus>"
                + "<cpu id='0'/><cpu id='1'/><cpu id='2'/></cpus></cell></cells></topology></host></capabilities>";
        domain(source, "web-1", wishes("", "<m:group>web</m:group>"));
        domain(destination, "web-2", wishes("", "<m:group>web</m:group><m:group>blue</m:group>"));
        LibvirtWorld world = world();

        HostCapacity found = host(world.survey(guests(world)), "kvm-02");

        assertThat(found.memory()).isEqualTo(new Amount(64 * GIB, 20 * GIB));
        assertThat(found.cpus()).as("three times two, less the two in use").isEqualTo(new Amount(6, 4));
        assertThat(found.groups()).containsExactlyInAnyOrder("web", "blue");
        assertThat(found.idle()).isFalse();
    }

    @Test
    void aDestinationThatDoesNotAnswerIsClosedWithThatReason() {
        domain(source, "web", "");
        LibvirtWorld world = world();

        Survey survey = world.survey(guests(world));

        Route route = survey.routes().between(guests(world).get(0), host(survey, "kvm-03"));
        assertThat(route.obstacles())
                .singleElement()
                .asString()
                .contains("does not answer")
                .contains("No route");
        assertThat(examined).containsExactly("web>kvm-02");
    }

    @Test
    void aFailedCheckClosesTheRouteButMemoryAndSpaceAreThePlannersOwn() {
        domain(source, "web", "");
        LibvirtWorld world = world();
        check = (guest, host) -> passed(
                List.of(),
                List.of(
                        Check.failed("kvm-02", null, "memory-fits", "1 GiB", "2 GiB", "Free some"),
                        Check.failed("kvm-01", "kvm-02", "cpu-compatible", "no avx512", "avx512", "Use a baseline")));

        Survey survey = world.survey(guests(world));

        assertThat(survey.routes()
                        .between(guests(world).get(0), host(survey, "kvm-02"))
                        .obstacles())
                .singleElement()
                .asString()
                .contains("cpu-compatible")
                .contains("no avx512")
                .contains("Use a baseline");
    }

    @Test
    void copiedDisksNeedSpaceInTheirFileSystem() {
        domain(source, "db", "");
        destination.libvirt.storage.mount("/images", new FakeHostStorage.Store());
        LibvirtWorld world = world();
        check = (guest, host) -> passed(
                List.of(
                        DiskVerdict.copied(
                                Disk.file("vda", "/images/a.qcow2", "qcow2"),
                                "/images/a.qcow2",
                                "only here",
                                new BlockInfo(40 * GIB, 10 * GIB, 10 * GIB)),
                        DiskVerdict.copied(
                                Disk.block("vdb", "/dev/vg/db"),
                                "/dev/vg/db",
                                "only here",
                                new BlockInfo(5 * GIB, 5 * GIB, 5 * GIB)),
                        DiskVerdict.shared(Disk.file("vdc", "/nfs/c.raw", "raw"), "/nfs/c.raw", "both see it")),
                List.of());

        Survey survey = world.survey(guests(world));
        Route route = survey.routes().between(guests(world).get(0), host(survey, "kvm-02"));

        assertThat(route.space()).isEqualTo(Map.of("/images", 10 * GIB));
        assertThat(route.copiedBytes()).isEqualTo(15 * GIB);
        assertThat(host(survey, "kvm-02").stores()).containsOnlyKeys("/images");
    }

    @Test
    void whatPassedIsNotExaminedAgainWhatFailedIs() {
        domain(source, "good", "");
        domain(source, "bad", "");
        LibvirtWorld world = world();
        check = (guest, host) -> guest.name().equals("good")
                ? passed(List.of(), List.of())
                : passed(List.of(), List.of(Check.failed("kvm-01", null, "snapshots", "2", "0", "Delete them")));

        world.survey(guests(world));
        world.survey(guests(world));

        assertThat(examined).containsExactlyInAnyOrder("good>kvm-02", "bad>kvm-02", "bad>kvm-02");
    }

    @Test
    void metadataThatIsNotUnderstoodKeepsTheGuestWhereItIs() {
        domain(source, "odd", wishes("strategy='whatever'", ""));
        LibvirtWorld world = world();

        Survey survey = world.survey(guests(world));

        assertThat(survey.routes()
                        .between(guests(world).get(0), host(survey, "kvm-02"))
                        .obstacles())
                .singleElement()
                .asString()
                .contains("strategy")
                .contains("none of migrate");
    }

    @Test
    void aPinNamesADestinationAsItIsCalledOrAsItCallsItself() {
        destination.libvirt.hostName = "kvm-02.example.org";
        domain(source, "pinned", wishes("", "<m:pin>kvm-02.example.org</m:pin>"));
        LibvirtWorld world = world();

        Survey survey = world.survey(guests(world));

        assertThat(survey.routes()
                        .between(guests(world).get(0), host(survey, "kvm-02"))
                        .isOpen())
                .isTrue();
        assertThat(guests(world).get(0).pins()).containsExactly("kvm-02");
    }

    @Test
    void aDestinationThatIsSilentHoldsUpOneLookOnly() {
        domain(source, "pinned", wishes("", "<m:pin>kvm-02.example.org</m:pin>"));
        LibvirtWorld world = world();
        world.approach();

        for (int look = 0; look < 5; look++) {
            world.look();
        }

        assertThat(knocks.get())
                .as("when all are logged in to, and for its name")
                .isBetween(1, 2);
    }

    @Test
    @Timeout(60)
    void anAbortEndsAnExaminationThatHangs() {
        domain(source, "web", "");
        LibvirtWorld world = world();
        CountDownLatch never = new CountDownLatch(1);
        check = (guest, host) -> {
            abort.request();
            try {
                never.await();
            } catch (InterruptedException e) {
                // The pool is shut down: the examination is over.
                Thread.currentThread().interrupt();
            }
            return passed(List.of(), List.of());
        };

        Survey survey = world.survey(guests(world));

        assertThat(survey.routes()
                        .between(guests(world).get(0), host(survey, "kvm-02"))
                        .obstacles())
                .containsExactly("it was not examined, since an abort was asked for");
    }

    @Test
    void aLookIsOneCallForAllDomains() {
        domain(source, "web", "");
        domain(source, "db", "");
        LibvirtWorld world = world();
        world.look();
        int before = source.libvirt.bulkCalls;

        world.look();

        assertThat(source.libvirt.bulkCalls).isEqualTo(before + 1);
    }

    @Test
    void aDefinitionThatCannotBeReadKeepsItsGuestAloneUntilItCan() {
        domain(source, "good", "");
        FakeLibvirtDomain odd = domain(source, "odd", wishes("priority='3'", ""));
        String xml = odd.xml;
        odd.xml = null;
        LibvirtWorld world = world();

        List<Guest> seen = guests(world);
        Survey survey = world.survey(seen);

        assertThat(seen).hasSize(2);
        assertThat(survey.routes().between(seen.get(0), host(survey, "kvm-02")).isOpen())
                .isTrue();
        assertThat(survey.routes().between(seen.get(1), host(survey, "kvm-02")).obstacles())
                .singleElement()
                .asString()
                .contains("its definition cannot be read");

        odd.xml = xml;
        Guest read = guests(world).get(1);
        assertThat(read.priority()).isEqualTo(3);
        assertThat(world.survey(List.of(read))
                        .routes()
                        .between(read, host(survey, "kvm-02"))
                        .isOpen())
                .isTrue();
    }

    @Test
    void libvirtGuestsIsRemarkedOnWhereItIsEnabled() {
        source.ssh.answer("systemctl is-enabled libvirt-guests", 0, "enabled\n");

        assertThat(world().remarks()).singleElement().satisfies(check -> {
            assertThat(check.id()).isEqualTo("libvirt-guests");
            assertThat(check.hasFailed()).isFalse();
            assertThat(check.sentence()).contains("When the host is rebooted it shuts down or suspends every guest");
        });

        source.ssh.answer("systemctl is-enabled libvirt-guests", 1, "disabled\n");
        assertThat(world().remarks()).isEmpty();
    }

    @Test
    void aJobUnderWayIsSeen() {
        FakeLibvirtDomain web = domain(source, "web", "");
        LibvirtWorld world = world();

        assertThat(world.isMigrating(web.uuid)).isFalse();
        web.job = new JobStatistics(JobType.UNBOUNDED, Map.of(), Optional.empty());
        assertThat(world.isMigrating(web.uuid)).isTrue();
        assertThat(world.isMigrating(UUID.randomUUID())).isFalse();
    }
}
