package io.polyvisor.kvm;

import io.polyvisor.error.Fault;
import io.polyvisor.libvirt.ConnectOptions;
import io.polyvisor.libvirt.LibvirtConnection;
import io.polyvisor.libvirt.LibvirtFailure;
import io.polyvisor.libvirt.LibvirtUri;
import io.polyvisor.spi.DriverException;
import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Owns the connection: opens it again when it was lost, one thread at a time, and ends it. Nothing of a lost connection is used
 * again.
 *
 * <p>Thread-safe. Opening blocks at most as long as the options say.
 */
final class KvmSession implements AutoCloseable {
    private static final Duration FAREWELL = Duration.ofSeconds(1);

    private final LibvirtUri uri;
    private final ConnectOptions options;
    private final HostFacts host;
    private final ReentrantLock opening = new ReentrantLock();
    private volatile LibvirtConnection current;
    private volatile @Nullable LibvirtConnection doubted;
    private volatile boolean closed;
    private volatile boolean accelerated;

    private KvmSession(LibvirtUri uri, ConnectOptions options, LibvirtConnection connection, HostFacts host) {
        this.uri = uri;
        this.options = options;
        this.current = connection;
        this.host = host;
    }

    /** Opens the first connection; throws what the contract says of opening. */
    static KvmSession open(LibvirtUri uri, ConnectOptions options) {
        LibvirtConnection connection = connect(uri, options);
        try {
            return new KvmSession(uri, options, connection, HostFacts.read(connection));
        } catch (LibvirtFailure failure) {
            connection.close(FAREWELL);
            throw OpenErrors.translated(failure);
        }
    }

    private static LibvirtConnection connect(LibvirtUri uri, ConnectOptions options) {
        try {
            return LibvirtConnection.open(uri, options);
        } catch (LibvirtFailure failure) {
            throw OpenErrors.translated(failure);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw DriverException.refused(new Fault.Cancelled("connecting to " + uri));
        }
    }

    LibvirtUri uri() {
        return uri;
    }

    HostFacts host() {
        return host;
    }

    /** A connection that was alive a moment ago; opens one when the last was lost. */
    LibvirtConnection connection() {
        LibvirtConnection known = current;
        return isUsable(known) ? known : again();
    }

    /** The connection that is or was in use, in whatever state. */
    LibvirtConnection latest() {
        return current;
    }

    /** Says that a call found that connection dead, before libvirt told so itself. */
    void doubt(LibvirtConnection connection) {
        doubted = connection;
    }

    private boolean isUsable(LibvirtConnection connection) {
        return !closed
                && doubted != connection
                && !connection.isClosed()
                && connection.lost().isEmpty();
    }

    private LibvirtConnection again() {
        try {
            opening.lockInterruptibly();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw DriverException.refused(new Fault.Cancelled("connecting to " + uri + " again"));
        }
        try {
            requireOpen();
            return isUsable(current) ? current : replace();
        } finally {
            opening.unlock();
        }
    }

    private LibvirtConnection replace() {
        current.close(FAREWELL);
        LibvirtConnection fresh = connect(uri, options);
        try {
            requireSameHost(fresh);
        } catch (LibvirtFailure failure) {
            fresh.close(FAREWELL);
            throw OpenErrors.translated(failure);
        }
        current = fresh;
        if (closed) {
            fresh.close(FAREWELL);
            requireOpen();
        }
        return fresh;
    }

    /** An address that leads to another host now must not be taken for a host whose guests are gone. */
    private void requireSameHost(LibvirtConnection fresh) {
        HostFacts found = HostFacts.read(fresh);
        if (!found.id().equals(host.id())) {
            fresh.close(FAREWELL);
            throw DriverException.refused(new Fault.Unreachable("another host answers at " + uri + " now: "
                    + found.name() + " (" + found.id() + ") instead of " + host.name() + " (" + host.id() + ")"));
        }
    }

    private void requireOpen() {
        if (closed) {
            throw DriverException.refused(new Fault.Unreachable("the endpoint was closed"));
        }
    }

    /** Whether hardware was seen to run a guest here; what was seen once is not looked for again. */
    boolean seenAccelerated(BooleanSupplier look) {
        if (!accelerated) {
            accelerated = look.getAsBoolean();
        }
        return accelerated;
    }

    boolean isClosed() {
        return closed;
    }

    @Override
    public void close() {
        closed = true;
        current.close();
    }
}
