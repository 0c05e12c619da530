package io.polyvisor.placement.search;

/**
 * A move that evens out the load, with another one before it that makes room, or without.
 *
 * @param unit what moves
 * @param to where
 * @param first what moves before; -1 for nothing
 * @param firstTo where
 * @param score the score afterwards
 */
record RebalanceMove(int unit, int to, int first, int firstTo, double score) {
    static RebalanceMove single(int unit, int to, double score) {
        return new RebalanceMove(unit, to, -1, -1, score);
    }

    boolean isPair() {
        return first >= 0;
    }

    void apply(MovesBoard board) {
        if (isPair()) {
            board.move(first, firstTo);
        }
        board.move(unit, to);
    }
}
