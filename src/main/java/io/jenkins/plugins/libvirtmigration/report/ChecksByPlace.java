package io.jenkins.plugins.libvirtmigration.report;

import io.jenkins.plugins.libvirtmigration.check.Check;
import io.jenkins.plugins.libvirtmigration.check.CheckStatus;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What wants attention, each host and each pair of hosts by itself: whoever administers one reads what is to be done
 * there in one place. The worst place is first, and in it the worst check.
 */
final class ChecksByPlace {
    private final HtmlWriter html;
    private final Map<Place, List<Check>> places = new LinkedHashMap<>();

    private record Place(String host, String peer) {
        static Place of(Check check) {
            return new Place(check.host(), check.peer());
        }

        Sentence title() {
            return peer == null ? Sentence.of("{}", host) : Sentence.of("{} → {}", host, peer);
        }
    }

    /** @param notable sorted, the worst first */
    ChecksByPlace(HtmlWriter html, List<Check> notable) {
        this.html = html;
        notable.forEach(check -> places.computeIfAbsent(
                Place.of(check),
                place -> notable.stream()
                        .filter(one -> Place.of(one).equals(place))
                        .sorted(Comparator.comparing(Check::status).reversed())
                        .toList()));
    }

    void write() {
        places.forEach((place, checks) -> {
            html.tag("h3").of(() -> html.sentence(place.title()));
            checks.forEach(this::write);
        });
    }

    private void write(Check check) {
        html.tag("div").with("class", "check").of(() -> {
            html.tag("p").of(() -> {
                Status.of(check.status()).write(html);
                html.text(" ");
                html.tag("b").of(() -> html.name(check.id()));
            });
            if (check.found() != null) {
                html.tag("p")
                        .with("class", check.status() == CheckStatus.CHANGED ? "done" : "prose")
                        .of(check.found());
            }
            if (check.remedy() != null) {
                html.tag("p").of(() -> {
                    html.tag("b").of("To do: ");
                    html.text(check.remedy());
                });
            }
            if (check.expected() != null) {
                html.tag("p").with("class", "expected").of("Expected: " + check.expected());
            }
        });
        html.newLine();
    }
}
