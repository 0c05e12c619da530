package io.polyvisor.placement.search;

import java.util.Arrays;

/** What is changed on a board between two looks at it, so that it can be taken back; and who has no place. */
final class RecreationLog {
    private final MovesBoard board;
    private final MovesUnits units;
    private final int[] before;
    private final boolean[] touched;
    private final int[] list;
    private int count;
    private int moves;
    private int absent;
    private int movesBefore;
    private int absentBefore;

    RecreationLog(MovesBoard board) {
        this.board = board;
        units = board.units();
        before = new int[units.count()];
        touched = new boolean[units.count()];
        list = new int[units.count()];
        moves = board.moves();
        for (int unit = 0; unit < units.count(); unit++) {
            absent += board.place(unit) < 0 ? 1 : 0;
        }
    }

    int moves() {
        return moves;
    }

    int absent() {
        return absent;
    }

    /** What was changed is final. Who has no place still counts as touched. */
    void begin() {
        while (count > 0) {
            touched[list[--count]] = false;
        }
        movesBefore = moves;
        absentBefore = absent;
        for (int unit = 0; absent > 0 && unit < units.count(); unit++) {
            if (board.place(unit) < 0) {
                touch(unit);
            }
        }
    }

    private void touch(int unit) {
        if (!touched[unit]) {
            touched[unit] = true;
            before[unit] = board.place(unit);
            list[count++] = unit;
        }
    }

    /** Takes the unit from its place, where it has one. */
    void remove(int unit) {
        if (board.place(unit) >= 0) {
            touch(unit);
            moves += board.moved(unit) ? 0 : units.weight(unit);
            absent++;
            board.remove(unit);
        }
    }

    void put(int unit, int host) {
        touch(unit);
        board.put(unit, host);
        absent--;
        moves -= board.moved(unit) ? 0 : units.weight(unit);
    }

    /** Who has no place now. */
    int[] homeless() {
        return Arrays.stream(list, 0, count)
                .filter(unit -> board.place(unit) < 0)
                .toArray();
    }

    void undo() {
        for (int i = 0; i < count; i++) {
            if (board.place(list[i]) >= 0) {
                board.remove(list[i]);
            }
        }
        for (int i = 0; i < count; i++) {
            if (before[list[i]] >= 0) {
                board.put(list[i], before[list[i]]);
            }
        }
        moves = movesBefore;
        absent = absentBefore;
    }
}
