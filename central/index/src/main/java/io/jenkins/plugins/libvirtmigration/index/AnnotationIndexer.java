package io.jenkins.plugins.libvirtmigration.index;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import javax.annotation.processing.AbstractProcessor;
import javax.annotation.processing.RoundEnvironment;
import javax.annotation.processing.SupportedAnnotationTypes;
import javax.lang.model.SourceVersion;
import javax.lang.model.element.Element;
import javax.lang.model.element.TypeElement;
import javax.tools.StandardLocation;

/**
 * Lists, for every annotation that is itself {@code @Indexed}, the classes that carry it on themselves or on a member:
 * {@code META-INF/services/annotations/ANNOTATION}, one binary class name a line. Jenkins reads these files with
 * {@code org.jvnet.hudson.annotation_indexer.Index}.
 */
@SupportedAnnotationTypes("*")
public final class AnnotationIndexer extends AbstractProcessor {
    private static final String INDEXED = "org.jvnet.hudson.annotation_indexer.Indexed";

    private final Map<String, Set<String>> classesByAnnotation = new TreeMap<>();

    @Override
    public SourceVersion getSupportedSourceVersion() {
        return SourceVersion.latestSupported();
    }

    @Override
    public boolean process(Set<? extends TypeElement> annotations, RoundEnvironment round) {
        for (TypeElement annotation : annotations) {
            if (isIndexed(annotation)) {
                Set<String> classes = classesByAnnotation.computeIfAbsent(
                        annotation.getQualifiedName().toString(), name -> new TreeSet<>());
                round.getElementsAnnotatedWith(annotation).forEach(element -> classes.add(className(element)));
            }
        }
        if (round.processingOver()) {
            classesByAnnotation.forEach(this::write);
        }
        return false;
    }

    private static boolean isIndexed(TypeElement annotation) {
        return annotation.getAnnotationMirrors().stream()
                .anyMatch(mirror -> mirror.getAnnotationType().toString().equals(INDEXED));
    }

    private String className(Element element) {
        Element type = element;
        while (!(type instanceof TypeElement)) {
            type = type.getEnclosingElement();
        }
        return processingEnv.getElementUtils().getBinaryName((TypeElement) type).toString();
    }

    private void write(String annotation, Set<String> classes) {
        String file = "META-INF/services/annotations/" + annotation;
        try (Writer writer = processingEnv
                .getFiler()
                .createResource(StandardLocation.CLASS_OUTPUT, "", file)
                .openWriter()) {
            for (String name : classes) {
                writer.write(name + "\n");
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write " + file, e);
        }
    }
}
