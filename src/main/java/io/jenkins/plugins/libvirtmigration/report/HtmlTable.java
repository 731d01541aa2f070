package io.jenkins.plugins.libvirtmigration.report;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** A table whose first column names its rows; it scrolls by itself where a screen is narrow. */
final class HtmlTable {
    private final HtmlWriter html;
    private final String caption;
    private final List<Runnable> headings = new ArrayList<>();
    private final Set<Integer> numbers = new HashSet<>();
    private final List<Runnable[]> rows = new ArrayList<>();

    HtmlTable(HtmlWriter html, String caption) {
        this.html = html;
        this.caption = caption;
    }

    HtmlTable column(String heading) {
        return column(() -> html.text(heading));
    }

    HtmlTable column(Runnable heading) {
        headings.add(heading);
        return this;
    }

    /** A column of figures: aligned at its right, all digits equally wide. */
    HtmlTable number(String heading) {
        numbers.add(headings.size());
        return column(heading);
    }

    /** @param cells one for each column */
    HtmlTable row(Runnable... cells) {
        rows.add(cells);
        return this;
    }

    void write() {
        html.tag("div")
                .with("class", "scroll")
                .with("role", "group")
                .with("tabindex", 0)
                .with("aria-label", caption)
                .of(() -> html.tag("table").of(this::content));
        html.newLine();
    }

    private void content() {
        html.tag("caption").of(caption);
        html.tag("thead")
                .of(() -> html.tag("tr").of(() -> {
                    for (int i = 0; i < headings.size(); i++) {
                        cell("th", i).with("scope", "col").of(headings.get(i));
                    }
                }));
        html.newLine();
        html.tag("tbody").of(() -> rows.forEach(this::writeRow));
    }

    private void writeRow(Runnable[] cells) {
        html.tag("tr").of(() -> {
            cell("th", 0).with("scope", "row").of(cells[0]);
            for (int i = 1; i < cells.length; i++) {
                cell("td", i).of(cells[i]);
            }
        });
        html.newLine();
    }

    private HtmlWriter.Tag cell(String tag, int column) {
        HtmlWriter.Tag cell = html.tag(tag);
        return numbers.contains(column) ? cell.with("class", "number") : cell;
    }
}
