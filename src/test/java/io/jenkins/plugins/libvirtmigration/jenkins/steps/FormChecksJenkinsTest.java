package io.jenkins.plugins.libvirtmigration.jenkins.steps;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.libvirtmigration.request.Control;
import io.jenkins.plugins.libvirtmigration.unit.Durations;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** What a form says while one types; it needs the real FormValidation. */
@WithJenkins
class FormChecksJenkinsTest {

    @Test
    void aRateOrTimeWithoutAUnitIsRefusedWithWhatWouldBeRight(JenkinsRule jenkins) {
        FormValidation said = FormChecks.readable("5", Durations::parse);
        assertThat(said.kind).isEqualTo(FormValidation.Kind.ERROR);
        assertThat(said.getMessage()).contains("5");
        assertThat(FormChecks.readable("5s", Durations::parse).kind).isEqualTo(FormValidation.Kind.OK);
    }

    @Test
    void blankIsTheDefaultWhereThereIsOne(JenkinsRule jenkins) {
        assertThat(FormChecks.readable(" ", Durations::parse).kind).isEqualTo(FormValidation.Kind.OK);
        assertThat(FormChecks.required(" ").kind).isEqualTo(FormValidation.Kind.ERROR);
        assertThat(FormChecks.required("web-1").kind).isEqualTo(FormValidation.Kind.OK);
    }

    /** What a hostile text says of itself must not become markup of the page. */
    @Test
    void aTextIsShownAndNotRendered(JenkinsRule jenkins) {
        FormValidation said = FormChecks.probe("<img src=x onerror=alert(1)>");
        assertThat(said.kind).isEqualTo(FormValidation.Kind.ERROR);
        assertThat(said.renderHtml()).doesNotContain("<img");
    }

    @Test
    void aHostThatIsAParameterIsOnlyKnownWhenABuildRuns(JenkinsRule jenkins) {
        assertThat(FormChecks.host(null, "$HOST").kind).isEqualTo(FormValidation.Kind.OK);
        assertThat(FormChecks.host(null, "kvm-09").kind).isEqualTo(FormValidation.Kind.ERROR);
    }

    @Test
    void theWordsBeginWithABlankOneForTheDefault(JenkinsRule jenkins) {
        ListBoxModel words = FormChecks.words(Control.class);
        assertThat(words).extracting(option -> option.value).containsExactly("", "auto", "managed", "peer-to-peer");
    }
}
