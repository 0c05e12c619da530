package io.polyvisor.libvirt;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.libvirt.jna.ConnectionPointer;

/**
 * One connection to one libvirt daemon, or to libvirt's in-process test driver.
 *
 * <p>Thread-safe. Every call blocks its thread until libvirt answers, for which libvirt has no deadline: the caller
 * abandons a thread, never a call. What is running shows in {@link #running()}. Failed calls throw {@link LibvirtFault};
 * calls after {@link #close()} throw {@link ConnectionClosedFailure}.
 *
 * <p>Closing frees every handle that is still open. While calls do not come back the connection and its handles stay, and
 * are counted, because freeing them below a running call would end the process; the closer does not wait for them longer
 * than its deadline.
 */
public final class LibvirtConnection implements AutoCloseable {

    private final LibvirtUri uri;
    private final ConnectOptions options;
    private final ConnectionPointer pointer;
    private final CallDoor door;
    private final ConnectionWatch watch;
    private final ConnectionEnd end;
    private final HostCalls host;
    private final DomainCalls domains;
    private final StorageCalls storage;
    private final NetworkCalls networks;

    private LibvirtConnection(
            LibvirtUri uri, ConnectOptions options, LibvirtNative libvirt, ConnectionPointer pointer) {
        this.uri = uri;
        this.options = options;
        this.pointer = pointer;
        this.door = new CallDoor(libvirt);
        this.watch = new ConnectionWatch(door, pointer);
        this.end = new ConnectionEnd(door, pointer, watch);
        this.host = new HostCalls(door, pointer);
        this.domains = new DomainCalls(door, pointer);
        this.storage = new StorageCalls(door, pointer);
        this.networks = new NetworkCalls(door, pointer);
    }

    /**
     * Opens a connection; the first one of the process loads libvirt and makes the {@link ProcessTouches}.
     *
     * @throws LibraryMissingFailure if libvirt's client library is not installed
     * @throws LibvirtFault if libvirt could not connect or authenticate
     * @throws DeadlineFailure after {@link ConnectOptions#openDeadline()}; should libvirt connect later, that connection is
     *     closed at once
     * @throws InterruptedException if the waiting thread was interrupted; as after the deadline
     */
    public static LibvirtConnection open(LibvirtUri uri, ConnectOptions options) throws InterruptedException {
        LibvirtNative libvirt = NativeLibraries.libvirt();
        ProcessWide.touch(libvirt, options.touches());
        ConnectionPointer pointer = new ConnectionOpening(libvirt, uri, options).await();
        LibvirtConnection connection = new LibvirtConnection(uri, options, libvirt, pointer);
        try {
            connection.watch.begin(options);
            return connection;
        } catch (LibvirtFailure failure) {
            connection.close();
            throw failure;
        }
    }

    /** Where it leads; never contains a secret. */
    public LibvirtUri uri() {
        return uri;
    }

    /** What concerns the host itself. */
    public HostCalls host() {
        return host;
    }

    /** Domains: listed, looked up, defined. */
    public DomainCalls domains() {
        return domains;
    }

    /** Storage pools and volumes. */
    public StorageCalls storage() {
        return storage;
    }

    /** Virtual networks. */
    public NetworkCalls networks() {
        return networks;
    }

    /**
     * Hears domain events from now on ({@code virConnectDomainEventRegisterAny}, one call per kind).
     *
     * @param capacity how many events are kept for a slow subscriber, at least 2
     * @throws LibvirtFault if the daemon refuses one of the kinds; then none is subscribed
     */
    public EventSubscription subscribe(Set<EventKind> kinds, int capacity) {
        if (capacity < 2) {
            throw new IllegalArgumentException("capacity must be at least 2, not " + capacity);
        }
        EventSubscription subscription = new EventSubscription(door, pointer, watch, capacity);
        try {
            subscription.register(kinds);
            return subscription;
        } catch (LibvirtFailure failure) {
            subscription.close();
            throw failure;
        }
    }

    /** {@code virConnectIsAlive}: whether the connection still works as far as libvirt knows; no round trip. */
    public boolean isAlive() {
        return door.number("virConnectIsAlive", () -> door.libvirt().virConnectIsAlive(pointer)) > 0;
    }

    /** {@code virConnectIsSecure}: encrypted, or a local socket. */
    public boolean isSecure() {
        return door.number("virConnectIsSecure", () -> door.libvirt().virConnectIsSecure(pointer)) > 0;
    }

    /** Why the other side is gone, once libvirt told; empty while it is there, and without an event loop. */
    public Optional<LossReason> lost() {
        return watch.lost();
    }

    /** How often which C function was called. */
    public CallCounter calls() {
        return door.counter();
    }

    /** Calls that have not come back yet, longest first. */
    public List<RunningCall> running() {
        return door.running();
    }

    /** Native objects that are not freed yet: the caller's open handles, or what an abandoned connection left behind. */
    public int liveHandles() {
        return door.handles().count();
    }

    /** Whether {@link #close()} was called. */
    public boolean isClosed() {
        return door.gate().isShut();
    }

    /** Whether {@link #close()} returned without having closed, and calls still have not come back that it waited for. */
    public boolean isAbandoned() {
        return end.isAbandoned();
    }

    /** Connections of this process that are abandoned at the moment. */
    public static int abandonedConnections() {
        return ConnectionEnd.abandonedConnections();
    }

    /** {@link #close(Duration)} with {@link ConnectOptions#closeDeadline()}. */
    @Override
    public void close() {
        close(options.closeDeadline());
    }

    /**
     * Refuses new calls, waits for running ones, frees all handles and closes. Idempotent; returns at the deadline at the
     * latest, or when interrupted (the thread stays interrupted), and then {@link #isAbandoned()} is true.
     */
    public void close(Duration deadline) {
        end.close(deadline);
    }

    CallDoor door() {
        return door;
    }

    ConnectionPointer pointer() {
        return pointer;
    }

    @Override
    public String toString() {
        return "LibvirtConnection[" + uri + "]";
    }
}
