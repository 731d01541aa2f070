package io.jenkins.plugins.libvirtmigration.domain;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.w3c.dom.Element;

/**
 * The cpu element of a domain's live XML.
 *
 * @param xml the element
 * @param mode custom, host-model, host-passthrough or maximum
 */
public record CpuDefinition(String xml, String mode) {
    private static final String WHAT = "The guest's CPU";

    /** libvirt: "Host CPU does not provide required features: vme, pcid"; also "missing features: ". */
    private static final Pattern NAMED = Pattern.compile("features: ([A-Za-z0-9_.+-]+(?:, ?[A-Za-z0-9_.+-]+)*)");

    /** @throws MalformedXmlException where it is not a cpu element */
    public static CpuDefinition parse(String xml) {
        XmlElement cpu = SafeXml.parse(WHAT, "cpu", xml);
        return new CpuDefinition(xml, cpu.attribute("mode").orElse("custom"));
    }

    /** Whether the guest gets whatever the host's CPU, or the emulator, can do. */
    public boolean isHostPassthrough() {
        return mode.equals("host-passthrough") || mode.equals("maximum");
    }

    /** The same CPU, not asking for these features. */
    public CpuDefinition without(Set<String> features) {
        XmlElement cpu = SafeXml.parse(WHAT, "cpu", xml);
        List<XmlElement> named = cpu.all("feature").stream()
                .filter(feature ->
                        feature.attribute("name").filter(features::contains).isPresent())
                .toList();
        named.forEach(feature -> cpu.element().removeChild(feature.element()));
        // a model implies features of its own: only naming them turns them off
        for (String feature : features) {
            Element element = cpu.element().getOwnerDocument().createElementNS(null, "feature");
            element.setAttribute("policy", "disable");
            element.setAttribute("name", feature);
            cpu.element().appendChild(element);
        }
        return features.isEmpty() ? this : new CpuDefinition(SafeXml.write(cpu.element()), mode);
    }

    /** The names that libvirt gives after "features:" in an error; empty where it gives none. */
    public static Set<String> featuresNamedIn(String message) {
        Matcher matcher = NAMED.matcher(Optional.ofNullable(message).orElse(""));
        List<String> names = new ArrayList<>();
        while (matcher.find()) {
            names.addAll(List.of(matcher.group(1).split(", ?")));
        }
        return new TreeSet<>(names);
    }
}
