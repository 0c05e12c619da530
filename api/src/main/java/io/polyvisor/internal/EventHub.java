package io.polyvisor.internal;

import io.polyvisor.GuestEvent;
import io.polyvisor.error.PolyvisorException;
import io.polyvisor.model.Capability;
import io.polyvisor.model.GuestId;
import io.polyvisor.model.GuestView;
import io.polyvisor.model.Inventory;
import io.polyvisor.model.InventoryField;
import io.polyvisor.model.Verb;
import io.polyvisor.spi.EventSource;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/**
 * Turns what a hypervisor tells, or what polling shows, into levels for any number of subscribers. One thread observes what was
 * said to have changed; nothing is told that was not observed. It runs while there are subscribers.
 */
final class EventHub implements Flow.Publisher<GuestEvent> {
    private static final Logger LOG = System.getLogger("io.polyvisor.events");
    private static final Set<InventoryField> DETAILED = EnumSet.of(InventoryField.DETAILS);

    /** How much more seldom everything is observed where the hypervisor tells: it does not tell everything. */
    private static final int UNTOLD = 12;

    private final EndpointState endpoint;
    private final List<EventFeed> feeds = new CopyOnWriteArrayList<>();
    private final Object lock = new Object();
    private final Set<GuestId> changed = new LinkedHashSet<>();
    private boolean gap;
    private String gapReason = "";
    private boolean closed;
    private @Nullable Thread observer;
    private EventSource.@Nullable Subscription source;
    private EventSource.@Nullable Subscription ending;

    EventHub(EndpointState endpoint) {
        this.endpoint = endpoint;
    }

    @Override
    public void subscribe(Flow.Subscriber<? super GuestEvent> subscriber) {
        EventFeed feed = new EventFeed(subscriber, endpoint.time(), this::forget);
        feeds.add(feed);
        feed.begin();
        synchronized (lock) {
            if (closed) {
                feed.end();
                return;
            }
            gap = true;
            startObserving();
            lock.notifyAll();
        }
    }

    /** That guest may have changed: by us, whatever the hypervisor tells. Does not block. */
    void touched(GuestId guest) {
        synchronized (lock) {
            if (!feeds.isEmpty()) {
                changed.add(guest);
                lock.notifyAll();
            }
        }
    }

    void close() {
        synchronized (lock) {
            closed = true;
            lock.notifyAll();
        }
        stopListening();
        feeds.forEach(EventFeed::end);
    }

    private void forget(EventFeed feed) {
        feeds.remove(feed);
        synchronized (lock) {
            lock.notifyAll();
        }
    }

    private void startObserving() {
        if (observer == null) {
            Thread thread =
                    Threads.named("polyvisor events of " + endpoint.name()).newThread(this::observe);
            observer = thread;
            thread.start();
        }
    }

    private void observe() {
        boolean pushed = endpoint.driver().capabilities().provides(Capability.EVENTS_PUSHED);
        try {
            while (true) {
                boolean listens = !pushed || listen();
                Round round = nextRound(
                        pushed && listens
                                ? endpoint.options().pollInterval().multipliedBy(UNTOLD)
                                : endpoint.options().pollInterval());
                if (round == null) {
                    endListening();
                    return;
                }
                work(round);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Waits for something to do; null when there is nobody left to tell. */
    private @Nullable Round nextRound(Duration patience) throws InterruptedException {
        synchronized (lock) {
            long end = System.nanoTime() + patience.toNanos();
            while (changed.isEmpty() && !gap && !closed && !feeds.isEmpty()) {
                long left = end - System.nanoTime();
                if (left <= 0) {
                    return new Round(Set.of(), true, "");
                }
                lock.wait(Math.max(1, left / 1_000_000));
            }
            if (closed || feeds.isEmpty()) {
                observer = null;
                ending = source;
                source = null;
                return null;
            }
            Round round = new Round(new LinkedHashSet<>(changed), gap, gapReason);
            changed.clear();
            gap = false;
            gapReason = "";
            return round;
        }
    }

    private void work(Round round) {
        try {
            if (round.everything()) {
                tellEverything(round.why());
            } else {
                round.guests().forEach(this::tell);
            }
        } catch (PolyvisorException unseen) {
            LOG.log(Level.DEBUG, "observing for events failed; trying again", unseen);
            missed(unseen.fault().message());
            pause();
        }
    }

    private void tell(GuestId guest) {
        Optional<GuestView> now = reading().observe(guest);
        feeds.forEach(feed -> feed.tell(guest, now));
    }

    private void tellEverything(String why) {
        Inventory seen = reading().read((driver, call) -> driver.inventory(DETAILED, call));
        Map<GuestId, GuestView> all = new LinkedHashMap<>();
        seen.guests().forEach(guest -> all.put(guest.id(), guest));
        feeds.forEach(feed -> feed.tellEverything(all, seen.complete(), why));
    }

    private Work reading() {
        return endpoint.reading(Verb.OBSERVE, Optional.empty(), Scope.STANDARD);
    }

    private void missed(String why) {
        synchronized (lock) {
            gap = true;
            gapReason = why;
            lock.notifyAll();
        }
    }

    private boolean listen() {
        synchronized (lock) {
            if (source != null || closed) {
                return source != null;
            }
        }
        try {
            EventSource.Subscription begun = reading()
                    .read((driver, call) -> driver.facet(EventSource.class)
                            .orElseThrow(() -> new IllegalStateException("EVENTS_PUSHED without a facet"))
                            .listen(new Ear(), call));
            synchronized (lock) {
                source = begun;
                gap = true;
            }
            return true;
        } catch (PolyvisorException e) {
            LOG.log(Level.DEBUG, "listening for events failed; polling instead", e);
            return false;
        }
    }

    private void stopListening() {
        synchronized (lock) {
            ending = source;
            source = null;
        }
        endListening();
    }

    /** Outside the lock: a driver may wait for a callback that is under way, and the callback wants the lock. */
    private void endListening() {
        EventSource.Subscription over;
        synchronized (lock) {
            over = ending;
            ending = null;
        }
        if (over != null) {
            over.close();
        }
    }

    private void pause() {
        long end = System.nanoTime() + Duration.ofMillis(200).toNanos();
        synchronized (lock) {
            try {
                while (!closed && System.nanoTime() < end) {
                    lock.wait(50);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private record Round(Set<GuestId> guests, boolean everything, String why) {}

    private final class Ear implements EventSource.Listener {
        @Override
        public void changed(GuestId guest) {
            synchronized (lock) {
                changed.add(guest);
                lock.notifyAll();
            }
        }

        @Override
        public void gap(String why) {
            missed(why);
        }
    }
}
