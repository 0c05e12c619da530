package io.polyvisor.memory;

import io.polyvisor.spi.TimeSource;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * Sites that can see each other, one clock, one lock. Guests do nothing by a timer: whatever became due since the world was last
 * looked at happens, in order and at its own moment, before anybody sees the world again. So real and virtual time mean the same.
 *
 * <p>Thread-safe: every look and every change goes through {@link #under}.
 */
final class World implements VirtualTime.Ticking {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final TimeSource time;
    private final long epoch;
    private final Instant began;
    private final Set<VolumeState> unfinished = Collections.newSetFromMap(new IdentityHashMap<>());
    private final Map<String, Site> sites = new LinkedHashMap<>();
    private final Map<String, StorageState> storagesByBacking = new TreeMap<>();
    private final List<Runnable> outbox = new ArrayList<>();
    private long numbers;
    private long now;
    private int watchers;
    private boolean watched;
    private Keeper keeper = any -> {};

    World(TimeSource time) {
        this(time, time.now(), 0);
    }

    /** One that began at that moment, and was {@code past} nanoseconds old when it was last seen: it cannot be younger now. */
    World(TimeSource time, Instant began, long past) {
        this.time = time;
        this.began = began;
        this.epoch = time.nanoTime()
                - Math.max(past, Duration.between(began, time.now()).toNanos());
        if (time instanceof VirtualTime virtual) {
            virtual.attach(this);
        }
    }

    /** What sees to it that a world outlives its process. */
    interface Keeper {
        /** Keeps what changed, if anything did; called under the world's lock after everything that may have changed it. */
        void keep(World world);
    }

    /** Does that while nobody else looks; what is due happens before, and what became due by it happens after. */
    <T> T under(Supplier<T> work) {
        List<Runnable> tellings = List.of();
        lock.lock();
        try {
            if (lock.getHoldCount() > 1) {
                return work.get();
            }
            try {
                catchUp();
                return work.get();
            } finally {
                catchUp();
                changed.signalAll();
                tellings = List.copyOf(outbox);
                outbox.clear();
                keeper.keep(this);
            }
        } finally {
            lock.unlock();
            // Listeners are told outside the lock: they may ask the world themselves.
            tellings.forEach(Runnable::run);
        }
    }

    /** Does that while nobody else looks. */
    void under(Runnable work) {
        under(() -> {
            work.run();
            return true;
        });
    }

    /** Waits until that is so, but not longer than {@code patience}; whether it came to be so. */
    boolean await(BooleanSupplier wanted, Duration patience) throws InterruptedException {
        long until = now() + patience.toNanos();
        while (true) {
            boolean so = under(wanted::getAsBoolean);
            long left = until - elapsed();
            if (so || left <= 0) {
                return so;
            }
            pause(wanted, left);
        }
    }

    @SuppressWarnings("WaitNotInLoop") // await loops: it must let happen what became due before it looks again
    private void pause(BooleanSupplier wanted, long left) throws InterruptedException {
        boolean standing = time instanceof VirtualTime virtual && !virtual.flows();
        if (time != TimeSource.system() && !standing) {
            time.sleep(Duration.ofNanos(Math.max(1, Math.min(left, nextIn()))));
            return;
        }
        lock.lockInterruptibly();
        try {
            if (wanted.getAsBoolean()) {
                return;
            }
            if (standing) {
                changed.await();
            } else {
                changed.awaitNanos(Math.min(left, nextIn()));
            }
        } finally {
            lock.unlock();
        }
    }

    /** The present moment, in nanoseconds since the world began; stands still while somebody looks. */
    long now() {
        return lock.isHeldByCurrentThread() ? now : elapsed();
    }

    /** What the wall clock showed at that moment. */
    Instant label(long moment) {
        return began.plusNanos(moment);
    }

    TimeSource time() {
        return time;
    }

    Instant began() {
        return began;
    }

    /** Who keeps it from now on. */
    void keptBy(Keeper other) {
        keeper = other;
    }

    /** A volume made for something that is not finished: whoever dies before it is leaves no trace of it. */
    void begin(VolumeState volume) {
        unfinished.add(volume);
    }

    void finish(VolumeState volume) {
        unfinished.remove(volume);
    }

    /** Whether nothing would miss that volume if all unfinished work were given up. */
    boolean isScaffold(StorageState storage, VolumeState volume) {
        return unfinished.contains(volume) && !anySiteUses(storage, volume.id().key());
    }

    Collection<StorageState> storages() {
        return storagesByBacking.values();
    }

    long numbers() {
        return numbers;
    }

    /** Where its counter goes on. */
    void numbersFrom(long last) {
        numbers = last;
    }

    long nextNumber() {
        return ++numbers;
    }

    Collection<Site> sites() {
        return sites.values();
    }

    Site site(String name, Supplier<Site> made) {
        Site site = sites.get(name);
        if (site == null) {
            site = made.get();
            sites.put(name, site);
        }
        return site;
    }

    Optional<Site> existing(String name) {
        return Optional.ofNullable(sites.get(name));
    }

    /** The storage behind that backing: the same one for every site that names it. */
    StorageState storage(String backing, Supplier<StorageState> made) {
        return storagesByBacking.computeIfAbsent(backing, any -> made.get());
    }

    /** Storages are shared, so what uses a volume may be on another site. */
    boolean anySiteUses(StorageState storage, String key) {
        return sites.values().stream().anyMatch(site -> site.uses(storage, key));
    }

    void later(Runnable telling) {
        outbox.add(telling);
    }

    /** Somebody listens from now on: on real time a thread sees to it that what happens is told when it happens. */
    void watch() {
        under(() -> {
            watchers++;
            if (!watched && time == TimeSource.system()) {
                watched = true;
                Thread watchman = new Thread(this::watchOn, "polyvisor-memory-events");
                watchman.setDaemon(true);
                watchman.start();
            }
        });
    }

    void unwatch() {
        under(() -> {
            watchers--;
        });
    }

    private void watchOn() {
        boolean on = true;
        while (on) {
            try {
                await(
                        () -> watchers == 0,
                        Duration.ofNanos(
                                Math.min(nextIn(), Duration.ofSeconds(1).toNanos())));
                on = under(this::stillWatched);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                on = false;
            }
        }
    }

    private boolean stillWatched() {
        watched = watchers > 0;
        return watched;
    }

    @Override
    public long nextIn() {
        lock.lock();
        try {
            long next = Machine.NEVER;
            for (Site site : sites.values()) {
                next = Math.min(next, site.nextAt());
            }
            return next == Machine.NEVER ? next : Math.max(0, next - elapsed());
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void tick() {
        under(() -> {});
    }

    private long elapsed() {
        return time.nanoTime() - epoch;
    }

    private void catchUp() {
        long present = elapsed();
        for (Optional<Site> next = siteDueBy(present); next.isPresent(); next = siteDueBy(present)) {
            now = Math.max(now, next.get().nextAt());
            next.get().letHappen();
        }
        now = present;
    }

    private Optional<Site> siteDueBy(long present) {
        Optional<Site> first = Optional.empty();
        long earliest = Machine.NEVER;
        for (Site site : sites.values()) {
            long at = site.nextAt();
            if (at <= present && at < earliest) {
                earliest = at;
                first = Optional.of(site);
            }
        }
        return first;
    }
}
