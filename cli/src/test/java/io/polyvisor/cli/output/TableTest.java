package io.polyvisor.cli.output;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class TableTest {

    private static String print(Table table, boolean terminal, int columns, boolean colour, boolean unicode) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        table.print(new Page(new PrintStream(bytes, true, StandardCharsets.UTF_8), terminal, columns, colour, unicode));
        return bytes.toString(StandardCharsets.UTF_8);
    }

    private static Table table() {
        return Table.of("NAME", ">SIZE", "NOTE")
                .row(Cell.of("a"), Cell.of(7), Cell.of("a rather long note about nothing"))
                .row(Cell.of("longer"), Cell.of(1024), Cell.of(Optional.empty()))
                .remark(Cell.of("down"), Cell.of("unreachable: nobody answers there"));
    }

    @Test
    void columns_are_aligned_and_numbers_to_the_right() {
        assertThat(print(table(), false, 10, false, true)).isEqualTo("""
                NAME    SIZE  NOTE
                a          7  a rather long note about nothing
                longer  1024  -
                down    unreachable: nobody answers there
                """);
    }

    @Test
    void a_terminal_gets_no_line_that_is_wider() {
        assertThat(print(table(), true, 30, false, true)).isEqualTo("""
                NAME    SIZE  NOTE
                a          7  a rather long n\u2026
                longer  1024  -
                down    unreachable: nobody a\u2026
                """);
        assertThat(print(table(), true, 30, false, false)).contains("a rather long ..");
    }

    @Test
    void colour_changes_no_width() {
        String coloured = print(table(), true, 30, true, true);

        assertThat(coloured).contains("\u001b[1mNAME\u001b[0m");
        assertThat(coloured.replaceAll("\u001b\\[\\d+m", "")).isEqualTo(print(table(), true, 30, false, true));
    }

    @Test
    void what_stands_in_a_cell_cannot_steer_a_terminal() {
        Table table = Table.of("NAME").row(Cell.of("erase\u001b[2J\neverything"));

        assertThat(print(table, false, 100, false, true)).isEqualTo("NAME\nerase?[2J everything\n");
    }

    @Test
    void a_row_with_the_wrong_number_of_cells_is_a_mistake() {
        assertThatThrownBy(() -> Table.of("A", "B").row(Cell.of("a"))).isInstanceOf(IllegalArgumentException.class);
    }
}
