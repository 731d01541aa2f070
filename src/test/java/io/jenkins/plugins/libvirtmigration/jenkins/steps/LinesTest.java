package io.jenkins.plugins.libvirtmigration.jenkins.steps;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class LinesTest {

    @Test
    void aListOfAJenkinsfileStaysAsItIs() {
        assertThat(Lines.of(List.of("kvm-02", "kvm-03"))).containsExactly("kvm-02", "kvm-03");
    }

    @Test
    void aTextOfAFormIsALineEach() {
        assertThat(Lines.of(List.of(" kvm-02\r\n\nkvm-03 \n"))).containsExactly("kvm-02", "kvm-03");
    }

    @Test
    void nothingIsNothing() {
        assertThat(Lines.of(null)).isEmpty();
        assertThat(Lines.of(List.of(""))).isEmpty();
    }

    @Test
    void aParameterMayBecomeSeveralLinesOrNone() {
        assertThat(Lines.of(
                        List.of("$TO", "kvm-04", "$NONE"),
                        text -> text.equals("$NONE") ? null : text.replace("$TO", "kvm-02\nkvm-03")))
                .containsExactly("kvm-02", "kvm-03", "kvm-04");
    }
}
