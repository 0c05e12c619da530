package io.polyvisor.vsphere;

import io.polyvisor.spi.DriverException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Asks the service for the time now and then, so that a session that nobody uses for a while does not end. */
final class KeepAlive implements AutoCloseable {
    /** A sixth of the half hour after which vSphere ends idle sessions. */
    private static final Duration PERIOD = Duration.ofMinutes(5);

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Logger LOG = System.getLogger(KeepAlive.class.getName());

    private final VsphereSession session;
    private final ScheduledThreadPoolExecutor thread;

    KeepAlive(VsphereSession session, String host) {
        this.session = session;
        this.thread = new ScheduledThreadPoolExecutor(1, task -> {
            Thread made = new Thread(task, "polyvisor vsphere keep-alive " + host);
            made.setDaemon(true);
            return made;
        });
    }

    void begin() {
        Object unused =
                thread.scheduleWithFixedDelay(this::ask, PERIOD.toNanos(), PERIOD.toNanos(), TimeUnit.NANOSECONDS);
    }

    private void ask() {
        try {
            session.calls().ping(OwnCall.within(PATIENCE));
        } catch (DriverException e) {
            LOG.log(Level.DEBUG, "the service was not there to keep the session alive: {0}", e.getMessage());
        }
    }

    @Override
    public void close() {
        Object unused = thread.shutdownNow();
    }
}
