package io.jenkins.plugins.libvirtmigration.jenkins;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import hudson.util.Secret;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.kohsuke.stapler.verb.POST;

/** What a browser may call. That each of them asks for a permission is seen in a running Jenkins. */
class WebMethodsTest {
    private static final String PLUGIN = "io.jenkins.plugins.libvirtmigration.jenkins";

    private static JavaClasses classes;

    @BeforeAll
    static void read() {
        classes = new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests())
                .importPackages(PLUGIN);
    }

    /** Another site can make a browser send a GET, and not a POST with Jenkins' crumb. */
    @Test
    void whatAFormAsksForIsOnlyAnsweredToAPost() {
        methods()
                .that()
                .haveNameMatching("do(Check|Fill|AutoComplete|Test|Show|Validate)[A-Z].*")
                .should()
                .beAnnotatedWith(POST.class)
                .andShould()
                .bePublic()
                .check(classes);
    }

    /** A secret is read in one place, on its way to an agent. */
    @Test
    void onlyTheLoginKeyReadsASecret() {
        noClasses()
                .that()
                .doNotHaveSimpleName("LoginKey")
                .should()
                .dependOnClassesThat()
                .areAssignableTo(Secret.class)
                .check(classes);
    }
}
