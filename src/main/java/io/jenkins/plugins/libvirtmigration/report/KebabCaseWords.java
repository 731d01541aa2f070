package io.jenkins.plugins.libvirtmigration.report;

import com.fasterxml.jackson.databind.cfg.MapperConfig;
import com.fasterxml.jackson.databind.introspect.AnnotatedClass;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import io.jenkins.plugins.libvirtmigration.unit.Words;

/** The words of enums in JSON: {@code PEER_TO_PEER} is {@code peer-to-peer}, both ways. */
final class KebabCaseWords extends JacksonAnnotationIntrospector {
    private static final long serialVersionUID = 1;

    static String of(Enum<?> value) {
        return Words.of(value);
    }

    @Override
    public String[] findEnumValues(
            MapperConfig<?> config, AnnotatedClass annotatedClass, Enum<?>[] enumValues, String[] names) {
        for (int i = 0; i < enumValues.length; i++) {
            names[i] = of(enumValues[i]);
        }
        return names;
    }
}
