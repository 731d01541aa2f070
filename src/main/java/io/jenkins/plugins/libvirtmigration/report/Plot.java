package io.jenkins.plugins.libvirtmigration.report;

import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.ToLongFunction;

/**
 * A rectangle of a picture in which time goes to the right and values rise from the bottom, in the units of its SVG.
 *
 * @param time milliseconds
 */
record Plot(double left, double top, double width, double height, Axis time, Axis values) {

    double x(long millis) {
        return left + width * Math.max(0, Math.min(millis, time.maximum())) / time.maximum();
    }

    double y(long value) {
        return top + height - height * Math.max(0, Math.min(value, values.maximum())) / values.maximum();
    }

    double right() {
        return left + width;
    }

    double bottom() {
        return top + height;
    }

    /**
     * The path of a line through points; it has a gap where a value is not known.
     *
     * @param value null where it is not known
     */
    <T> String line(List<T> points, ToLongFunction<T> millis, Function<T, Long> value) {
        StringBuilder path = new StringBuilder();
        boolean drawing = false;
        for (T point : points) {
            Long known = value.apply(point);
            if (known != null) {
                path.append(drawing ? 'L' : 'M').append(at(millis.applyAsLong(point), known));
            }
            drawing = known != null;
        }
        return path.toString();
    }

    /** The path around the surface between two lines through the same points. */
    <T> String surface(List<T> points, ToLongFunction<T> millis, ToLongFunction<T> lower, ToLongFunction<T> upper) {
        StringBuilder path = new StringBuilder();
        for (T point : points) {
            path.append(path.isEmpty() ? 'M' : 'L').append(at(millis.applyAsLong(point), upper.applyAsLong(point)));
        }
        for (int i = points.size() - 1; i >= 0; i--) {
            path.append('L').append(at(millis.applyAsLong(points.get(i)), lower.applyAsLong(points.get(i))));
        }
        return path.isEmpty() ? "" : path.append('Z').toString();
    }

    private String at(long millis, long value) {
        return number(x(millis)) + " " + number(y(value));
    }

    static String number(double number) {
        return String.format(Locale.ROOT, "%.1f", number);
    }
}
