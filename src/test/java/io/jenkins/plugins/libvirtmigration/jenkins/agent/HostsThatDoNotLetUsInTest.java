package io.jenkins.plugins.libvirtmigration.jenkins.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.libvirtmigration.host.HypervisorUnreachableException;
import io.jenkins.plugins.libvirtmigration.host.LoginRefusedException;
import io.jenkins.plugins.libvirtmigration.jenkins.inventory.ResolvedHost;
import io.jenkins.plugins.libvirtmigration.jenkins.inventory.TestInventory;
import io.jenkins.plugins.libvirtmigration.jenkins.report.Made;
import io.jenkins.plugins.libvirtmigration.report.Outcome;
import io.jenkins.plugins.libvirtmigration.report.Report;
import io.jenkins.plugins.libvirtmigration.report.ReportFile;
import io.jenkins.plugins.libvirtmigration.ssh.KeyFiles;
import io.jenkins.plugins.libvirtmigration.ssh.TestServer;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.security.KeyPair;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each work with a host that is silent, which may go better, and with one that says no, which will not. */
class HostsThatDoNotLetUsInTest {
    private static final FleetSettings SETTINGS = new FleetSettings(new int[] {2, 2, 5, 1}, null, null, null, false, 3);

    @TempDir
    static Path folder;

    private static TestServer server;
    private static ResolvedHost silent;
    private static ResolvedHost stranger;
    private static ResolvedHost impostor;

    private final RecordingSite site = new RecordingSite();

    @BeforeAll
    static void hosts() throws Exception {
        KeyPair hostKey = KeyUtils.generateKeyPair("ecdsa-sha2-nistp256", 256);
        KeyPair other = KeyUtils.generateKeyPair("ecdsa-sha2-nistp256", 256);
        server = new TestServer(hostKey);
        int closed;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            closed = socket.getLocalPort();
        }
        int open = server.address().port();
        String key = TestServer.text(hostKey.getPublic());
        List<ResolvedHost> hosts = new TestInventory()
                .privateKey(KeyFiles.string(new KeyFiles(folder).make("admin", "ecdsa", "")))
                .reachedAt("silent", closed, key)
                .reachedAt("stranger", open, key)
                .reachedAt("impostor", open, TestServer.text(other.getPublic()))
                .resolver()
                .resolve(List.of("silent", "stranger", "impostor"));
        silent = hosts.get(0);
        stranger = hosts.get(1);
        impostor = hosts.get(2);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static void isSilent(ThrowingCallable call) {
        assertThatThrownBy(call).isExactlyInstanceOf(HypervisorUnreachableException.class);
    }

    private static void isRefused(ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOf(LoginRefusedException.class);
    }

    private Report move(ResolvedHost from, ResolvedHost to) {
        return new MoveWork("web-1", null, from, to, MoveOptions.none()).run(site);
    }

    @Test
    void bothAreToldByTheNameOfTheInventory() {
        try (HostLinks links = new HostLinks(List.of(silent, impostor))) {
            assertThatThrownBy(links.get("silent")::get)
                    .isExactlyInstanceOf(HypervisorUnreachableException.class)
                    .hasMessageStartingWith("silent: ");
            assertThatThrownBy(links.get("impostor")::get)
                    .isInstanceOf(LoginRefusedException.class)
                    .hasMessageStartingWith("impostor: ");
        }
    }

    @Test
    void aMoveFromASilentHostMayBeTriedAgain() {
        assertThat(move(silent, stranger).outcome()).isEqualTo(Outcome.FAILED);
        assertThat(site.silences)
                .singleElement()
                .asString()
                .startsWith("silent: ")
                .contains("Check that sshd runs there")
                .doesNotContain("migration ports");
    }

    @Test
    void aMoveThatIsRefusedIsNotTriedAgain() {
        Report report = move(stranger, impostor);
        assertThat(report.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(report.migrations().get(0).reason()).contains("authorized_keys");
        assertThat(site.silences).isEmpty();
    }

    private Work evacuation(ResolvedHost host, boolean dryRun) {
        return new EvacuationWork(host, List.of(impostor), SETTINGS, MoveOptions.none(), Map.of(), dryRun, null);
    }

    @Test
    void anEvacuationOfAHostThatRefusesUsDoesNotWaitForIt() {
        isRefused(() -> evacuation(stranger, false).run(site));
        isRefused(() -> evacuation(stranger, true).run(site));
    }

    @Test
    void aPlanOfASilentHostMayBeTriedAgain() {
        isSilent(() -> evacuation(silent, true).run(site));
    }

    @Test
    void ofDestinationsThoseAreSilentThatDoNotAnswer() {
        List<ResolvedHost> all = List.of(silent, stranger, impostor);
        try (HostLinks links = new HostLinks(all)) {
            assertThat(links.silent(all)).containsExactly("silent");
            links.greet("silent");
            isRefused(() -> links.greet("impostor"));
        }
    }

    private Work wayHome(ResolvedHost host) {
        String evacuation = ReportFile.json(Made.evacuation(Made.move("web-1", Outcome.SUCCEEDED, 85L, null)));
        return new ReturnWork(evacuation, List.of(host), SETTINGS, MoveOptions.none(), Map.of(), Duration.ZERO);
    }

    @Test
    void aWayHomeIsOnlyTriedAgainWhereHomeIsSilent() {
        isSilent(() -> wayHome(silent).run(site));
        isRefused(() -> wayHome(stranger).run(site));
    }

    @Test
    void aHostThatIsNotAskedIsNotEmpty() {
        isSilent(() -> new EmptinessWork(silent).run(site));
        isRefused(() -> new EmptinessWork(impostor).run(site));
    }

    private Report preparation(ResolvedHost... hosts) {
        return new PreparationWork(List.of(hosts), "auto", "ssh", false).run(site);
    }

    @Test
    void aPreparationOfASilentHostMayBeTriedAgain() {
        Report report = preparation(silent);
        assertThat(report.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(report.checks()).extracting("id").contains("ssh-login");
        assertThat(site.silences).singleElement().asString().startsWith("silent could not be looked at.");
    }

    @Test
    void aHostThatSaysNoIsAFinding() {
        Report report = preparation(stranger, impostor);
        assertThat(report.checks()).filteredOn("id", "ssh-login").hasSize(2).allMatch(check -> check.hasFailed());
        assertThat(site.silences).isEmpty();
    }
}
