package io.jenkins.plugins.libvirtmigration.jenkins;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.libvirtmigration.jenkins.freestyle.EvacuateHostBuilder;
import io.jenkins.plugins.libvirtmigration.jenkins.freestyle.LiveMigrateBuilder;
import io.jenkins.plugins.libvirtmigration.jenkins.steps.AssertHostEmptyStep;
import io.jenkins.plugins.libvirtmigration.jenkins.steps.EvacuateHostStep;
import io.jenkins.plugins.libvirtmigration.jenkins.steps.LiveMigrateStep;
import io.jenkins.plugins.libvirtmigration.jenkins.steps.PrepareHypervisorStep;
import io.jenkins.plugins.libvirtmigration.jenkins.steps.ReturnVmsStep;
import io.jenkins.plugins.libvirtmigration.jenkins.steps.WithEvacuatedHostStep;
import java.io.IOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

/** What a form binds is what a step has: no parameter without a field, no field without a parameter, none unexplained. */
class StepFormsTest {
    private static final Path RESOURCES = Path.of("src/main/resources");
    private static final Pattern INCLUDE = Pattern.compile("<st:include page=\"([a-z]+\\.jelly)\"");
    private static final Pattern BOUND = Pattern.compile("<f:(?:entry|property)[^>]* field=\"(\\w+)\"");

    @ParameterizedTest
    @ValueSource(
            classes = {
                LiveMigrateStep.class,
                EvacuateHostStep.class,
                WithEvacuatedHostStep.class,
                ReturnVmsStep.class,
                PrepareHypervisorStep.class,
                AssertHostEmptyStep.class,
                LiveMigrateBuilder.class,
                EvacuateHostBuilder.class
            })
    void everyParameterHasAFieldAndEveryFieldAParameter(Class<?> type) throws IOException {
        Set<String> parameters = parameters(type);
        assertThat(setters(type)).isSubsetOf(parameters);
        assertThat(constructor(type).getParameterCount() + setters(type).size()).isEqualTo(parameters.size());
        assertThat(fields(type, "config.jelly")).isEqualTo(parameters);
    }

    @ParameterizedTest
    @ValueSource(
            classes = {
                LiveMigrateStep.class,
                EvacuateHostStep.class,
                WithEvacuatedHostStep.class,
                ReturnVmsStep.class,
                PrepareHypervisorStep.class,
                AssertHostEmptyStep.class
            })
    void everyParameterIsExplainedInBothLanguages(Class<?> type) {
        for (String parameter : parameters(type)) {
            assertThat(resource(type, "help-" + parameter + ".html"))
                    .as(parameter)
                    .isPresent();
            assertThat(resource(type, "help-" + parameter + "_de.html"))
                    .as(parameter)
                    .isPresent();
        }
        assertThat(resource(type, "help.html")).isPresent();
        assertThat(resource(type, "help_de.html")).isPresent();
    }

    /** The Snippet Generator leaves out what is as in a new step: a field left blank has to be that. */
    @ParameterizedTest
    @ValueSource(
            classes = {
                LiveMigrateStep.class,
                EvacuateHostStep.class,
                WithEvacuatedHostStep.class,
                ReturnVmsStep.class,
                PrepareHypervisorStep.class
            })
    void aBlankFieldIsTheDefault(Class<?> type) throws Exception {
        Object fresh = create(type);
        Object blank = create(type);
        for (Method setter : type.getMethods()) {
            if (setter.isAnnotationPresent(DataBoundSetter.class)
                    && setter.getParameterTypes()[0].equals(String.class)) {
                setter.invoke(blank, " ");
                Method getter = type.getMethod("get" + setter.getName().substring(3));
                assertThat(getter.invoke(blank)).as(setter.getName()).isEqualTo(getter.invoke(fresh));
            }
        }
    }

    private static Object create(Class<?> type) throws ReflectiveOperationException {
        Constructor<?> constructor = constructor(type);
        return constructor.newInstance(new Object[constructor.getParameterCount()]);
    }

    private static Constructor<?> constructor(Class<?> type) {
        return Arrays.stream(type.getConstructors())
                .filter(constructor -> constructor.isAnnotationPresent(DataBoundConstructor.class))
                .findFirst()
                .orElseThrow();
    }

    /** What is kept of it: the names of its fields are those of its parameters. */
    private static Set<String> parameters(Class<?> type) {
        Set<String> names = new TreeSet<>();
        for (Class<?> at = type; isOurs(at); at = at.getSuperclass()) {
            for (Field field : at.getDeclaredFields()) {
                if (!Modifier.isStatic(field.getModifiers()) && !field.isSynthetic()) {
                    names.add(field.getName());
                }
            }
        }
        return names;
    }

    private static Set<String> setters(Class<?> type) {
        Set<String> names = new TreeSet<>();
        for (Method method : type.getMethods()) {
            if (method.isAnnotationPresent(DataBoundSetter.class)) {
                names.add(Character.toLowerCase(method.getName().charAt(3))
                        + method.getName().substring(4));
            }
        }
        return names;
    }

    private static Set<String> fields(Class<?> type, String page) throws IOException {
        String text = Files.readString(resource(type, page).orElseThrow());
        Set<String> names = new TreeSet<>();
        Matcher bound = BOUND.matcher(text);
        while (bound.find()) {
            assertThat(names.add(bound.group(1))).as(bound.group(1) + ", twice").isTrue();
        }
        Matcher include = INCLUDE.matcher(text);
        while (include.find()) {
            names.addAll(fields(type, include.group(1)));
        }
        return names;
    }

    /** Where Stapler finds it: at the class, or at one above it. */
    private static Optional<Path> resource(Class<?> type, String name) {
        for (Class<?> at = type; isOurs(at); at = at.getSuperclass()) {
            Path file = RESOURCES.resolve(at.getName().replace('.', '/')).resolve(name);
            if (Files.exists(file)) {
                return Optional.of(file);
            }
        }
        return Optional.empty();
    }

    private static boolean isOurs(Class<?> type) {
        return type.getName().startsWith("io.jenkins.plugins.libvirtmigration.");
    }
}
