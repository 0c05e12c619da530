package io.polyvisor.vsphere;

import com.vmware.vim25.ObjectUpdate;
import com.vmware.vim25.PropertyFilterUpdate;
import com.vmware.vim25.UpdateSet;
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

/** Carries changes from the service to the core on a thread of its own, and begins to watch again when its session had ended. */
final class UpdateLoop implements EventSource.Subscription {
    private static final Logger LOG = System.getLogger(UpdateLoop.class.getName());
    private static final int WAIT_SECONDS = 20;
    private static final Duration PATIENCE = Duration.ofSeconds(WAIT_SECONDS + 15);
    private static final Duration FAREWELL = Duration.ofSeconds(2);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

    private final EventSource.Listener listener;
    private final Supplier<GuestFilter> beginning;
    private final BooleanSupplier sessionClosed;
    private final CountDownLatch over = new CountDownLatch(1);
    private volatile GuestFilter current;

    /** {@code beginning} makes another filter in place of one whose session ended. */
    UpdateLoop(
            EventSource.Listener listener,
            GuestFilter first,
            Supplier<GuestFilter> beginning,
            BooleanSupplier sessionClosed) {
        this.listener = listener;
        this.current = first;
        this.beginning = beginning;
        this.sessionClosed = sessionClosed;
    }

    void start() {
        Thread telling = new Thread(this::tellAll, "polyvisor-vsphere-events");
        telling.setDaemon(true);
        telling.start();
    }

    private void tellAll() {
        try {
            while (!ended()) {
                try {
                    current.next(WAIT_SECONDS, OwnCall.within(PATIENCE)).ifPresent(this::tell);
                } catch (DriverException lost) {
                    LOG.log(Level.DEBUG, "waiting for changes failed", lost);
                    beginAgain(lost);
                }
            }
            leave();
        } catch (InterruptedException e) {
            // Nobody interrupts this thread but a process that ends.
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            LOG.log(Level.ERROR, "changes are not told any more", e);
            tell(() -> listener.gap("changes are not told any more: " + e));
        }
    }

    private boolean ended() {
        return over.getCount() == 0 || sessionClosed.getAsBoolean();
    }

    private void tell(UpdateSet changes) {
        for (PropertyFilterUpdate filter : Rows.list(changes.getFilterSet())) {
            for (ObjectUpdate update : Rows.list(filter.getObjectSet())) {
                String object = update.getObj().getVal();
                if (update.getObj().getType().equals(GuestReader.TYPE)) {
                    tell(() -> listener.changed(GuestId.of(object)));
                } else {
                    // What its guests are depends on the connection to it.
                    tell(() -> listener.gap("host " + object + " came, went, or is connected otherwise"));
                }
            }
        }
    }

    /** Nothing is told any more once {@link #close} has returned, be an answer under way. */
    private void tell(Runnable news) {
        synchronized (over) {
            if (!ended()) {
                news.run();
            }
        }
    }

    /** The gap is told once changes flow again, so that what is observed after it is followed by what changes after that. */
    private void beginAgain(DriverException lost) throws InterruptedException {
        Duration pause = FIRST_PAUSE;
        while (!ended()) {
            Optional<GuestFilter> again = attempt();
            if (again.isPresent()) {
                current = again.get();
                tell(() -> listener.gap(
                        "changes may have been missed: " + lost.fault().message()));
                return;
            }
            if (over.await(pause.toMillis(), TimeUnit.MILLISECONDS)) {
                return;
            }
            Duration longer = pause.multipliedBy(2);
            pause = longer.compareTo(LONGEST_PAUSE) < 0 ? longer : LONGEST_PAUSE;
        }
    }

    private Optional<GuestFilter> attempt() {
        try {
            return Optional.of(beginning.get());
        } catch (DriverException stillGone) {
            LOG.log(Level.DEBUG, "the service is still gone", stillGone);
            return Optional.empty();
        }
    }

    private void leave() {
        if (!sessionClosed.getAsBoolean()) {
            farewell(() -> current.end(OwnCall.within(FAREWELL)));
        }
    }

    @Override
    public void close() {
        synchronized (over) {
            over.countDown();
        }
        if (!sessionClosed.getAsBoolean()) {
            farewell(() -> current.interrupt(OwnCall.within(FAREWELL)));
        }
    }

    private static void farewell(Runnable request) {
        try {
            request.run();
        } catch (DriverException e) {
            LOG.log(Level.DEBUG, "the service removes the watch by itself when the session ends", e);
        }
    }
}
