package io.polyvisor.internal;

import io.polyvisor.GuestEvent;
import io.polyvisor.model.GuestId;
import io.polyvisor.model.GuestView;
import io.polyvisor.spi.TimeSource;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Flow;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One subscriber's view of the stream. It keeps no events but what is so now, what was told last, and which guests differ: an event
 * is made when it is delivered, so a slow subscriber costs no memory, and misses edges but never a level. Edges that were merged
 * beyond a bound are told as a gap.
 */
final class EventFeed implements Flow.Subscription {
    private static final Logger LOG = System.getLogger("io.polyvisor.events");
    private static final int MERGED_UNTOLD = 1024;

    private final Flow.Subscriber<? super GuestEvent> subscriber;
    private final TimeSource time;
    private final Consumer<EventFeed> onCancel;
    private final Map<GuestId, GuestView> told = new HashMap<>();
    private final Map<GuestId, GuestView> present = new LinkedHashMap<>();
    private final Set<GuestId> differing = new LinkedHashSet<>();
    private @Nullable String gap;
    private int merged;
    private long sequence;
    private long requested;
    private boolean delivering;
    private boolean ended;
    private boolean cancelled;

    EventFeed(Flow.Subscriber<? super GuestEvent> subscriber, TimeSource time, Consumer<EventFeed> onCancel) {
        this.subscriber = subscriber;
        this.time = time;
        this.onCancel = onCancel;
    }

    void begin() {
        subscriber.onSubscribe(this);
    }

    void tell(GuestId guest, Optional<GuestView> now) {
        synchronized (this) {
            level(guest, now);
        }
        deliver();
    }

    /** Tells what differs; a guest that is absent from an incomplete view is not gone. */
    void tellEverything(Map<GuestId, GuestView> all, boolean complete, String why) {
        synchronized (this) {
            if (!why.isEmpty()) {
                gap = why;
            }
            all.forEach((guest, view) -> level(guest, Optional.of(view)));
            if (complete) {
                Set<GuestId> gone = new LinkedHashSet<>(present.keySet());
                gone.removeAll(all.keySet());
                gone.forEach(guest -> level(guest, Optional.empty()));
            }
        }
        deliver();
    }

    void end() {
        synchronized (this) {
            ended = true;
        }
        deliver();
    }

    @Override
    public void request(long more) {
        if (more <= 0) {
            cancel();
            subscriber.onError(new IllegalArgumentException("a subscriber requests at least one event, not " + more));
            return;
        }
        synchronized (this) {
            requested = requested + more < 0 ? Long.MAX_VALUE : requested + more;
        }
        deliver();
    }

    @Override
    public void cancel() {
        synchronized (this) {
            cancelled = true;
            differing.clear();
        }
        onCancel.accept(this);
    }

    private void level(GuestId guest, Optional<GuestView> now) {
        if (Optional.ofNullable(present.get(guest)).equals(now) || cancelled || ended) {
            return;
        }
        now.ifPresentOrElse(view -> present.put(guest, view), () -> present.remove(guest));
        if (!differing.add(guest) && ++merged >= MERGED_UNTOLD) {
            gap = "the subscriber was too slow; " + merged + " changes were merged into the levels that follow";
            merged = 0;
        }
    }

    /** The next event, made now; null when there is nothing to tell. */
    private @Nullable GuestEvent next() {
        String why = gap;
        if (why != null) {
            gap = null;
            return new GuestEvent.Gap(++sequence, time.now(), why);
        }
        Iterator<GuestId> waiting = differing.iterator();
        while (waiting.hasNext()) {
            GuestId guest = waiting.next();
            waiting.remove();
            Optional<GuestView> now = Optional.ofNullable(present.get(guest));
            Optional<GuestView> lastSeen = Optional.ofNullable(told.get(guest));
            if (!now.equals(lastSeen)) {
                now.ifPresentOrElse(view -> told.put(guest, view), () -> told.remove(guest));
                return new GuestEvent.Level(++sequence, time.now(), guest, now, lastSeen);
            }
        }
        return null;
    }

    private void deliver() {
        while (true) {
            GuestEvent event;
            synchronized (this) {
                if (delivering || cancelled || (requested == 0 && !isOver())) {
                    return;
                }
                event = next();
                if (event == null && !ended) {
                    return;
                }
                delivering = true;
                cancelled = event == null;
                requested--;
            }
            hand(event);
        }
    }

    private boolean isOver() {
        return ended && gap == null && differing.isEmpty();
    }

    private void hand(@Nullable GuestEvent event) {
        try {
            if (event == null) {
                subscriber.onComplete();
            } else {
                subscriber.onNext(event);
            }
        } catch (RuntimeException | Error e) {
            LOG.log(Level.WARNING, "an event subscriber failed; it gets no more events", e);
            cancel();
        } finally {
            synchronized (this) {
                delivering = false;
            }
        }
    }
}
