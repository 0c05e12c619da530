package io.polyvisor.testbed;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Watches several places, one after the other and again and again, on a thread of its own, and remembers every guest name that was seen
 * to run at two of them at once.
 *
 * <p>Two looks are never at the same moment, so "seen here, then seen there" proves nothing: the guest may have moved between. It ran
 * twice for certain when it was seen here, then there, then here again, for it did not come back within one round: moving, let alone
 * stopping and starting, takes longer. So every overlap that lasts for a round or more is found, and no hand-over is mistaken for one.
 *
 * <p>Thread-safe.
 */
public final class DoubleRunWatch implements AutoCloseable {
    private static final Duration LAST_LOOK = Duration.ofSeconds(30);

    private final List<RunningGuests> places;
    private final Duration pause;
    private final Thread thread;
    private final CountDownLatch ending = new CountDownLatch(1);
    private final Map<String, Set<String>> lastSeen = new HashMap<>();
    /** For each place, which guests were seen at which other place since it was looked at last. */
    private final Map<String, Map<String, Set<String>>> seenElsewhere = new HashMap<>();

    private final Map<String, List<String>> ways = new LinkedHashMap<>();
    private final Set<String> doubles = new HashSet<>();
    private final List<String> troubles = new ArrayList<>();
    private long rounds;

    private DoubleRunWatch(List<RunningGuests> places, Duration pause) {
        this.places = List.copyOf(places);
        this.pause = pause;
        this.thread = new Thread(this::watch, "testbed-double-run-watch");
        thread.setDaemon(true);
    }

    /** One that is told what to see. */
    static DoubleRunWatch told(RunningGuests... places) {
        return new DoubleRunWatch(List.of(places), Duration.ZERO);
    }

    /** Begins to watch; each round over all places begins that long after the one before, or as soon as that one is through. */
    public static DoubleRunWatch over(Duration every, RunningGuests... places) {
        DoubleRunWatch watch = new DoubleRunWatch(List.of(places), every);
        watch.thread.start();
        return watch;
    }

    /** How many times all places were looked at. */
    public synchronized long rounds() {
        return rounds;
    }

    /** Every sighting of a guest at two places at once, in words. */
    public synchronized Set<String> doubles() {
        return Set.copyOf(doubles);
    }

    /** What could not be looked at, in words. */
    public synchronized List<String> troubles() {
        return List.copyOf(troubles);
    }

    /** Where a guest was seen to run, in order, each stay once. */
    public synchronized List<String> wayOf(String guest) {
        return List.copyOf(ways.getOrDefault(guest, List.of()));
    }

    /** The guests that were seen to run at all. */
    public synchronized Set<String> guests() {
        return Set.copyOf(ways.keySet());
    }

    /** Takes a look at a place into account: guests that are there now, and what was seen elsewhere since the last look. */
    synchronized void saw(String place, Set<String> now) {
        Set<String> stayed = new HashSet<>(lastSeen.getOrDefault(place, Set.of()));
        stayed.retainAll(now);
        seenElsewhere
                .getOrDefault(place, Map.of())
                .forEach((other, there) -> there.stream()
                        .filter(stayed::contains)
                        .forEach(guest -> doubles.add(guest + " ran on " + place + " and on " + other)));
        seenElsewhere.remove(place);
        lastSeen.put(place, Set.copyOf(now));
        for (RunningGuests other : places) {
            if (!other.place().equals(place)) {
                seenElsewhere
                        .computeIfAbsent(other.place(), any -> new HashMap<>())
                        .computeIfAbsent(place, any -> new HashSet<>())
                        .addAll(now);
            }
        }
        now.forEach(guest -> remember(guest, place));
    }

    /** What was seen there before proves nothing any more: much may happen meanwhile. */
    synchronized void couldNotSee(String place, String why) {
        lastSeen.remove(place);
        troubles.add(place + ": " + why);
    }

    private void remember(String guest, String place) {
        List<String> way = ways.computeIfAbsent(guest, any -> new ArrayList<>());
        if (way.isEmpty() || !way.get(way.size() - 1).equals(place)) {
            way.add(place);
        }
    }

    /** Ends the watch after its present round. */
    @Override
    public void close() {
        ending.countDown();
        try {
            thread.join(LAST_LOOK.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void watch() {
        boolean on = true;
        while (on) {
            long began = System.nanoTime();
            places.forEach(this::look);
            synchronized (this) {
                rounds++;
            }
            on = restUntil(began + pause.toNanos());
        }
    }

    private void look(RunningGuests at) {
        try {
            saw(at.place(), at.names());
        } catch (TestbedFailure e) {
            couldNotSee(at.place(), String.valueOf(e.getMessage()));
        }
    }

    /** Whether to go on. */
    private boolean restUntil(long next) {
        try {
            return !ending.await(Math.max(0, next - System.nanoTime()), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
