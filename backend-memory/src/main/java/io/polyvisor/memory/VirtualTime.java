package io.polyvisor.memory;

import io.polyvisor.spi.TimeSource;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A clock on which waiting takes no time, for tests. There are two sorts:
 *
 * <ul>
 *   <li>{@link #flowing()}: who sleeps moves the clock by that much and goes on at once;
 *   <li>{@link #standing()}: who sleeps blocks until a test calls {@link #advance}.
 * </ul>
 *
 * <p>Whatever the clock passes on its way happens at its own moment: a site of the model that was opened with this clock boots guests,
 * finishes shutdowns and tells of them while the clock moves, on the thread that moves it.
 *
 * <p>Thread-safe. The clock never runs backwards; two sleepers who sleep at once share the time that passes.
 */
public final class VirtualTime implements TimeSource {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition moved = lock.newCondition();
    private final List<Ticking> ticking = new CopyOnWriteArrayList<>();
    private final boolean flows;
    private long nanos;

    private VirtualTime(boolean flows) {
        this.flows = flows;
    }

    /** A clock that sleepers move; it begins with the year 2026. */
    public static VirtualTime flowing() {
        return new VirtualTime(true);
    }

    /** A clock that only {@link #advance} moves; it begins with the year 2026. */
    public static VirtualTime standing() {
        return new VirtualTime(false);
    }

    /** Something that happens by this clock. */
    interface Ticking {

        /** In how many nanoseconds from now something happens next; {@link Long#MAX_VALUE} when nothing will. */
        long nextIn();

        /** Lets happen what is due now. */
        void tick();
    }

    boolean flows() {
        return flows;
    }

    void attach(Ticking what) {
        ticking.add(what);
    }

    @Override
    public long nanoTime() {
        lock.lock();
        try {
            return nanos;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public Instant now() {
        return START.plusNanos(nanoTime());
    }

    /** Moves the clock by that much, or waits until others moved it so far. */
    @Override
    public void sleep(Duration duration) throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        if (flows) {
            advance(duration);
        } else {
            waitUntil(nanoTime() + duration.toNanos());
        }
    }

    /** Moves the clock by that much; what is due on the way happens on this thread, in order. */
    public void advance(Duration duration) {
        long target = nanoTime() + Math.max(0, duration.toNanos());
        long reached = nanoTime();
        while (reached < target) {
            long step = ticking.stream().mapToLong(Ticking::nextIn).min().orElse(Long.MAX_VALUE);
            reached = moveTo(Math.min(target, reached + Math.max(1, Math.min(step, target - reached))));
            ticking.forEach(Ticking::tick);
        }
    }

    private long moveTo(long moment) {
        lock.lock();
        try {
            nanos = Math.max(nanos, moment);
            moved.signalAll();
            return nanos;
        } finally {
            lock.unlock();
        }
    }

    private void waitUntil(long moment) throws InterruptedException {
        lock.lock();
        try {
            while (nanos < moment) {
                moved.await();
            }
        } finally {
            lock.unlock();
        }
    }
}
