package io.jenkins.plugins.libvirtmigration.report;

import java.util.ArrayList;
import java.util.List;

/** A sentence of ours with names of other people in it, which are kept apart from it until they are escaped. */
record Sentence(List<Part> parts) {
    private static final String PLACE = "{}";

    /** Words of ours, or a name. */
    record Part(String text, boolean isName) {}

    Sentence {
        parts = List.copyOf(parts);
    }

    /** @param names one for each {@code {}} of the template; null stands for something that is not known */
    static Sentence of(String template, String... names) {
        List<Part> parts = new ArrayList<>();
        String rest = template;
        for (String name : names) {
            int place = rest.indexOf(PLACE);
            parts.add(new Part(rest.substring(0, place), false));
            parts.add(name == null ? new Part("(unknown)", false) : new Part(name, true));
            rest = rest.substring(place + PLACE.length());
        }
        parts.add(new Part(rest, false));
        return new Sentence(parts);
    }

    Sentence and(Sentence next) {
        List<Part> both = new ArrayList<>(parts);
        both.add(new Part(" ", false));
        both.addAll(next.parts);
        return new Sentence(both);
    }

    /** For a title, which can hold no markup. */
    String plain() {
        StringBuilder text = new StringBuilder();
        parts.forEach(part -> text.append(part.text()));
        return text.toString();
    }
}
