package io.jenkins.plugins.libvirtmigration.evacuation.world;

import io.jenkins.plugins.libvirtmigration.domain.MalformedXmlException;
import io.jenkins.plugins.libvirtmigration.domain.SafeXml;
import io.jenkins.plugins.libvirtmigration.domain.XmlElement;
import io.jenkins.plugins.libvirtmigration.evacuation.plan.Strategy;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a guest's owner wrote into its metadata, where libvirt keeps what belongs to other programs:
 *
 * <pre>{@code
 * <metadata>
 *   <m:migration xmlns:m="urn:libvirt-migration:1" strategy="migrate" priority="10">
 *     <m:group>web</m:group>
 *     <m:pin>kvm-02</m:pin>
 *   </m:migration>
 * </metadata>
 * }</pre>
 *
 * @param priority higher goes first
 * @param groups of guests of which no two may share a host
 * @param pins the only hosts that it may go to; empty: any
 */
public record Wishes(Strategy strategy, int priority, Set<String> groups, Set<String> pins) {
    public static final String NAMESPACE = "urn:libvirt-migration:1";
    public static final Wishes NONE = new Wishes(Strategy.MIGRATE, 0, Set.of(), Set.of());

    private static final int LONGEST_NAME = 253;
    private static final int MOST_NAMES = 100;

    public Wishes {
        groups = Set.copyOf(groups);
        pins = Set.copyOf(pins);
    }

    /** @throws MalformedXmlException saying what is not understood: a guest is not moved by guesswork */
    public static Wishes parse(String domainXml) {
        XmlElement domain = SafeXml.parse("The domain's XML", "domain", domainXml);
        List<XmlElement> found = domain.all("metadata/migration").stream()
                .filter(element -> NAMESPACE.equals(element.element().getNamespaceURI()))
                .toList();
        if (found.isEmpty()) {
            return NONE;
        }
        if (found.size() > 1) {
            throw new MalformedXmlException("The domain's metadata has " + found.size()
                    + " elements migration of the namespace " + NAMESPACE + ": write one.");
        }
        XmlElement wishes = found.get(0);
        return new Wishes(strategy(wishes), priority(wishes), names(wishes, "group"), names(wishes, "pin"));
    }

    private static Strategy strategy(XmlElement wishes) {
        Optional<String> word = wishes.attribute("strategy");
        if (word.isEmpty()) {
            return Strategy.MIGRATE;
        }
        return wishable()
                .filter(strategy -> word(strategy).equals(word.get()))
                .findFirst()
                .orElseThrow(() -> new MalformedXmlException("The strategy in the domain's metadata (" + NAMESPACE
                        + ") is none of "
                        + wishable().map(Wishes::word).collect(Collectors.joining(", "))
                        + "."));
    }

    /** That a guest is powered off is no wish. */
    private static Stream<Strategy> wishable() {
        return Arrays.stream(Strategy.values()).filter(strategy -> strategy != Strategy.POWERED_OFF);
    }

    private static String word(Strategy strategy) {
        return strategy.name().toLowerCase(Locale.ROOT);
    }

    private static int priority(XmlElement wishes) {
        String text = wishes.attribute("priority").orElse("0");
        if (!text.matches("-?[0-9]{1,6}")) {
            throw new MalformedXmlException("The priority in the domain's metadata (" + NAMESPACE
                    + ") is not a whole number of at most six digits.");
        }
        return Integer.parseInt(text);
    }

    private static Set<String> names(XmlElement wishes, String element) {
        Set<String> names =
                wishes.all(element).stream().map(XmlElement::text).collect(Collectors.toCollection(LinkedHashSet::new));
        if (names.size() > MOST_NAMES
                || names.stream().anyMatch(name -> name.isEmpty() || name.length() > LONGEST_NAME)) {
            throw new MalformedXmlException("The domain's metadata (" + NAMESPACE + ") has an empty or overlong "
                    + element + ", or more than " + MOST_NAMES + " of them.");
        }
        return names;
    }
}
