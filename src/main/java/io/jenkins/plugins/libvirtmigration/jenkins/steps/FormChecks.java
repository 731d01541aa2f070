package io.jenkins.plugins.libvirtmigration.jenkins.steps;

import hudson.model.Item;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.libvirtmigration.check.Shown;
import io.jenkins.plugins.libvirtmigration.jenkins.inventory.HostChoice;
import io.jenkins.plugins.libvirtmigration.jenkins.request.Probes;
import io.jenkins.plugins.libvirtmigration.request.ProbeRequest;
import io.jenkins.plugins.libvirtmigration.unit.Bandwidth;
import io.jenkins.plugins.libvirtmigration.unit.Durations;
import io.jenkins.plugins.libvirtmigration.unit.Words;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;

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

    static FormValidation duration(String value) {
        return readable(value, Durations::parse, Messages::FormChecks_duration);
    }

    static FormValidation rate(String value) {
        return readable(value, Bandwidth::parse, Messages::FormChecks_rate);
    }

    static FormValidation probe(String value) {
        return readable(value, FormChecks::address, Messages::FormChecks_probe);
    }

    static FormValidation probeInterval(String value) {
        return readable(
                value,
                text -> new ProbeRequest("a.guest", OptionalInt.empty(), Durations.parse(text)),
                Messages::FormChecks_probeInterval);
    }

    /** A line for each guest; what is said is about the first that is wrong. */
    static FormValidation probes(String value) {
        Set<String> guests = new HashSet<>();
        String text = value == null ? "" : value;
        for (String line : text.lines().filter(each -> !each.isBlank()).toList()) {
            FormValidation found = readable(line, FormChecks::probeOfGuest, Messages::FormChecks_probes);
            if (found.kind != FormValidation.Kind.OK) {
                return found;
            }
            String guest = line.substring(0, line.lastIndexOf('=')).strip();
            if (!guests.add(guest)) {
                return FormValidation.error(Messages.FormChecks_probedTwice(Shown.text(guest)));
            }
        }
        return FormValidation.ok();
    }

    /**
     * Blank is the default. The engine's own words are English alone, and for a log.
     *
     * @param refusal makes what is said, in the reader's language, of the text that cannot be read
     */
    private static FormValidation readable(String value, Function<String, ?> parser, UnaryOperator<String> refusal) {
        String text = Blank.toNull(value);
        if (text != null) {
            try {
                parser.apply(text);
            } catch (IllegalArgumentException e) {
                return FormValidation.error(refusal.apply(Shown.text(text)));
            }
        }
        return FormValidation.ok();
    }

    private static Probes probeOfGuest(String line) {
        Probes probes = new Probes(List.of(line));
        probes.byGuest().values().forEach(FormChecks::address);
        return probes;
    }

    private static ProbeRequest address(String text) {
        return ProbeRequest.parse(text, ProbeRequest.DEFAULT_INTERVAL);
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
