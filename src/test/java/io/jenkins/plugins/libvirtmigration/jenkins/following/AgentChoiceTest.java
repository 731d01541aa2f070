package io.jenkins.plugins.libvirtmigration.jenkins.following;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hudson.AbortException;
import io.jenkins.plugins.libvirtmigration.jenkins.following.Computers.Candidate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AgentChoiceTest {
    private static final Candidate CONTROLLER = new Candidate("", true, true);

    private final List<Candidate> named = new ArrayList<>();
    private final List<Candidate> labelled = new ArrayList<>();

    private final AgentChoice choice = new AgentChoice(new Computers() {
        @Override
        public Optional<Candidate> named(String name) {
            return named.stream()
                    .filter(one -> one.name().equals(name) || one.builtIn())
                    .findFirst();
        }

        @Override
        public List<Candidate> labelled(String label) {
            return label.equals("kvm-admin") ? labelled : List.of();
        }
    });

    private static Candidate agent(String name, boolean online) {
        return new Candidate(name, false, online);
    }

    private String choose(Candidate around, String wanted) throws AbortException {
        return choice.choose(Optional.ofNullable(around), Optional.ofNullable(wanted), "kvm-01");
    }

    private void refused(Candidate around, String wanted, String... words) {
        assertThatThrownBy(() -> choose(around, wanted))
                .isInstanceOf(AbortException.class)
                .hasMessageContainingAll(words)
                .hasMessageContaining("kvm-01");
    }

    @Test
    void theNodeAroundTheStepGoesFirst() throws AbortException {
        named.add(agent("linux-1", true));
        assertThat(choose(agent("linux-9", true), "linux-1")).isEqualTo("linux-9");
    }

    /** Its JVM would load the native library, whose crash is Jenkins' crash. */
    @Test
    void theControllerIsNoAgentEvenAroundTheStep() {
        refused(CONTROLLER, "linux-1", "built-in node", "Use an agent that reaches kvm-01");
    }

    @Test
    void anAgentIsFoundByItsName() throws AbortException {
        named.add(agent("linux-1", true));
        assertThat(choose(null, "linux-1")).isEqualTo("linux-1");
    }

    @Test
    void ofALabelTheFirstThatIsOnlineAndNotTheController() throws AbortException {
        labelled.addAll(List.of(CONTROLLER, agent("linux-1", false), agent("linux-2", true), agent("linux-3", true)));
        assertThat(choose(null, "kvm-admin")).isEqualTo("linux-2");
    }

    @Test
    void anAgentThatIsOfflineGivesWayToOneThatHasItsNameAsALabel() throws AbortException {
        named.add(agent("kvm-admin", false));
        labelled.add(agent("linux-2", true));
        assertThat(choose(null, "kvm-admin")).isEqualTo("linux-2");
    }

    @Test
    void aLabelThatOnlyTheControllerHasIsRefused() {
        labelled.add(CONTROLLER);
        refused(null, "kvm-admin", "\"kvm-admin\"", "built-in node", "Name another one");
    }

    @Test
    void theControllersOwnNameIsRefused() {
        named.add(CONTROLLER);
        refused(null, "(built-in)", "built-in node", "Name another one");
    }

    @Test
    void whoIsOfflineIsNotChosen() {
        named.add(agent("linux-1", false));
        refused(null, "linux-1", "\"linux-1\"", "Start one");
        labelled.add(agent("linux-2", false));
        refused(null, "kvm-admin", "Start one");
    }

    @Test
    void whereNoneIsNamedThatIsSaid() {
        refused(null, null, "No agent is named for kvm-01", "node('...')");
        refused(null, "nobody", "\"nobody\"", "Start one");
    }
}
