package io.polyvisor.tck.lockstep;

import io.polyvisor.GuestEvent;
import io.polyvisor.model.GuestId;
import io.polyvisor.model.GuestView;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Listens to an endpoint's events and keeps the last level of each guest. Thread-safe. */
final class EventLog implements Flow.Subscriber<GuestEvent>, AutoCloseable {
    private final Map<GuestId, Told> last = new ConcurrentHashMap<>();
    private final AtomicReference<@Nullable String> fault = new AtomicReference<>();
    private final AtomicReference<Flow.@Nullable Subscription> subscription = new AtomicReference<>();
    private long lastSequence;

    /** What was told last of a guest: how it is, or that it is gone. */
    record Told(Optional<GuestView> now) {}

    Optional<Told> of(GuestId guest) {
        return Optional.ofNullable(last.get(guest));
    }

    /** What was wrong with the stream itself: numbers out of order, an error, an end. */
    Optional<String> fault() {
        return Optional.ofNullable(fault.get());
    }

    @Override
    public void onSubscribe(Flow.Subscription given) {
        subscription.set(given);
        given.request(Long.MAX_VALUE);
    }

    @Override
    public void onNext(GuestEvent event) {
        if (event.sequence() != lastSequence + 1) {
            fault.compareAndSet(null, "event " + event.sequence() + " came after " + lastSequence);
        }
        lastSequence = event.sequence();
        if (event instanceof GuestEvent.Level level) {
            last.put(level.guest(), new Told(level.now()));
        }
    }

    @Override
    public void onError(Throwable error) {
        fault.compareAndSet(null, "the event stream failed: " + error);
    }

    @Override
    public void onComplete() {
        fault.compareAndSet(null, "the event stream ended");
    }

    @Override
    public void close() {
        Flow.Subscription open = subscription.get();
        if (open != null) {
            open.cancel();
        }
    }
}
