package io.jenkins.plugins.libvirtmigration.report;

import io.jenkins.plugins.libvirtmigration.check.Check;
import io.jenkins.plugins.libvirtmigration.check.CheckStatus;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Checks in rows, the worst first, hosts and pairs of hosts in columns: who can go where, at a glance. */
final class ChecksMatrix {
    private final HtmlWriter html;
    private final String title;
    private final Map<String, Map<Column, CheckStatus>> rows = new LinkedHashMap<>();
    private final Set<Column> columns = new LinkedHashSet<>();

    private record Column(String host, String peer) {}

    ChecksMatrix(HtmlWriter html, String title, List<Check> checks) {
        this.html = html;
        this.title = title;
        for (Check check : checks) {
            Column column = new Column(check.host(), check.peer());
            columns.add(column);
            rows.computeIfAbsent(check.id(), id -> new LinkedHashMap<>())
                    .merge(column, check.status(), ChecksMatrix::worse);
        }
    }

    /** The statuses stand in the order of their weight. */
    private static CheckStatus worse(CheckStatus one, CheckStatus other) {
        return one.compareTo(other) >= 0 ? one : other;
    }

    void write() {
        HtmlTable table = new HtmlTable(html, title).column("Check");
        for (Column column : columns) {
            table.column(() -> html.sentence(
                    column.peer() == null
                            ? Sentence.of("{}", column.host())
                            : Sentence.of("{} → {}", column.host(), column.peer())));
        }
        rows.entrySet().stream()
                .sorted(Comparator.comparing(ChecksMatrix::worstOf).reversed())
                .forEach(row -> table.row(cells(row.getKey(), row.getValue())));
        table.write();
    }

    private static CheckStatus worstOf(Map.Entry<String, Map<Column, CheckStatus>> row) {
        return row.getValue().values().stream().reduce(ChecksMatrix::worse).orElseThrow();
    }

    private Runnable[] cells(String id, Map<Column, CheckStatus> found) {
        Runnable[] cells = new Runnable[columns.size() + 1];
        cells[0] = () -> html.name(id);
        int place = 1;
        for (Column column : columns) {
            CheckStatus status = found.get(column);
            cells[place++] = status == null
                    ? () -> html.text("")
                    : () -> Status.of(status).write(html);
        }
        return cells;
    }
}
