package io.jenkins.plugins.libvirtmigration.preparation;

import io.jenkins.plugins.libvirtmigration.preparation.compatibility.CpuBaseline;
import io.jenkins.plugins.libvirtmigration.preparation.compatibility.CpuFits;
import io.jenkins.plugins.libvirtmigration.preparation.compatibility.HostUuidsDistinct;
import io.jenkins.plugins.libvirtmigration.preparation.compatibility.MachineTypes;
import io.jenkins.plugins.libvirtmigration.preparation.compatibility.NetworksSame;
import io.jenkins.plugins.libvirtmigration.preparation.compatibility.VersionsInOrder;
import io.jenkins.plugins.libvirtmigration.preparation.daemon.DaemonAnswers;
import io.jenkins.plugins.libvirtmigration.preparation.daemon.HardwareReady;
import io.jenkins.plugins.libvirtmigration.preparation.daemon.SettingsEffective;
import io.jenkins.plugins.libvirtmigration.preparation.daemon.TcpClosed;
import io.jenkins.plugins.libvirtmigration.preparation.daemon.TlsCertificates;
import io.jenkins.plugins.libvirtmigration.preparation.daemon.TlsListens;
import io.jenkins.plugins.libvirtmigration.preparation.examination.HostExamination;
import io.jenkins.plugins.libvirtmigration.preparation.examination.PairExamination;
import io.jenkins.plugins.libvirtmigration.preparation.firewall.DataPortsGuarded;
import io.jenkins.plugins.libvirtmigration.preparation.firewall.FirewallLasting;
import io.jenkins.plugins.libvirtmigration.preparation.firewall.PortsReachable;
import io.jenkins.plugins.libvirtmigration.preparation.guests.GuestRules;
import io.jenkins.plugins.libvirtmigration.preparation.health.BondsWhole;
import io.jenkins.plugins.libvirtmigration.preparation.health.HugepagesFree;
import io.jenkins.plugins.libvirtmigration.preparation.health.MemoryFree;
import io.jenkins.plugins.libvirtmigration.preparation.health.RaidWhole;
import io.jenkins.plugins.libvirtmigration.preparation.health.SpaceFree;
import io.jenkins.plugins.libvirtmigration.preparation.names.ClocksInStep;
import io.jenkins.plugins.libvirtmigration.preparation.names.NamesResolve;
import io.jenkins.plugins.libvirtmigration.preparation.ssh.AccountShells;
import io.jenkins.plugins.libvirtmigration.preparation.ssh.HostKeyChecking;
import io.jenkins.plugins.libvirtmigration.preparation.ssh.KeyFiles;
import io.jenkins.plugins.libvirtmigration.preparation.ssh.KeysNotShared;
import io.jenkins.plugins.libvirtmigration.preparation.ssh.PeerKeyRestricted;
import io.jenkins.plugins.libvirtmigration.preparation.ssh.PeerKeysKnown;
import io.jenkins.plugins.libvirtmigration.preparation.ssh.PeerLogin;
import io.jenkins.plugins.libvirtmigration.preparation.storage.AppArmor;
import io.jenkins.plugins.libvirtmigration.preparation.storage.DirectoriesShared;
import io.jenkins.plugins.libvirtmigration.preparation.storage.IscsiSafe;
import io.jenkins.plugins.libvirtmigration.preparation.storage.IscsiSame;
import io.jenkins.plugins.libvirtmigration.preparation.storage.MountsLasting;
import io.jenkins.plugins.libvirtmigration.preparation.storage.NfsExports;
import io.jenkins.plugins.libvirtmigration.preparation.storage.PoolsSame;
import io.jenkins.plugins.libvirtmigration.preparation.storage.PoolsStarted;
import io.jenkins.plugins.libvirtmigration.preparation.storage.QemuAccountSame;
import io.jenkins.plugins.libvirtmigration.preparation.storage.Selinux;
import io.jenkins.plugins.libvirtmigration.preparation.storage.Traversable;
import io.jenkins.plugins.libvirtmigration.preparation.storage.VolumeGroups;
import java.util.ArrayList;
import java.util.List;

/**
 * Every examination, in an order in which what one mends is there for the next: certificates before the socket that
 * shows them, host keys before the login that checks them.
 */
final class Catalogue {
    private Catalogue() {}

    static List<HostExamination> ofHosts() {
        List<HostExamination> all = new ArrayList<>(List.of(
                new DaemonAnswers(),
                new HardwareReady(),
                new SettingsEffective(),
                new TcpClosed(),
                new TlsCertificates(),
                new TlsListens(),
                new AccountShells(),
                new KeyFiles(),
                new DataPortsGuarded(),
                new MountsLasting(),
                new PoolsStarted(),
                new NfsExports(),
                new Selinux(),
                new AppArmor(),
                new Traversable(),
                new IscsiSafe(),
                new RaidWhole(),
                new BondsWhole(),
                new SpaceFree(),
                new CpuBaseline()));
        all.addAll(GuestRules.all());
        return List.copyOf(all);
    }

    static List<PairExamination> ofPairs() {
        return List.of(
                new NamesResolve(),
                new ClocksInStep(),
                new HostUuidsDistinct(),
                new VersionsInOrder(),
                new CpuFits(),
                new MachineTypes(),
                new NetworksSame(),
                new HostKeyChecking(),
                new KeysNotShared(),
                new PortsReachable(),
                new PeerKeysKnown(),
                new PeerLogin(),
                new PeerKeyRestricted(),
                new QemuAccountSame(),
                new PoolsSame(),
                new DirectoriesShared(),
                new IscsiSame(),
                new VolumeGroups(),
                new MemoryFree(),
                new HugepagesFree());
    }

    /** Of what is only there when everything else is made. */
    static List<HostExamination> last() {
        return List.of(new FirewallLasting());
    }
}
