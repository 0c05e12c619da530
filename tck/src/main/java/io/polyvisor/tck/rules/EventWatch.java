package io.polyvisor.tck.rules;

import io.polyvisor.Endpoint;
import io.polyvisor.GuestEvent;
import io.polyvisor.model.GuestId;
import io.polyvisor.model.GuestView;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/** A subscriber that keeps what it was told. Thread-safe. */
final class EventWatch implements Flow.Subscriber<GuestEvent>, AutoCloseable {
    private final List<GuestEvent> told = new CopyOnWriteArrayList<>();
    private final long firstRequest;
    private volatile Flow.@Nullable Subscription subscription;

    private EventWatch(long firstRequest) {
        this.firstRequest = firstRequest;
    }

    /** One that takes everything. */
    static EventWatch of(Endpoint endpoint) {
        return of(endpoint, Long.MAX_VALUE);
    }

    /** One that takes so many, and more only when asked to. */
    static EventWatch of(Endpoint endpoint, long firstRequest) {
        EventWatch watch = new EventWatch(firstRequest);
        endpoint.events().subscribe(watch);
        return watch;
    }

    /** What was told so far. */
    List<GuestEvent> told() {
        return List.copyOf(told);
    }

    /** The levels of that guest so far, in order. */
    List<GuestEvent.Level> levels(GuestId guest) {
        return told.stream()
                .filter(GuestEvent.Level.class::isInstance)
                .map(GuestEvent.Level.class::cast)
                .filter(level -> level.guest().equals(guest))
                .toList();
    }

    /** The last level of that guest: empty when none was told, an empty view when it is gone. */
    Optional<Optional<GuestView>> last(GuestId guest) {
        List<GuestEvent.Level> levels = levels(guest);
        return levels.isEmpty()
                ? Optional.empty()
                : Optional.of(levels.get(levels.size() - 1).now());
    }

    /** Whether a gap was told. */
    boolean sawGap() {
        return told.stream().anyMatch(GuestEvent.Gap.class::isInstance);
    }

    /** Takes that many more. */
    void request(long more) {
        Flow.Subscription open = subscription;
        if (open != null) {
            open.request(more);
        }
    }

    @Override
    public void onSubscribe(Flow.Subscription begun) {
        subscription = begun;
        if (firstRequest > 0) {
            begun.request(firstRequest);
        }
    }

    @Override
    public void onNext(GuestEvent event) {
        told.add(event);
    }

    @Override
    public void onError(Throwable failure) {
        throw new IllegalStateException("event streams do not fail, they tell gaps", failure);
    }

    @Override
    public void onComplete() {
        subscription = null;
    }

    @Override
    public void close() {
        Flow.Subscription open = subscription;
        if (open != null) {
            open.cancel();
        }
    }
}
