package io.jenkins.plugins.libvirtmigration.jenkins.steps;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Field;
import java.util.List;
import org.junit.jupiter.api.Test;

class EvacuationStepTest {

    /** Jenkins' XStream runs no constructor: what the XML lacks is null or 0, as here. Seen in a real Jenkins. */
    @Test
    void aJobsXmlThatLacksWhatHasADefaultIsReadNevertheless() throws ReflectiveOperationException {
        EvacuateHostStep step = new EvacuateHostStep("kvm-01");
        set(EvacuationStep.class, step, "to", null);
        set(EvacuationStep.class, step, "tries", 0);
        set(FleetStep.class, step, "probes", null);

        EvacuateHostStep read = (EvacuateHostStep) step.readResolve();

        assertThat(read.getTo()).isEmpty();
        assertThat(read.getTries()).isEqualTo(FleetStep.USUAL_TRIES);
        assertThat(read.getProbes()).isEmpty();
        assertThat(read.getProbesLines()).isEmpty();
    }

    @Test
    void aReturnThatLacksItsProbesIsReadNevertheless() throws ReflectiveOperationException {
        ReturnVmsStep step = new ReturnVmsStep();
        set(FleetStep.class, step, "probes", null);
        assertThat(((ReturnVmsStep) step.readResolve()).getProbes()).isEmpty();
    }

    /** An empty number field of a form is 0. */
    @Test
    void triesThatAreLeftEmptyAreTheUsualOnes() {
        EvacuateHostStep step = new EvacuateHostStep("kvm-01");
        step.setTries(0);
        assertThat(step.getTries()).isEqualTo(FleetStep.USUAL_TRIES);
    }

    @Test
    void whatTheXmlHasStays() {
        EvacuateHostStep step = new EvacuateHostStep("kvm-01");
        step.setTo(List.of("kvm-02", "kvm-03"));
        step.setTries(1);
        step.setProbes(List.of("web-1=10.0.0.7"));

        EvacuateHostStep read = (EvacuateHostStep) step.readResolve();

        assertThat(read.getTo()).containsExactly("kvm-02", "kvm-03");
        assertThat(read.getTries()).isEqualTo(1);
        assertThat(read.getProbes()).containsExactly("web-1=10.0.0.7");
    }

    private static void set(Class<?> type, Object step, String name, Object value) throws ReflectiveOperationException {
        Field field = type.getDeclaredField(name);
        field.setAccessible(true);
        field.set(step, value);
    }
}
