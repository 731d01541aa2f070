package io.jenkins.plugins.libvirtmigration.jenkins.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hudson.AbortException;
import io.jenkins.plugins.libvirtmigration.jenkins.agent.EmptinessWork;
import io.jenkins.plugins.libvirtmigration.jenkins.agent.EvacuationWork;
import io.jenkins.plugins.libvirtmigration.jenkins.agent.FleetSettings;
import io.jenkins.plugins.libvirtmigration.jenkins.agent.MoveOptions;
import io.jenkins.plugins.libvirtmigration.jenkins.agent.MoveWork;
import io.jenkins.plugins.libvirtmigration.jenkins.agent.PreparationWork;
import io.jenkins.plugins.libvirtmigration.jenkins.agent.ReturnWork;
import io.jenkins.plugins.libvirtmigration.jenkins.inventory.TestInventory;
import io.jenkins.plugins.libvirtmigration.jenkins.report.Made;
import io.jenkins.plugins.libvirtmigration.report.Outcome;
import io.jenkins.plugins.libvirtmigration.report.Report;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RequestsTest {
    private static final FleetSettings SETTINGS = new FleetSettings(new int[] {2, 2, 5, 1}, null, null, null, false, 3);
    private static final MoveOptions NONE = MoveOptions.none();
    private static final Probes NO_PROBES = new Probes(List.of());
    private static final String PLAN = "{\"version\": 1, \"kind\": \"plan\", \"host\": \"kvm-01\", \"guests\": []}";
    private static final Report EVACUATION = Made.evacuation(
            Made.move("web-1", Outcome.SUCCEEDED, 85L, null),
            Made.move("web-2", Outcome.SUCCEEDED, 90L, null),
            Made.move("web-3", Outcome.FAILED, null, null));

    private final TestInventory inventory = new TestInventory("kvm-01", "kvm-02", "kvm-03");

    private static EvacuateRequest evacuate(List<String> to, String label, boolean dryRun, String plan) {
        return new EvacuateRequest("kvm-01", to, label, SETTINGS, NONE, NO_PROBES, dryRun, plan);
    }

    private static ReturnRequest home(String hostTimeout) {
        return new ReturnRequest(null, "kvm-01", SETTINGS, NONE, NO_PROBES, hostTimeout);
    }

    private static Report away(String build, String host) {
        assertThat(host).isEqualTo("kvm-01");
        return EVACUATION;
    }

    private static MoveRequest move(String from, String to, String probe) {
        return new MoveRequest("web-1", from, to, probe, NONE);
    }

    static Stream<WorkRequest> rightOnes() {
        return Stream.of(
                move("kvm-01", "kvm-02", "10.0.0.7"),
                evacuate(List.of("kvm-02"), null, false, PLAN),
                evacuate(List.of(), "rack-1", true, null),
                home("20m"),
                new PrepareRequest("kvm-01", List.of("kvm-02"), "auto", "ssh", true),
                new EmptyRequest(" kvm-01 "));
    }

    /** What a restart of Jenkins finds is made into a work with the credentials of then. */
    @ParameterizedTest
    @MethodSource("rightOnes")
    void areKeptOverARestartWithoutASecret(WorkRequest request) throws Exception {
        request.check();
        inventory.label("rack-1");
        assertThat(request.work(inventory.resolver(), RequestsTest::away)).isNotNull();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(request);
        }
        assertThat(bytes.toString(StandardCharsets.ISO_8859_1))
                .doesNotContain(TestInventory.SECRET, "ssh-ed25519", "downtimeMillis");

        WorkRequest read;
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            read = (WorkRequest) in.readObject();
        }
        read.check();
        assertThat(read.kind()).isEqualTo(request.kind());
        assertThat(read.title()).isEqualTo(request.title());
        assertThat(read.host()).isEqualTo("kvm-01");
        assertThat(read.work(inventory.resolver(), RequestsTest::away))
                .hasSameClassAs(request.work(inventory.resolver(), RequestsTest::away));
    }

    @Test
    void becomeTheirWorks() throws Exception {
        assertThat(rightOnes().map(WorkRequest::kind))
                .containsExactly("migrate", "evacuate", "plan", "return", "prepare", "empty");
        inventory.label("rack-1");
        assertThat(rightOnes().map(this::work))
                .containsExactly(
                        MoveWork.class,
                        EvacuationWork.class,
                        EvacuationWork.class,
                        ReturnWork.class,
                        PreparationWork.class,
                        EmptinessWork.class);
    }

    private Class<?> work(WorkRequest request) {
        try {
            return request.work(inventory.resolver(), RequestsTest::away).getClass();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void refused(WorkRequest request, String... words) {
        assertThatThrownBy(request::check)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll(words);
    }

    @Test
    void refuseAMoveToWhereItStarts() {
        refused(move("kvm-01", "kvm-01", null), "from and to both name kvm-01");
        refused(move("kvm-01", "kvm-02", "not an address"), "probe:", "not an address");
    }

    @Test
    void refuseAnEvacuationThatContradictsItself() {
        refused(evacuate(List.of(), null, false, null), "either to:", "or toLabel:");
        refused(evacuate(List.of("kvm-02"), "rack-1", false, null), "either to:", "or toLabel:");
        refused(evacuate(List.of("kvm-02", "kvm-01"), null, false, null), "to names kvm-01");
        refused(evacuate(List.of("kvm-02"), null, true, PLAN), "dryRun", "plan");
        refused(evacuate(List.of("kvm-02"), null, false, "{}"), "plan is not a plan", "dryRun: true");
        refused(evacuate(List.of("kvm-02"), null, false, "plan.json"), "plan is not a plan", "dryRun: true");
    }

    @Test
    void refuseBadOptionsOfAnEvacuation() {
        MoveOptions options = new MoveOptions(Map.of("maxDowntime", "500"), Set.of());
        refused(
                new EvacuateRequest("kvm-01", List.of("kvm-02"), null, SETTINGS, options, NO_PROBES, false, null),
                "maxDowntime",
                "\"500\"");
        Probes bad = new Probes(List.of("web-1=10.0.0.7", "web-2=-oProxyCommand"));
        refused(
                new EvacuateRequest("kvm-01", List.of("kvm-02"), null, SETTINGS, NONE, bad, false, null),
                "probes: web-2",
                "-oProxyCommand");
    }

    @Test
    void refuseWhatIsMissing() {
        assertThatThrownBy(() -> new MoveRequest(" ", "kvm-01", "kvm-02", null, NONE))
                .hasMessageContaining("vm is missing");
        assertThatThrownBy(() -> move(null, "kvm-02", null)).hasMessageContaining("from is missing");
        assertThatThrownBy(() -> move("kvm-01", "", null)).hasMessageContaining("to is missing");
        assertThatThrownBy(() -> new EmptyRequest(null)).hasMessageContaining("host is missing");
    }

    @Test
    void aReturnLogsInAtHomeAndWhereGuestsWentAndNowhereElse() throws Exception {
        home(null).work(inventory.resolver(), RequestsTest::away);
        assertThat(inventory.asked()).containsExactly("kvm-01", "kvm-02");
    }

    /** What is kept of it is what a return is held to. */
    @Test
    void anEvacuationLeavesGuestsWhereItWasToldToAndAPlanNowhere() throws Exception {
        inventory.label("rack-1");
        assertThat(refuges(evacuate(List.of("kvm-03"), null, false, null))).containsExactly("kvm-03");
        assertThat(refuges(evacuate(List.of(), "rack-1", false, null))).containsExactly("kvm-02", "kvm-03");
        assertThat(refuges(evacuate(List.of("kvm-03"), null, true, null))).isEmpty();
        assertThat(refuges(home(null))).isEmpty();
    }

    private List<String> refuges(WorkRequest request) throws IOException {
        return request.work(inventory.resolver(), RequestsTest::away).refuges();
    }

    @Test
    void aReturnWaitsForATimeWithItsUnit() {
        refused(home("5"), "hostTimeout:", "\"5\"");
    }

    @Test
    void aReturnDoesNotGoToHostsThatTheInventoryDoesNotKnow() {
        TestInventory small = new TestInventory("kvm-01");
        assertThatThrownBy(() -> home(null).work(small.resolver(), RequestsTest::away))
                .isInstanceOf(AbortException.class)
                .hasMessageContaining("kvm-02");
    }

    @Test
    void aLabelMeansTheOtherHosts() throws Exception {
        inventory.label("rack-1");
        evacuate(List.of(), "rack-1", false, null).work(inventory.resolver(), RequestsTest::away);
        assertThat(inventory.asked()).containsExactlyInAnyOrder("kvm-01", "kvm-02", "kvm-03");
        TestInventory alone = new TestInventory("kvm-01").label("rack-1");
        assertThatThrownBy(() -> evacuate(List.of(), "rack-1", false, null).work(alone.resolver(), RequestsTest::away))
                .isInstanceOf(AbortException.class)
                .hasMessageContaining("Only kvm-01 itself has the label rack-1");
    }

    @Test
    void refuseAPreparationOfWhatThereIsNot() {
        refused(new PrepareRequest("kvm-01", List.of(), "nfs", "ssh", false), "storage:", "\"nfs\"");
        refused(new PrepareRequest("kvm-01", List.of(), "auto", "tcp", false), "transport:", "\"tcp\"");
    }

    @Test
    void probesArePartedAtTheLastEqualsSign() {
        assertThat(new Probes(List.of("a=b=10.0.0.7", " web-1 = [fd00::7]:22 ")).byGuest())
                .isEqualTo(Map.of("a=b", "10.0.0.7", "web-1", "[fd00::7]:22"));
        for (String bad : List.of("web-1", "=10.0.0.7", "web-1=", " =10.0.0.7", "web-1= ")) {
            assertThatThrownBy(() -> new Probes(List.of(bad)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("probes: \"" + bad + "\"");
        }
        assertThatThrownBy(() -> new Probes(List.of("web-1=10.0.0.7", "web-1=10.0.0.8")))
                .hasMessageContaining("probes: web-1 has two addresses");
    }
}
