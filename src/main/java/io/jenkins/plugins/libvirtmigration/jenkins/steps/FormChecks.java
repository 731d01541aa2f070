package io.jenkins.plugins.libvirtmigration.jenkins.steps;

import hudson.model.Item;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.libvirtmigration.jenkins.inventory.HostChoice;
import io.jenkins.plugins.libvirtmigration.request.ProbeRequest;
import io.jenkins.plugins.libvirtmigration.unit.Words;
import java.util.function.Function;

/** What a form says of a text while it is typed. Only the inventory is looked at, and only for those who may. */
final class FormChecks {
    private FormChecks() {}

    static FormValidation required(String value) {
        return Blank.toNull(value) == null ? FormValidation.error(Messages.FormChecks_required()) : FormValidation.ok();
    }

    /** A name with a {@code $} in it is of a parameter, and only known when a build runs. */
    static FormValidation host(Item job, String value) {
        return value != null && value.contains("$") ? FormValidation.ok() : HostChoice.check(job, value);
    }

    /** Blank is the default. */
    static FormValidation readable(String value, Function<String, ?> parser) {
        String text = Blank.toNull(value);
        if (text != null) {
            try {
                parser.apply(text);
            } catch (IllegalArgumentException e) {
                return FormValidation.error(e.getMessage());
            }
        }
        return FormValidation.ok();
    }

    static FormValidation probe(String value) {
        return readable(value, text -> ProbeRequest.parse(text, ProbeRequest.DEFAULT_INTERVAL));
    }

    /** The words of an enum, with a blank one for the default. */
    static <E extends Enum<E>> ListBoxModel words(Class<E> type) {
        ListBoxModel items = new ListBoxModel();
        items.add(Messages.FormChecks_default(), "");
        for (E value : type.getEnumConstants()) {
            items.add(Words.of(value), Words.of(value));
        }
        return items;
    }
}
