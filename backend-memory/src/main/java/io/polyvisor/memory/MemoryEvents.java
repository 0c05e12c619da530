package io.polyvisor.memory;

import io.polyvisor.spi.Call;
import io.polyvisor.spi.EventSource;
import java.util.concurrent.atomic.AtomicBoolean;

/** Tells of changes, on the thread that makes them or that moves the clock, never under the world's lock. */
final class MemoryEvents implements EventSource {
    private final MemorySession session;
    private final AtomicBoolean listening = new AtomicBoolean();

    MemoryEvents(MemorySession session) {
        this.session = session;
    }

    @Override
    public Subscription listen(Listener listener, Call call) {
        if (listening.getAndSet(true)) {
            throw Refusal.state("this connection has its listener already", "close that one first");
        }
        session.change(() -> session.site().listeners().add(listener));
        session.world().watch();
        AtomicBoolean open = new AtomicBoolean(true);
        Subscription subscription = () -> {
            if (open.getAndSet(false)) {
                session.site().listeners().remove(listener);
                session.world().unwatch();
                listening.set(false);
            }
        };
        session.atClose(subscription::close);
        return subscription;
    }
}
