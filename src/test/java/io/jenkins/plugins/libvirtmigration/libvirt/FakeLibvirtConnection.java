package io.jenkins.plugins.libvirtmigration.libvirt;

import io.jenkins.plugins.libvirtmigration.domain.DomainDescription;
import io.jenkins.plugins.libvirtmigration.domain.DomainXml;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;

/** A daemon in memory, as that of a healthy host: every answer can be changed. */
public final class FakeLibvirtConnection implements LibvirtConnection {
    public UUID hostUuid = UUID.randomUUID();
    public String hostName;
    public LibvirtVersion libvirtVersion = new LibvirtVersion(9_000_000);
    public LibvirtVersion qemuVersion = new LibvirtVersion(7_002_000);
    public String capabilities = "<capabilities/>";
    /** Given emulator, architecture, machine and virtualisation type. */
    public Function<List<String>, String> domainCapabilities = words -> "<domainCapabilities/>";
    /** Given the CPU's XML. */
    public Function<String, CpuComparison> cpu = xml -> new CpuComparison(CpuComparison.Result.SUPERSET, "");

    public HostMemory memory = new HostMemory(64L << 30, 32L << 30);
    public final List<FakeLibvirtDomain> domains = Collections.synchronizedList(new ArrayList<>());
    public final Map<String, Boolean> networks = Collections.synchronizedMap(new LinkedHashMap<>());
    public final FakeHostStorage storage = new FakeHostStorage();
    public boolean alive = true;
    /** One connection stands for all that a test opens: closing it does nothing but this. */
    public Runnable onClose = () -> {};
    /** How often all domains were asked for at once. */
    public int bulkCalls;

    public RuntimeException defineFailure;
    public Consumer<FakeLibvirtDomain> onDefine = domain -> {};

    public FakeLibvirtConnection(String hostName) {
        this.hostName = hostName;
    }

    @Override
    public UUID hostUuid() {
        return hostUuid;
    }

    @Override
    public String hostName() {
        return hostName;
    }

    @Override
    public LibvirtVersion libvirtVersion() {
        return libvirtVersion;
    }

    @Override
    public LibvirtVersion qemuVersion() {
        return qemuVersion;
    }

    @Override
    public String capabilities() {
        return capabilities;
    }

    @Override
    public String domainCapabilities(String emulator, String architecture, String machine, String virtType) {
        List<String> words = new ArrayList<>();
        Collections.addAll(words, emulator, architecture, machine, virtType);
        return domainCapabilities.apply(words);
    }

    @Override
    public CpuComparison compareCpu(
            String emulator, String architecture, String machine, String virtType, String cpuXml) {
        return cpu.apply(cpuXml);
    }

    @Override
    public HostMemory memory() {
        return memory;
    }

    @Override
    public Optional<LibvirtDomain> findDomain(String nameOrUuid) {
        Optional<LibvirtDomain> byUuid = domains.stream()
                .filter(domain -> domain.uuid.toString().equals(nameOrUuid))
                .map(LibvirtDomain.class::cast)
                .findFirst();
        return byUuid.isPresent() ? byUuid : findDomainByName(nameOrUuid);
    }

    @Override
    public Optional<LibvirtDomain> findDomain(UUID uuid) {
        return findDomain(uuid.toString());
    }

    @Override
    public Optional<LibvirtDomain> findDomainByName(String name) {
        return domains.stream()
                .filter(domain -> domain.name.equals(name))
                .map(LibvirtDomain.class::cast)
                .findFirst();
    }

    @Override
    public void define(String xml) {
        if (defineFailure != null) {
            throw defineFailure;
        }
        DomainDescription description = DomainXml.parse(xml);
        FakeLibvirtDomain domain = new FakeLibvirtDomain(description.name(), description.uuid(), xml);
        domain.state = new DomainState(DomainState.State.SHUT_OFF, 0);
        adopt(domain);
    }

    /** The domain is this host's: undefining it takes it off. */
    public FakeLibvirtDomain adopt(FakeLibvirtDomain domain) {
        domain.onUndefine = () -> domains.remove(domain);
        domains.removeIf(other -> other.uuid.equals(domain.uuid));
        domains.add(domain);
        onDefine.accept(domain);
        return domain;
    }

    @Override
    public List<DomainFigures> allDomains() {
        bulkCalls++;
        return domains.stream()
                .map(domain -> new DomainFigures(domain.name, domain.uuid, domain.state, domain.figures))
                .toList();
    }

    @Override
    public Optional<Boolean> networkActive(String name) {
        return Optional.ofNullable(networks.get(name));
    }

    @Override
    public HostStorage storage() {
        return storage;
    }

    @Override
    public boolean isAlive() {
        return alive;
    }

    @Override
    public void close() {
        onClose.run();
    }
}
