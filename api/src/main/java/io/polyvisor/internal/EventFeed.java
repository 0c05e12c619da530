package io.polyvisor.internal;

import io.polyvisor.GuestEvent;
import io.polyvisor.model.GuestId;
import io.polyvisor.model.GuestView;
import io.polyvisor.spi.TimeSource;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Flow;
import java.util.function.Consumer;

/**
 * One subscriber's view of the stream: numbers, a bounded buffer, and what it was last told of each guest. When the buffer is full
 * it is emptied into a gap marker, after which every guest is told again as it is.
 */
final class EventFeed implements Flow.Subscription {
    private static final Logger LOG = System.getLogger("io.polyvisor.events");
    private static final int BUFFER = 1024;

    private final Flow.Subscriber<? super GuestEvent> subscriber;
    private final TimeSource time;
    private final Consumer<EventFeed> onCancel;
    private final Map<GuestId, GuestView> told = new HashMap<>();
    private final Map<GuestId, GuestView> present = new LinkedHashMap<>();
    private final Deque<GuestEvent> buffer = new ArrayDeque<>();
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
                add(new GuestEvent.Gap(++sequence, time.now(), why));
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
            buffer.clear();
        }
        onCancel.accept(this);
    }

    private void level(GuestId guest, Optional<GuestView> now) {
        Optional<GuestView> before = Optional.ofNullable(present.get(guest));
        if (before.equals(now)) {
            return;
        }
        now.ifPresentOrElse(view -> present.put(guest, view), () -> present.remove(guest));
        if (buffer.size() >= BUFFER) {
            overflow();
            return;
        }
        event(guest, now);
    }

    private void event(GuestId guest, Optional<GuestView> now) {
        Optional<GuestView> lastSeen = Optional.ofNullable(told.get(guest));
        now.ifPresentOrElse(view -> told.put(guest, view), () -> told.remove(guest));
        add(new GuestEvent.Level(++sequence, time.now(), guest, now, lastSeen));
    }

    /** A subscriber that is this slow loses edges, never levels: what is so now is told again. */
    private void overflow() {
        buffer.clear();
        add(new GuestEvent.Gap(
                ++sequence, time.now(), "the subscriber was too slow; " + BUFFER + " events were dropped"));
        Set<GuestId> gone = new LinkedHashSet<>(told.keySet());
        gone.removeAll(present.keySet());
        gone.forEach(guest -> event(guest, Optional.empty()));
        new LinkedHashMap<>(present).forEach((guest, view) -> event(guest, Optional.of(view)));
    }

    private void add(GuestEvent event) {
        if (!cancelled && !ended) {
            buffer.add(event);
        }
    }

    private void deliver() {
        while (true) {
            GuestEvent next;
            synchronized (this) {
                boolean finished = ended && buffer.isEmpty() && !cancelled;
                if (delivering || cancelled || (buffer.isEmpty() && !finished) || (requested == 0 && !finished)) {
                    return;
                }
                if (finished) {
                    cancelled = true;
                    delivering = true;
                    next = null;
                } else {
                    next = buffer.remove();
                    requested--;
                    delivering = true;
                }
            }
            hand(next);
        }
    }

    private void hand(@org.jspecify.annotations.Nullable GuestEvent next) {
        try {
            if (next == null) {
                subscriber.onComplete();
            } else {
                subscriber.onNext(next);
            }
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, "an event subscriber failed; it gets no more events", e);
            cancel();
        } finally {
            synchronized (this) {
                delivering = false;
            }
        }
    }
}
