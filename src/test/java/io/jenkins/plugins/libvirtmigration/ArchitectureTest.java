package io.jenkins.plugins.libvirtmigration;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What may know what. */
class ArchitectureTest {
    private static final String ROOT = "io.jenkins.plugins.libvirtmigration";
    private static final String JENKINS_PART = ROOT + ".jenkins..";
    private static final String COMMAND_LINE = ROOT + ".cli..";
    private static final int MOST_LINES = 400;

    private static JavaClasses classes;

    @BeforeAll
    static void read() {
        classes = new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests())
                .importPackages(ROOT);
        assertThat(classes).isNotEmpty();
    }

    @Test
    void theEngineKnowsNothingOfJenkins() {
        noClasses()
                .that()
                .resideOutsideOfPackage(JENKINS_PART)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "hudson..",
                        "jenkins..",
                        "org.jenkinsci..",
                        "org.jvnet..",
                        "org.kohsuke..",
                        "com.cloudbees..",
                        JENKINS_PART)
                .check(classes);
    }

    /** The plugin's jar is loaded in Jenkins without picocli. */
    @Test
    void onlyTheCommandLineParsesArguments() {
        noClasses()
                .that()
                .resideOutsideOfPackage(COMMAND_LINE)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("picocli..", COMMAND_LINE)
                .check(classes);
    }

    @Test
    void onlyOnePackageKnowsTheSshLibrary() {
        noClasses()
                .that()
                .resideOutsideOfPackage(ROOT + ".ssh..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("net.schmizz..", "com.hierynomus..")
                .check(classes);
    }

    /** Private keys are read in two places only: for logging in, and for signing hosts' certificates. */
    @Test
    void onlyTwoPackagesKnowTheCryptographicLibrary() {
        noClasses()
                .that()
                .resideOutsideOfPackages(ROOT + ".ssh..", ROOT + ".preparation.certificate..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.bouncycastle..")
                .check(classes);
    }

    @Test
    void onlyOnePackageKnowsTheNativeLibrary() {
        noClasses()
                .that()
                .resideOutsideOfPackage(ROOT + ".libvirt..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.libvirt..", "com.sun.jna..")
                .check(classes);
    }

    @Test
    void packagesDoNotDependOnEachOtherInCircles() {
        slices().matching(ROOT + ".(*)..").should().beFreeOfCycles().check(classes);
    }

    @Test
    void everyHostKeyIsChecked() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .haveSimpleName("PromiscuousVerifier")
                .check(classes);
    }

    /** Names of sockets and of passwords must not be guessed. */
    @Test
    void randomNumbersAreSecure() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .belongToAnyOf(java.util.Random.class, java.util.concurrent.ThreadLocalRandom.class)
                .orShould()
                .callMethod(Math.class, "random")
                .check(classes);
    }

    /** In Jenkins the virtual machine belongs to somebody else. */
    @Test
    void onlyTheCommandLineEndsTheProgramOrPrints() {
        noClasses()
                .that(resideOutsideOfPackage(COMMAND_LINE))
                .should()
                .callMethod(System.class, "exit", int.class)
                .orShould()
                .callMethod(Runtime.class, "exit", int.class)
                .orShould()
                .callMethod(Runtime.class, "halt", int.class)
                .orShould()
                .accessField(System.class, "out")
                .orShould()
                .accessField(System.class, "err")
                .check(classes);
    }

    /** Programs are run on the other side, through ssh; here only the system's ping. */
    @Test
    void onlyTheProbeStartsAProcess() {
        noClasses()
                .that(resideOutsideOfPackage(ROOT + ".probe.."))
                .should()
                .dependOnClassesThat()
                .belongToAnyOf(ProcessBuilder.class)
                .orShould()
                .callMethod(Runtime.class, "exec", String.class)
                .orShould()
                .callMethod(Runtime.class, "exec", String[].class)
                .check(classes);
    }

    @Test
    void everyClassIsNamedAfterWhatItIs() {
        noClasses()
                .that(resideInAPackage(ROOT + ".."))
                .should()
                .haveNameMatching(".*(Utils?|Utilities|Helpers?|Manager)")
                .check(classes);
    }

    @ParameterizedTest
    @ValueSource(strings = {"src/main/java", "src/test/java"})
    void noSourceFileIsLongerThanAReaderCanHold(Path tree) throws IOException {
        try (var files = Files.walk(tree)) {
            List<Path> sources =
                    files.filter(file -> file.toString().endsWith(".java")).toList();
            assertThat(sources)
                    .isNotEmpty()
                    .allSatisfy(file -> assertThat(Files.readAllLines(file))
                            .as(file.toString())
                            .hasSizeLessThanOrEqualTo(MOST_LINES));
        }
    }
}
