package io.jenkins.plugins.libvirtmigration.report;

import io.jenkins.plugins.libvirtmigration.report.MigrationRecord.Event;
import java.util.ArrayList;
import java.util.List;

/** The events of the timeline by their number, above a plot; those that would cover each other share a marker. */
final class EventMarkers {
    private static final double MIDDLE = 14;
    private static final double HEIGHT = 20;
    private static final double APART = 3;

    private final Svg svg;
    private final List<Event> events;

    private record Group(double x, int first, int last) {
        String label() {
            return first == last ? String.valueOf(first) : first + "–" + last;
        }

        double width() {
            return Math.max(HEIGHT, 6 + Svg.CHARACTER_WIDTH * label().length());
        }

        boolean covers(Group next) {
            return Math.abs(next.x - x) < (width() + next.width()) / 2 + APART;
        }

        Group and(int number) {
            return new Group(x, first, number);
        }
    }

    EventMarkers(Svg svg, List<Event> events) {
        this.svg = svg;
        this.events = events;
    }

    /** @param bottom where the lines that go down from the markers end */
    void write(Plot plot, double bottom) {
        for (Group group : groups(plot)) {
            double width = group.width();
            double left = Math.min(group.x() - width / 2, plot.right() + 15 - width);
            svg.hairline("event", group.x(), MIDDLE + HEIGHT / 2, group.x(), bottom);
            svg.pill("event-marker", left, MIDDLE - HEIGHT / 2, width, HEIGHT);
            svg.label("event-number", left + width / 2, MIDDLE + 4, "middle", group.label());
        }
    }

    private List<Group> groups(Plot plot) {
        List<Group> groups = new ArrayList<>();
        for (int number = 1; number <= events.size(); number++) {
            Group alone = new Group(plot.x(events.get(number - 1).atMillis()), number, number);
            int last = groups.size() - 1;
            if (last >= 0 && groups.get(last).covers(alone)) {
                groups.set(last, groups.get(last).and(number));
            } else {
                groups.add(alone);
            }
        }
        return groups;
    }
}
