package io.jenkins.plugins.libvirtmigration.jenkins.steps;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;

/** Lists of texts: a Jenkinsfile gives them one by one, a form as one text with a line each. */
final class Lines {
    private Lines() {}

    /** @param expand reads a text, which may become several lines */
    static ArrayList<String> of(List<String> texts, UnaryOperator<String> expand) {
        return of(texts.stream().map(expand).filter(Objects::nonNull).toList());
    }

    static ArrayList<String> of(List<String> texts) {
        ArrayList<String> lines = new ArrayList<>();
        if (texts != null) {
            texts.stream()
                    .flatMap(String::lines)
                    .map(String::strip)
                    .filter(text -> !text.isEmpty())
                    .forEach(lines::add);
        }
        return lines;
    }
}
