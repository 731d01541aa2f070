package io.jenkins.plugins.libvirtmigration.preflight;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.libvirtmigration.check.Check;
import io.jenkins.plugins.libvirtmigration.check.CheckStatus;
import io.jenkins.plugins.libvirtmigration.libvirt.DomainState;
import io.jenkins.plugins.libvirtmigration.libvirt.LibvirtVersion;
import io.jenkins.plugins.libvirtmigration.request.Convergence;
import io.jenkins.plugins.libvirtmigration.request.MigrationRequest;
import io.jenkins.plugins.libvirtmigration.request.Patience;
import io.jenkins.plugins.libvirtmigration.request.StorageMode;
import io.jenkins.plugins.libvirtmigration.request.TimeoutAction;
import io.jenkins.plugins.libvirtmigration.request.Transport;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OptionsCheckTest {
    private final Hosts hosts = new Hosts();

    @ParameterizedTest
    @CsvSource({
        "xbzrle,,PASSED,'',",
        "mt,,PASSED,'',",
        "xbzrle,4,FAILED,xbzrle with parallel connections,Use zlib or zstd",
        "mt,4,FAILED,mt with parallel connections,Use zlib or zstd",
        "zlib,,FAILED,zlib without parallel connections,Ask for parallel connections",
        "zstd,4,FAILED,libvirt knows from 9.4,update libvirt",
        "lz4,,FAILED,the compression lz4,'Use xbzrle, mt, zlib or zstd'",
        ",4,PASSED,'',",
        ",0,FAILED,0 parallel connections,from 1 to 255",
        ",999,FAILED,999 parallel connections,from 1 to 255"
    })
    void compressionAndConnectionsHaveToFit(
            String compression, Integer connections, CheckStatus status, String found, String remedy) {
        transport(compression, connections);

        assertThat(hosts.run(new OptionsCheck()))
                .anySatisfy(check -> {
                    assertThat(check.status()).isEqualTo(status);
                    assertThat(check.found()).contains(found);
                    if (remedy != null) {
                        assertThat(check.remedy()).contains(remedy);
                    }
                })
                .extracting(Check::status)
                .contains(status);
    }

    @Test
    void newerHostsCanDoOtherThings() {
        transport("zstd", 4);
        versions(9_004_000, 8_000_000);
        assertThat(statuses()).containsOnly(CheckStatus.PASSED);

        transport("mt", null);
        versions(10_000_000, 9_001_000);
        refused("QEMU no longer has since 9.1", "zstd with parallel connections");
    }

    @Test
    void postcopyWantsALiveAndRunningGuest() {
        postcopy(true, TimeoutAction.ABORT, true);
        assertThat(statuses()).containsOnly(CheckStatus.PASSED);

        postcopy(true, TimeoutAction.ABORT, false);
        refused("paused while it is copied", "move the guest live");

        postcopy(false, TimeoutAction.POSTCOPY, true);
        hosts.two.guest.state = new DomainState(DomainState.State.PAUSED, 1);
        refused("post-copy with a paused guest", "let the guest run first");
    }

    @Test
    void postcopyWithParallelConnectionsWantsANewQemu() {
        transport(null, 4);
        postcopy(true, TimeoutAction.ABORT, true);
        refused("QEMU can do from 10.1", "Leave out one of them");

        versions(11_000_000, 10_001_000);
        assertThat(statuses()).containsOnly(CheckStatus.PASSED);

        transport("mt", null);
        versions(9_000_000, 7_002_000);
        postcopy(true, TimeoutAction.ABORT, true);
        refused("post-copy with the compression mt", "Leave out one of them");
    }

    @Test
    void aKernelThatKeepsPageFaultsForRootIsNamed() {
        postcopy(true, TimeoutAction.ABORT, true);
        hosts.two.destination.ssh.answer("cat /proc/sys/vm/unprivileged_userfaultfd", 0, "0\n");

        assertThat(hosts.run(new OptionsCheck())).singleElement().satisfies(check -> {
            assertThat(check.status()).isEqualTo(CheckStatus.WARNING);
            assertThat(check.id()).isEqualTo("postcopy-possible");
            assertThat(check.remedy()).contains("sysctl -w vm.unprivileged_userfaultfd=1");
        });
    }

    @Test
    void anIncrementalCopyOfNothingIsAContradiction() {
        MigrationRequest asked = hosts.request;
        hosts.request = new MigrationRequest(
                asked.vm(),
                true,
                StorageMode.SHARED,
                true,
                asked.transport(),
                asked.convergence(),
                asked.patience(),
                asked.probe(),
                false);

        refused("which copies nothing", "Leave one of them out");
    }

    private void refused(String found, String remedy) {
        Check first = hosts.run(new OptionsCheck()).get(0);
        assertThat(first.status()).isEqualTo(CheckStatus.FAILED);
        assertThat(first.found()).contains(found);
        assertThat(first.remedy()).contains(remedy);
    }

    private Iterable<CheckStatus> statuses() {
        return hosts.run(new OptionsCheck()).stream().map(Check::status).toList();
    }

    private void transport(String compression, Integer connections) {
        hosts.asking(asked -> new Transport(
                asked.control(),
                asked.tls(),
                connections == null ? OptionalInt.empty() : OptionalInt.of(connections),
                Optional.ofNullable(compression),
                asked.bandwidth(),
                asked.destinationAddress()));
    }

    private void versions(long libvirt, long qemu) {
        hosts.two.source.libvirt.libvirtVersion = new LibvirtVersion(libvirt);
        hosts.two.destination.libvirt.libvirtVersion = new LibvirtVersion(libvirt);
        hosts.two.source.libvirt.qemuVersion = new LibvirtVersion(qemu);
        hosts.two.destination.libvirt.qemuVersion = new LibvirtVersion(qemu);
    }

    private void postcopy(boolean allowed, TimeoutAction action, boolean live) {
        MigrationRequest asked = hosts.request;
        Convergence usual = Convergence.DEFAULT;
        Patience patience = Patience.DEFAULT;
        hosts.request = new MigrationRequest(
                asked.vm(),
                live,
                asked.storage(),
                asked.incremental(),
                asked.transport(),
                new Convergence(usual.maxDowntime(), usual.schedule(), usual.autoConverge(), allowed),
                new Patience(patience.perGibibyte(), patience.timeout(), action, patience.stallTimeout()),
                asked.probe(),
                asked.allowUnsafe());
    }
}
