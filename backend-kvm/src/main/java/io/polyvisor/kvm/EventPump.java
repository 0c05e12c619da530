package io.polyvisor.kvm;

import io.polyvisor.libvirt.ConnectionClosedFailure;
import io.polyvisor.libvirt.EventSubscription;
import io.polyvisor.libvirt.LibvirtEvent;
import io.polyvisor.model.GuestId;
import io.polyvisor.spi.DriverException;
import io.polyvisor.spi.EventSource;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Carries events from libvirt to the core on a thread of its own, and subscribes again when the connection was lost. */
final class EventPump implements EventSource.Subscription {
    private static final Logger LOG = System.getLogger(EventPump.class.getName());
    private static final Duration LOOK_UP = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);

    private final EventSource.Listener listener;
    private final Supplier<EventSubscription> subscribing;
    private final BooleanSupplier sessionClosed;
    private final CountDownLatch over = new CountDownLatch(1);
    private volatile EventSubscription current;

    /** Subscribes at once; throws when that fails. */
    EventPump(EventSource.Listener listener, Supplier<EventSubscription> subscribing, BooleanSupplier sessionClosed) {
        this.listener = listener;
        this.subscribing = subscribing;
        this.sessionClosed = sessionClosed;
        this.current = subscribing.get();
    }

    void start() {
        Thread pumping = new Thread(this::pump, "polyvisor-kvm-events");
        pumping.setDaemon(true);
        pumping.start();
    }

    private void pump() {
        try {
            while (!ended()) {
                try {
                    current.next(LOOK_UP).ifPresent(this::tell);
                } catch (ConnectionClosedFailure lost) {
                    subscribeAgain();
                }
            }
        } catch (InterruptedException e) {
            // Nobody interrupts this thread but a process that ends.
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            LOG.log(Level.ERROR, "events are not told any more", e);
            listener.gap("events ended: " + e);
        }
    }

    private boolean ended() {
        return over.getCount() == 0 || sessionClosed.getAsBoolean();
    }

    private void tell(LibvirtEvent event) {
        if (event instanceof LibvirtEvent.OfDomain about) {
            if (KvmEvents.concernsGuest(about)) {
                listener.changed(GuestId.of(about.domain().uuid()));
            }
        } else if (event instanceof LibvirtEvent.Gap gap) {
            listener.gap(gap.dropped() + " events came faster than they were taken");
        }
    }

    /** The gap is told once events flow again, so that what is observed after it is followed by what changes after that. */
    private void subscribeAgain() throws InterruptedException {
        Duration pause = FIRST_PAUSE;
        while (!ended()) {
            Optional<EventSubscription> again = attempt();
            if (again.isPresent()) {
                current = again.get();
                if (ended()) {
                    current.close();
                } else {
                    listener.gap("the connection to libvirt was lost and opened again");
                }
                return;
            }
            if (over.await(pause.toMillis(), TimeUnit.MILLISECONDS)) {
                return;
            }
            Duration longer = pause.multipliedBy(2);
            pause = longer.compareTo(LONGEST_PAUSE) < 0 ? longer : LONGEST_PAUSE;
        }
    }

    private Optional<EventSubscription> attempt() {
        try {
            return Optional.of(subscribing.get());
        } catch (DriverException stillGone) {
            LOG.log(Level.DEBUG, "libvirt is still gone", stillGone);
            return Optional.empty();
        }
    }

    @Override
    public void close() {
        over.countDown();
        current.close();
    }
}
