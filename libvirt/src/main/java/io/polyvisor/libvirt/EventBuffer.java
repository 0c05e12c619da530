package io.polyvisor.libvirt;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A bounded queue between the event loop and a subscriber; what does not fit is dropped and leaves a gap marker. */
final class EventBuffer {

    private final int capacity;
    private final Deque<LibvirtEvent> events = new ArrayDeque<>();
    private long dropped;
    private boolean ended;

    EventBuffer(int capacity) {
        this.capacity = capacity;
    }

    /** Never blocks. */
    synchronized void put(LibvirtEvent event) {
        if (ended) {
            return;
        }
        // One place is for the marker, so that what follows a gap stands behind it.
        if (events.size() + (dropped > 0 ? 1 : 0) >= capacity) {
            dropped++;
            return;
        }
        if (dropped > 0) {
            events.add(new LibvirtEvent.Gap(dropped));
            dropped = 0;
        }
        events.add(event);
        notifyAll();
    }

    /** The last event; it always fits. */
    synchronized void putLast(LibvirtEvent event) {
        if (dropped > 0) {
            events.add(new LibvirtEvent.Gap(dropped));
            dropped = 0;
        }
        if (!ended) {
            events.add(event);
        }
        end();
    }

    synchronized void end() {
        ended = true;
        notifyAll();
    }

    /** The next event, or empty when none came in time; what was buffered before the end is still delivered. */
    synchronized Optional<LibvirtEvent> take(Duration deadline) throws InterruptedException {
        long until = System.nanoTime() + deadline.toNanos();
        LibvirtEvent event = poll();
        while (event == null && !ended) {
            long millis = Deadlines.millisUntil(until);
            if (millis <= 0) {
                return Optional.empty();
            }
            wait(millis);
            event = poll();
        }
        return Optional.ofNullable(event);
    }

    synchronized boolean isDrained() {
        return ended && events.isEmpty() && dropped == 0;
    }

    private @Nullable LibvirtEvent poll() {
        LibvirtEvent event = events.poll();
        if (event == null && dropped > 0) {
            event = new LibvirtEvent.Gap(dropped);
            dropped = 0;
        }
        return event;
    }
}
