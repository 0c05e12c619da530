package io.polyvisor.cli.output;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A table with a heading. On a terminal it is cut to the terminal's width, widest column first; elsewhere nothing is cut, so that
 * programs that read it lose nothing. Not thread-safe.
 */
public final class Table {
    private static final int GAP = 2;
    private static final int NARROWEST = 6;

    private final List<Column> columns;
    private final List<Row> rows = new ArrayList<>();

    private Table(List<Column> columns) {
        this.columns = columns;
    }

    /** A table with these headings; one that begins with {@code >} is right-aligned. */
    public static Table of(String... headings) {
        return new Table(Arrays.stream(headings)
                .map(heading ->
                        heading.startsWith(">") ? new Column(heading.substring(1), true) : new Column(heading, false))
                .toList());
    }

    /** One more row. */
    public Table row(Cell... cells) {
        return row(List.of(cells));
    }

    /** One more row. */
    public Table row(List<Cell> cells) {
        if (cells.size() != columns.size()) {
            throw new IllegalArgumentException(cells.size() + " cells for " + columns.size() + " columns");
        }
        rows.add(new Row(cells, Optional.empty()));
        return this;
    }

    /** A row of a first cell, and a remark across all other columns. */
    public Table remark(Cell first, Cell across) {
        rows.add(new Row(List.of(first), Optional.of(across)));
        return this;
    }

    /** Whether it has no rows. */
    public boolean isEmpty() {
        return rows.isEmpty();
    }

    /** Prints it. */
    public void print(Page page) {
        int[] widths = widths(page);
        List<Cell> heading = columns.stream()
                .map(column -> new Cell(column.heading(), Tone.STRONG))
                .toList();
        page.line(line(page, widths, heading));
        for (Row row : rows) {
            page.line(row.remark()
                    .map(remark -> remarkLine(page, widths[0], row.cells().get(0), remark))
                    .orElseGet(() -> line(page, widths, row.cells())));
        }
    }

    private int[] widths(Page page) {
        int[] widths = new int[columns.size()];
        for (int i = 0; i < widths.length; i++) {
            widths[i] = widest(i);
        }
        if (page.terminal()) {
            int excess = Arrays.stream(widths).sum() + GAP * (widths.length - 1) - page.columns();
            while (excess-- > 0) {
                int victim = indexOfWidest(widths);
                if (widths[victim] <= NARROWEST) {
                    break;
                }
                widths[victim]--;
            }
        }
        return widths;
    }

    private int widest(int column) {
        int cells = rows.stream()
                .filter(row -> row.cells().size() > column)
                .mapToInt(row -> Text.width(row.cells().get(column).text()))
                .max()
                .orElse(0);
        return Math.max(cells, Text.width(columns.get(column).heading()));
    }

    private static int indexOfWidest(int[] widths) {
        int found = 0;
        for (int i = 1; i < widths.length; i++) {
            if (widths[i] > widths[found]) {
                found = i;
            }
        }
        return found;
    }

    private String line(Page page, int[] widths, List<Cell> cells) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < cells.size(); i++) {
            Cell cell = cells.get(i);
            String text = Text.cut(cell.text(), widths[i], page.ellipsis());
            String blanks = " ".repeat(Math.max(0, widths[i] - Text.width(text)));
            boolean last = i == cells.size() - 1;
            String painted = page.paint(cell.tone(), text);
            line.append(columns.get(i).right() ? blanks + painted : last ? painted : painted + blanks);
            line.append(last ? "" : " ".repeat(GAP));
        }
        return line.toString().stripTrailing();
    }

    private static String remarkLine(Page page, int width, Cell first, Cell remark) {
        String start = Text.padded(Text.cut(first.text(), width, page.ellipsis()), width) + " ".repeat(GAP);
        int room = page.terminal() ? page.columns() - Text.width(start) : Integer.MAX_VALUE;
        String rest = Text.cut(remark.text(), Math.max(NARROWEST, room), page.ellipsis());
        return page.paint(first.tone(), start) + page.paint(remark.tone(), rest);
    }

    private record Column(String heading, boolean right) {}

    private record Row(List<Cell> cells, Optional<Cell> remark) {}
}
