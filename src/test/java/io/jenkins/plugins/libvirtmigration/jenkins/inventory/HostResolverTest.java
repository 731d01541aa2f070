package io.jenkins.plugins.libvirtmigration.jenkins.inventory;

import static io.jenkins.plugins.libvirtmigration.jenkins.inventory.InventoryHosts.forJobs;
import static io.jenkins.plugins.libvirtmigration.jenkins.inventory.InventoryHosts.host;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hudson.AbortException;
import io.jenkins.plugins.libvirtmigration.host.HypervisorAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class HostResolverTest {
    private final List<InventoryHost> inventory = new ArrayList<>();
    private final FakeHostUser build = new FakeHostUser("ops/patch");

    private HostResolver resolver() {
        return new HostResolver(new HostList(inventory), build);
    }

    @Test
    void givesAHostWithTheUserOfItsCredential() throws Exception {
        InventoryHost host = host("kvm-01");
        host.setPort(2222);
        host.setMigrationAddress("198.51.100.11");
        inventory.add(host);

        ResolvedHost resolved = resolver().resolve("kvm-01");

        assertThat(resolved.name()).isEqualTo("kvm-01");
        assertThat(resolved.address())
                .isEqualTo(new HypervisorAddress(Optional.of("admin"), "kvm-01.example.org", 2222));
        assertThat(resolved.migrationAddress()).contains("198.51.100.11");
        assertThat(build.asked).containsExactly("kvm-admin for kvm-01");
    }

    @Test
    void eachHostMayHaveAnotherCredential() throws Exception {
        InventoryHost other = host("kvm-02");
        other.setCredentialsId("rack-2");
        inventory.addAll(List.of(host("kvm-01"), other));

        assertThat(resolver().resolve(List.of("kvm-02", "kvm-01")))
                .extracting(ResolvedHost::name)
                .containsExactly("kvm-02", "kvm-01");
        assertThat(build.asked).containsExactly("rack-2 for kvm-02", "kvm-admin for kvm-01");
    }

    @Test
    void refusesAHostThatIsNotThere() {
        inventory.add(host("kvm-01"));
        assertThatThrownBy(() -> resolver().resolve("kvm-9"))
                .isInstanceOf(AbortException.class)
                .hasNoCause()
                .hasMessageContaining("no hypervisor named \"kvm-9\"")
                .hasMessageContaining("kvm-01");
        assertThat(build.asked).isEmpty();
    }

    /** The credential is not even looked up: it would be recorded as used. */
    @Test
    void refusesAJobThatTheHostDoesNotAdmit() {
        inventory.add(forJobs("kvm-01", "dev/**"));
        assertThatThrownBy(() -> resolver().resolve("kvm-01"))
                .isInstanceOf(AbortException.class)
                .hasMessageContaining("The job ops/patch may not use the hypervisor kvm-01")
                .hasMessageContaining("Allowed jobs");
        assertThatThrownBy(() -> resolver().admitted("kvm-01")).isInstanceOf(AbortException.class);
        assertThat(build.asked).isEmpty();
    }

    @Test
    void admitsAJobThatOnePatternNames() throws Exception {
        inventory.add(forJobs("kvm-01", "dev/**", "ops/*"));
        assertThat(resolver().admitted("kvm-01").getName()).isEqualTo("kvm-01");
        assertThat(build.asked).isEmpty();
    }

    @Test
    void refusesAHostWithoutAPinnedKey() {
        InventoryHost host = host("kvm-01");
        host.setHostKey("");
        inventory.add(host);
        assertThatThrownBy(() -> resolver().resolve("kvm-01"))
                .isInstanceOf(AbortException.class)
                .hasMessageContaining("No host key is pinned for the hypervisor kvm-01");
        assertThat(build.asked).isEmpty();
    }

    @Test
    void refusesAHostWithoutACredential() {
        InventoryHost host = host("kvm-01");
        host.setCredentialsId("");
        inventory.add(host);
        assertThatThrownBy(() -> resolver().resolve("kvm-01"))
                .isInstanceOf(AbortException.class)
                .hasMessageContaining("names no credential for the hypervisor kvm-01");
        assertThat(build.asked).isEmpty();
    }

    @Test
    void refusesWhereTheBuildDoesNotFindTheCredential() {
        inventory.add(host("kvm-01"));
        build.keys.clear();
        assertThatThrownBy(() -> resolver().resolve("kvm-01"))
                .isInstanceOf(AbortException.class)
                .hasMessageContaining("\"kvm-admin\"")
                .hasMessageContaining("the job ops/patch does not find");
    }

    @Test
    void refusesAUserWhoCannotBeWrittenIntoAnAddress() {
        inventory.add(host("kvm-01"));
        build.keys.put("kvm-admin", new LoginKey("kvm-admin", "admin@example.org -oProxyCommand=x", List.of(), ""));
        assertThatThrownBy(() -> resolver().resolve("kvm-01"))
                .isInstanceOf(AbortException.class)
                .hasMessageStartingWith("The hypervisor kvm-01 cannot be used");
    }

    @Test
    void refusesAHostThatIsNamedTwice() {
        inventory.add(host("kvm-01"));
        assertThatThrownBy(() -> resolver().resolve(List.of("kvm-01", "kvm-01")))
                .isInstanceOf(AbortException.class)
                .hasMessageContaining("named twice: kvm-01, kvm-01");
        assertThat(build.asked).isEmpty();
    }

    @Test
    void aLabelGivesTheHostsThatTheJobMayUse() throws Exception {
        for (String name : List.of("kvm-01", "kvm-02", "kvm-03")) {
            InventoryHost host = name.equals("kvm-02") ? forJobs(name, "dev/**") : host(name);
            host.setLabels("rack-1 kvm");
            inventory.add(host);
        }
        inventory.add(host("kvm-04"));
        assertThat(resolver().labelled("kvm")).containsExactly("kvm-01", "kvm-03");
        assertThatThrownBy(() -> resolver().labelled("rack"))
                .isInstanceOf(AbortException.class)
                .hasMessageContaining("has the label \"rack\"");
    }
}
