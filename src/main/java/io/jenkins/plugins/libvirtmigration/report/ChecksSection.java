package io.jenkins.plugins.libvirtmigration.report;

import io.jenkins.plugins.libvirtmigration.check.Check;
import io.jenkins.plugins.libvirtmigration.check.CheckStatus;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import java.util.TreeMap;

/**
 * What was checked, failed ones first: by host and by pair with a matrix where there are several, else as one table.
 */
final class ChecksSection {
    private final HtmlWriter html;
    private final List<Check> checks;
    private final boolean ofAFleet;

    /** @param ofAFleet whether the same is checked on several hosts and pairs, so that a matrix shows it best */
    ChecksSection(HtmlWriter html, List<Check> checks, boolean ofAFleet) {
        this.html = html;
        this.checks = checks;
        this.ofAFleet = ofAFleet;
    }

    void write() {
        if (checks.isEmpty()) {
            return;
        }
        html.tag("section").with("aria-labelledby", "checks").of(() -> {
            html.tag("h2").with("id", "checks").of("Checks");
            html.tag("p").of(counted());
            List<Check> notable = select(true);
            if (ofAFleet) {
                new ChecksByPlace(html, notable).write();
                html.tag("h3").of("Every check at a glance");
                matrix(
                        "On each host",
                        checks.stream().filter(check -> check.peer() == null).toList());
                matrix(
                        "From host to host",
                        checks.stream().filter(check -> check.peer() != null).toList());
            } else if (!notable.isEmpty()) {
                table("Checks that want attention, or changed something", notable);
            }
            List<Check> passed = select(false);
            if (!passed.isEmpty()) {
                html.tag("details").of(() -> {
                    html.tag("summary").of("Checks that passed: " + passed.size());
                    table("Checks that passed", passed);
                });
            }
        });
    }

    private void matrix(String title, List<Check> part) {
        if (!part.isEmpty()) {
            new ChecksMatrix(html, title, part).write();
        }
    }

    /** The worst first: "1 failed, 2 with a warning, 23 passed." */
    private String counted() {
        Map<CheckStatus, Integer> counts = new TreeMap<>(Comparator.reverseOrder());
        checks.forEach(check -> counts.merge(check.status(), 1, Integer::sum));
        StringJoiner counted = new StringJoiner(", ", "", ".");
        counts.forEach((status, count) -> counted.add(count
                + (status == CheckStatus.WARNING
                        ? " with a warning"
                        : " " + Status.of(status).word())));
        return counted.toString();
    }

    private List<Check> select(boolean notable) {
        return checks.stream()
                .filter(check -> notable == (check.status() != CheckStatus.PASSED))
                .sorted(Comparator.comparing(Check::status).reversed())
                .toList();
    }

    private void table(String caption, List<Check> selected) {
        HtmlTable table = new HtmlTable(html, caption)
                .column("Check")
                .column("Status")
                .column("Host")
                .column("Found")
                .column("Expected")
                .column("Remedy");
        for (Check check : selected) {
            table.row(
                    () -> html.name(check.id()),
                    () -> Status.of(check.status()).write(html),
                    () -> host(check),
                    () -> html.text(orEmpty(check.found())),
                    () -> html.text(orEmpty(check.expected())),
                    () -> html.text(orEmpty(check.remedy())));
        }
        table.write();
    }

    private void host(Check check) {
        html.sentence(
                check.peer() == null
                        ? Sentence.of("{}", check.host())
                        : Sentence.of("{} with {}", check.host(), check.peer()));
    }

    private static String orEmpty(String text) {
        return text == null ? "" : text;
    }
}
