package io.polyvisor.internal;

import io.polyvisor.model.CurrentOperation;
import io.polyvisor.model.Verb;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

/** Who is at an object and who waits for it: operations of equal key run one after the other, in the order of their calls. */
final class TurnQueue {
    private final int longest;
    private final Executor threads;
    private final Map<Object, Line> lines = new HashMap<>();
    private int waiting;
    private int running;

    TurnQueue(int longest, Executor threads) {
        this.longest = longest;
        this.threads = threads;
    }

    /** Gives a turn at once, or lets it wait. */
    void submit(Turn turn) {
        synchronized (this) {
            requireRoom();
            Line line = lines.computeIfAbsent(turn.key(), key -> new Line());
            if (!line.lets(turn)) {
                line.waiting.add(turn);
                waiting++;
                return;
            }
            line.atIt.add(turn.verb());
            running++;
        }
        threads.execute(() -> take(turn));
    }

    synchronized boolean hold(Object key) {
        Line line = lines.computeIfAbsent(key, absent -> new Line());
        if (line.held || !line.atIt.isEmpty()) {
            return false;
        }
        line.held = true;
        return true;
    }

    void release(Object key) {
        List<Turn> next;
        synchronized (this) {
            Line line = lines.get(key);
            if (line == null) {
                return;
            }
            line.held = false;
            next = admit(key, line);
        }
        go(next);
    }

    synchronized Set<CurrentOperation> underWay(Object key) {
        Line line = lines.get(key);
        Set<CurrentOperation> all = new LinkedHashSet<>();
        if (line != null) {
            line.atIt.forEach(verb -> all.add(CurrentOperation.of(verb)));
        }
        return all;
    }

    synchronized int running() {
        return running;
    }

    synchronized int queued() {
        return waiting;
    }

    /** Drops those that wait, and waits itself for those that are at it; false when some were not done in time. */
    boolean close(Duration patience) {
        List<Turn> dropped = new ArrayList<>();
        synchronized (this) {
            lines.values().forEach(line -> {
                dropped.addAll(line.waiting);
                line.waiting.clear();
            });
            waiting = 0;
        }
        dropped.forEach(turn -> turn.dropped().run());
        return drained(patience);
    }

    private synchronized boolean drained(Duration patience) {
        long end = System.nanoTime() + patience.toNanos();
        while (running > 0) {
            long left = end - System.nanoTime();
            if (left <= 0) {
                return false;
            }
            try {
                wait(Math.max(1, left / 1_000_000));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return false;
            }
        }
        return true;
    }

    private void take(Turn turn) {
        Runnable told = () -> {};
        try {
            told = turn.work().get();
        } finally {
            go(left(turn));
            told.run();
        }
    }

    private synchronized List<Turn> left(Turn turn) {
        running--;
        Line line = Objects.requireNonNull(lines.get(turn.key()), "line of a running turn");
        line.atIt.remove(turn.verb());
        List<Turn> next = admit(turn.key(), line);
        notifyAll();
        return next;
    }

    private void go(List<Turn> admitted) {
        admitted.forEach(turn -> threads.execute(() -> take(turn)));
    }

    /** Whose turn it is now: the first that waits, and behind it those that overtake it. */
    private List<Turn> admit(Object key, Line line) {
        List<Turn> admitted = new ArrayList<>();
        Turn first = line.waiting.peek();
        while (first != null && line.goesBeside(first)) {
            line.waiting.remove();
            waiting--;
            line.atIt.add(first.verb());
            running++;
            admitted.add(first);
            first = line.waiting.peek();
        }
        forgetIfIdle(key, line);
        return admitted;
    }

    private void forgetIfIdle(Object key, Line line) {
        if (line.atIt.isEmpty() && line.waiting.isEmpty() && !line.held) {
            lines.remove(key);
        }
    }

    private void requireRoom() {
        if (waiting + running >= longest) {
            throw new RejectedExecutionException((waiting + running) + " operations are waiting or running already");
        }
    }

    private static final class Line {
        private final List<Verb> atIt = new ArrayList<>();
        private final Deque<Turn> waiting = new ArrayDeque<>();
        private boolean held;

        /** Whether a newcomer need not wait. */
        boolean lets(Turn turn) {
            return (waiting.isEmpty() || !atIt.isEmpty()) && goesBeside(turn);
        }

        boolean goesBeside(Turn turn) {
            return !held && atIt.stream().allMatch(turn::overtakes);
        }
    }
}
