package io.polyvisor.cli.demo;

import io.polyvisor.error.PolyvisorException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/** Looks at all endpoints again and again, beside everything that goes on, for a guest that runs twice. */
final class Witness implements AutoCloseable {
    private static final long PAUSE_MILLIS = 20;

    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread thread = new Thread(work, "polyvisor-demo-witness");
        thread.setDaemon(true);
        return thread;
    });
    private final ScheduledFuture<?> looking;
    private final AtomicInteger looks = new AtomicInteger();
    private final Set<String> twice = new ConcurrentSkipListSet<>();

    Witness(Supplier<Map<String, List<String>>> running) {
        looking = clock.scheduleWithFixedDelay(() -> look(running), 0, PAUSE_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** Endpoints are read one after the other, so a guest on the move may be met twice: only who is at both places again counts. */
    private void look(Supplier<Map<String, List<String>>> running) {
        try {
            Map<String, List<String>> first = running.get();
            if (first.values().stream().anyMatch(places -> places.size() > 1)) {
                running.get().forEach((guest, places) -> {
                    if (places.size() > 1 && places.equals(first.get(guest))) {
                        twice.add(guest + " on " + String.join(" and ", places));
                    }
                });
            }
            looks.incrementAndGet();
        } catch (PolyvisorException unseen) {
            // An endpoint that is down shows nothing; the next look may.
            Thread.onSpinWait();
        }
    }

    int looks() {
        return looks.get();
    }

    /** Guests that were seen running at two places at once. */
    Set<String> twice() {
        return twice;
    }

    @Override
    public void close() {
        looking.cancel(true);
        clock.shutdownNow();
    }
}
