package io.jenkins.plugins.libvirtmigration.hpi;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import hudson.Extension;
import hudson.model.Descriptor;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.jar.JarFile;
import jenkins.YesNoMaybe;
import net.java.sezpoz.Index;
import net.java.sezpoz.IndexItem;
import org.jenkinsci.Symbol;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Loads the plugin from the .hpi, and finds in it what Jenkins finds through its indexes. */
class LoadingHpiTest {
    private static final String COMMAND_LINE = "io.jenkins.plugins.libvirtmigration.cli";

    @TempDir
    static Path folder;

    private static BuiltHpi hpi;
    private static URLClassLoader loader;
    private static List<JavaClass> classes;

    @BeforeAll
    static void load() throws IOException {
        hpi = new BuiltHpi(folder);
        loader = hpi.open();
        try (JarFile jar = new JarFile(hpi.ownJar())) {
            classes = new ArrayList<>(new ClassFileImporter().importJar(jar));
        }
    }

    @AfterAll
    static void close() throws IOException {
        loader.close();
    }

    @Test
    void everyExtensionIsIndexedAndCanBeMade() throws Exception {
        Set<String> indexed = new TreeSet<>();
        for (IndexItem<Extension, Object> item : Index.load(Extension.class, Object.class, loader)) {
            Object extension = item.instance();
            assertThat(extension.getClass().getClassLoader()).isSameAs(loader);
            indexed.add(item.className());
        }
        assertThat(indexed).isNotEmpty().isEqualTo(annotated(type -> type.isAnnotatedWith(Extension.class)));
    }

    @Test
    void everySymbolIsIndexed() throws IOException {
        Set<String> indexed = new TreeSet<>();
        try (InputStream in = loader.getResourceAsStream("META-INF/services/annotations/org.jenkinsci.Symbol")) {
            indexed.addAll(new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList());
        }
        assertThat(indexed).isNotEmpty().isEqualTo(annotated(type -> type.isAnnotatedWith(Symbol.class)));
    }

    @Test
    void aJenkinsfileFindsTheRetryCondition() throws Exception {
        Class<?> descriptor = loader.loadClass(
                "io.jenkins.plugins.libvirtmigration.jenkins.steps.HypervisorUnreachableCondition$DescriptorImpl");
        assertThat(descriptor.getAnnotation(Symbol.class).value()).containsExactly("hypervisorUnreachable");
        assertThat(((Descriptor<?>) descriptor.getConstructor().newInstance()).getDisplayName())
                .isEqualTo("Hypervisor unreachable");
    }

    /** Dynamic loading was promised in the manifest; Jenkins would ask for a restart if one extension did not agree. */
    @Test
    void everyExtensionLoadsDynamically() {
        for (IndexItem<Extension, Object> item : Index.load(Extension.class, Object.class, loader)) {
            assertThat(item.annotation().dynamicLoadable()).as(item.className()).isEqualTo(YesNoMaybe.YES);
        }
    }

    /** Only the command line may want more than Jenkins, its plugins and the .hpi bring. */
    @Test
    void everyTypeThatIsNeededIsThere() {
        Set<String> missing = new TreeSet<>();
        for (JavaClass type : classes) {
            if (type.getPackageName().startsWith(COMMAND_LINE)) {
                continue;
            }
            type.getDirectDependenciesFromSelf().stream()
                    .map(dependency -> dependency.getTargetClass().getBaseComponentType())
                    .filter(target -> !target.isPrimitive() && !loads(target.getName()))
                    .forEach(target -> missing.add(type.getName() + " wants " + target.getName()));
        }
        assertThat(missing).isEmpty();
    }

    private static Set<String> annotated(Predicate<JavaClass> annotated) {
        Set<String> names = new TreeSet<>();
        classes.stream().filter(annotated).forEach(type -> names.add(type.getName()));
        return names;
    }

    private static boolean loads(String name) {
        try {
            Class.forName(name, false, loader);
            return true;
        } catch (ClassNotFoundException e) {
            return false;
        }
    }
}
