package io.jenkins.plugins.libvirtmigration.jenkins.steps;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.libvirtmigration.request.Control;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;
import org.jvnet.localizer.LocaleProvider;

/** What a form says while one types; it needs the real FormValidation. */
@WithJenkins
class FormChecksJenkinsTest {

    private static void assertRefused(FormValidation said, String... words) {
        assertThat(said.kind).isEqualTo(FormValidation.Kind.ERROR);
        assertThat(said.getMessage().replace("&quot;", "\"")).contains(words);
    }

    @Test
    void aRateOrTimeWithoutAUnitIsRefusedWithWhatWouldBeRight(JenkinsRule jenkins) {
        assertRefused(FormChecks.duration("5"), "\"5\"", "500ms");
        assertThat(FormChecks.duration("5s").kind).isEqualTo(FormValidation.Kind.OK);
        assertRefused(FormChecks.rate("100"), "\"100\"", "100MiB/s");
        assertThat(FormChecks.rate("1Gbit/s").kind).isEqualTo(FormValidation.Kind.OK);
        assertRefused(FormChecks.probeInterval("5m"), "\"5m\"", "10s");
        assertThat(FormChecks.probeInterval("50ms").kind).isEqualTo(FormValidation.Kind.OK);
    }

    @Test
    void ofSeveralProbesTheWrongOneIsNamed(JenkinsRule jenkins) {
        assertThat(FormChecks.probes("web-1=10.0.0.7\n\ndb-1=10.0.0.8:5432\n").kind)
                .isEqualTo(FormValidation.Kind.OK);
        assertRefused(FormChecks.probes("web-1=10.0.0.7\n10.0.0.8"), "\"10.0.0.8\"", "VM=ADDRESS");
        assertRefused(FormChecks.probes("web-1=-f"), "\"web-1=-f\"");
        assertRefused(FormChecks.probes("web-1=10.0.0.7\nweb-1=10.0.0.8"), "web-1 has two addresses");
    }

    @Test
    void whoReadsGermanIsToldInGerman(JenkinsRule jenkins) {
        LocaleProvider before = LocaleProvider.getProvider();
        LocaleProvider.setProvider(new LocaleProvider() {
            @Override
            public Locale get() {
                return Locale.GERMAN;
            }
        });
        try {
            assertRefused(FormChecks.duration("5"), "„5“ ist keine Zeit mit Einheit");
        } finally {
            LocaleProvider.setProvider(before);
        }
    }

    @Test
    void blankIsTheDefaultWhereThereIsOne(JenkinsRule jenkins) {
        assertThat(FormChecks.duration(" ").kind).isEqualTo(FormValidation.Kind.OK);
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
