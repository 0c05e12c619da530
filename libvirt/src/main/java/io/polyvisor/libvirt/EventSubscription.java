package io.polyvisor.libvirt;

import com.sun.jna.Pointer;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.libvirt.jna.ConnectionPointer;

/**
 * Domain events of one connection, from {@link LibvirtConnection#subscribe} until {@link #close()} or the end of the
 * connection.
 *
 * <p>Thread-safe. Events wait in a bounded buffer until somebody takes them, so the event loop is never held up; what does
 * not fit leaves a {@link LibvirtEvent.Gap}. A lost connection shows as a last {@link LibvirtEvent.ConnectionLost}.
 */
public final class EventSubscription implements AutoCloseable {

    private static final Logger LOG = System.getLogger(EventSubscription.class.getName());

    private final CallDoor door;
    private final ConnectionPointer connection;
    private final ConnectionWatch watch;
    private final EventBuffer buffer;
    private final long number;
    private final Consumer<LossReason> onLoss;
    private final List<Integer> registrations = new ArrayList<>();
    private boolean closed;

    EventSubscription(CallDoor door, ConnectionPointer connection, ConnectionWatch watch, int capacity) {
        this.door = door;
        this.connection = connection;
        this.watch = watch;
        this.buffer = new EventBuffer(capacity);
        this.number = EventCallbacks.admit(buffer);
        this.onLoss = reason -> buffer.putLast(new LibvirtEvent.ConnectionLost(reason));
    }

    synchronized void register(Set<EventKind> kinds) {
        watch.add(this, onLoss);
        for (EventKind kind : kinds) {
            registrations.add(door.number(
                    "virConnectDomainEventRegisterAny",
                    () -> door.libvirt()
                            .virConnectDomainEventRegisterAny(
                                    connection,
                                    null,
                                    kind.number(),
                                    EventCallbacks.of(kind),
                                    new Pointer(number),
                                    null)));
        }
    }

    /**
     * The next event, in order; empty when none came before the deadline.
     *
     * @throws ConnectionClosedFailure when nothing is left and nothing can come any more
     * @throws InterruptedException if interrupted while waiting; no event is lost by it
     */
    public Optional<LibvirtEvent> next(Duration deadline) throws InterruptedException {
        Optional<LibvirtEvent> event = buffer.take(deadline);
        if (event.isEmpty() && buffer.isDrained()) {
            throw new ConnectionClosedFailure("the event subscription", "next");
        }
        return event;
    }

    /** Takes leave of the daemon, which blocks until it answers; idempotent. Buffered events can still be taken. */
    @Override
    public void close() {
        if (!door.gate().enter()) {
            return;
        }
        try {
            closeInsideGate();
        } finally {
            door.gate().leave();
        }
    }

    /** For the closing connection too, which holds the gate for good. */
    synchronized void closeInsideGate() {
        if (closed) {
            return;
        }
        closed = true;
        watch.remove(this);
        for (int registration : registrations) {
            door.counter().count("virConnectDomainEventDeregisterAny");
            if (door.libvirt().virConnectDomainEventDeregisterAny(connection, registration) < 0) {
                // The usual reason is that the daemon is gone, and the registration with it.
                LOG.log(Level.DEBUG, "could not deregister", NativeErrors.last(door.libvirt(), "Deregister"));
            }
        }
        EventCallbacks.dismiss(number);
        buffer.end();
    }
}
