package io.jenkins.plugins.libvirtmigration.report;

import io.jenkins.plugins.libvirtmigration.report.PlanRecord.PlannedGuest;
import io.jenkins.plugins.libvirtmigration.report.PlanRecord.PlannedObstacle;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** What was planned before the first move: every guest with every destination, and every reason why not. */
final class PlanSection {
    /** A wider matrix cannot be read; the obstacles are listed then. */
    private static final int MOST_COLUMNS = 8;

    private static final int MOST_ROWS = 500;

    private final HtmlWriter html;
    private final PlanRecord plan;
    private final Map<String, Map<String, List<String>>> reasons = new LinkedHashMap<>();

    PlanSection(HtmlWriter html, PlanRecord plan) {
        this.html = html;
        this.plan = plan;
        for (PlannedObstacle obstacle : plan.obstacles()) {
            reasons.computeIfAbsent(String.valueOf(obstacle.uuid()), uuid -> new LinkedHashMap<>())
                    .computeIfAbsent(String.valueOf(obstacle.destination()), host -> new ArrayList<>())
                    .add(obstacle.kind() + ": " + obstacle.reason());
        }
    }

    void write() {
        if (plan.guests().isEmpty()) {
            return;
        }
        html.tag("section").with("aria-labelledby", "plan").of(() -> {
            html.tag("h2").with("id", "plan").of("The plan before the first move");
            html.tag("p").of(summary());
            if (plan.destinations().size() <= MOST_COLUMNS) {
                matrix();
            } else {
                list();
            }
        });
    }

    private String summary() {
        long placed = plan.guests().stream()
                .filter(guest -> guest.destination() != null)
                .count();
        String leftOut = plan.obstaclesLeftOut() > 0
                ? " Of the obstacles the first "
                        + Figure.count((long) plan.obstacles().size()).text() + " are kept, "
                        + Figure.count(plan.obstaclesLeftOut()).text() + " more were found."
                : "";
        return placed + " of " + plan.guests().size() + " VMs had a destination; about "
                + Figure.bytes(plan.bytes()).text() + " were to be carried in "
                + Figure.millis(plan.expectedMillis()).text() + "." + leftOut;
    }

    private void matrix() {
        HtmlTable table = new HtmlTable(html, "Who can go where, and every reason why not").column("VM");
        plan.destinations().forEach(host -> table.column(() -> html.name(host)));
        table.column("Otherwise");
        plan.guests().stream().limit(MOST_ROWS).forEach(guest -> {
            Runnable[] cells = new Runnable[plan.destinations().size() + 2];
            cells[0] = () -> html.name(guest.vm());
            int place = 1;
            for (String host : plan.destinations()) {
                cells[place++] = () -> cell(guest, host);
            }
            cells[place] = () -> html.text(guest.reason() == null ? "" : guest.reason());
            table.row(cells);
        });
        table.write();
        more(plan.guests().size());
    }

    private void cell(PlannedGuest guest, String host) {
        if (Objects.equals(guest.destination(), host)) {
            new Status("→", "planned", "good").write(html);
            return;
        }
        List<String> why =
                reasons.getOrDefault(String.valueOf(guest.uuid()), Map.of()).getOrDefault(host, List.of());
        if (why.isEmpty()) {
            html.text("possible");
        } else {
            new Status("✕", "not possible", "bad").write(html);
            why.forEach(sentence -> html.tag("div").of(sentence));
        }
    }

    private void list() {
        HtmlTable planned = new HtmlTable(html, "Where each VM was to go")
                .column("VM")
                .column("Destination")
                .column("Otherwise");
        plan.guests().stream()
                .limit(MOST_ROWS)
                .forEach(guest -> planned.row(
                        () -> html.name(guest.vm()),
                        () -> html.name(guest.destination()),
                        () -> html.text(guest.reason() == null ? "" : guest.reason())));
        planned.write();
        more(plan.guests().size());
        if (plan.obstacles().isEmpty()) {
            return;
        }
        Map<String, String> names = new LinkedHashMap<>();
        plan.guests().forEach(guest -> names.put(guest.uuid(), guest.vm()));
        HtmlTable table = new HtmlTable(html, "Every reason why not")
                .column("VM")
                .column("Destination")
                .column("Kind")
                .column("Reason");
        plan.obstacles().stream()
                .limit(MOST_ROWS)
                .forEach(obstacle -> table.row(
                        () -> html.name(names.get(obstacle.uuid())),
                        () -> html.name(obstacle.destination()),
                        () -> html.orUnknown(obstacle.kind()),
                        () -> html.orUnknown(obstacle.reason())));
        table.write();
        more(plan.obstacles().size());
    }

    private void more(int all) {
        if (all > MOST_ROWS) {
            html.tag("p")
                    .of("The first " + MOST_ROWS + " of "
                            + Figure.count((long) all).text() + " are shown; report.json has the others.");
        }
    }
}
