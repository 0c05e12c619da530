package io.polyvisor;

import io.polyvisor.internal.CorePolyvisor;
import io.polyvisor.model.EndpointUri;
import io.polyvisor.spi.BackendProvider;
import io.polyvisor.spi.TimeSource;
import io.polyvisor.spi.TransitionTable;

/**
 * The way in: opens endpoints, joins them into a fleet, and closes what it opened. Backends are found by {@link
 * java.util.ServiceLoader}. All threads are Polyvisor's own daemons; nothing of the JVM is changed.
 *
 * <p>Thread-safe.
 *
 * <pre>{@code
 * try (Polyvisor pv = Polyvisor.open(); Endpoint kvm = pv.connect("qemu:///system")) {
 *     kvm.guest(GuestName.of("web")).start().await();
 * }
 * }</pre>
 */
public final class Polyvisor implements AutoCloseable {
    private final CorePolyvisor core;

    private Polyvisor(CorePolyvisor core) {
        this.core = core;
    }

    /** On real time. Does not block. */
    public static Polyvisor open() {
        return open(TimeSource.system());
    }

    /** On that clock: for tests, which need not wait. */
    public static Polyvisor open(TimeSource time) {
        return new Polyvisor(new CorePolyvisor(time, TransitionTable.common()));
    }

    /** Connects without credentials of our own, in mode OWNED. Blocks at most 30 s. */
    public Endpoint connect(String uri) {
        return connect(uri, Access.none(), EndpointOptions.standard());
    }

    /** Connects in mode OWNED. Blocks at most 30 s. */
    public Endpoint connect(String uri, Access access) {
        return connect(uri, access, EndpointOptions.standard());
    }

    /**
     * Connects. Blocks at most until the options' connect deadline.
     *
     * @throws io.polyvisor.error.PolyvisorException UNREACHABLE, UNTRUSTED, AUTHENTICATION_FAILED, DEADLINE_EXCEEDED, or
     *     INVALID_SPEC that says what is wrong with the address
     */
    public Endpoint connect(String uri, Access access, EndpointOptions options) {
        return core.connect(uri, access, options);
    }

    /** Connects with a backend that need not be on the class path's list. Blocks at most until the options' connect deadline. */
    public Endpoint connect(BackendProvider provider, EndpointUri uri, Access access, EndpointOptions options) {
        return core.connect(provider, uri, access, options);
    }

    /**
     * All endpoints that are connected now, and whatever is added to the fleet. What an earlier fleet connected for its members is
     * connected now: adding it again has it in twice.
     */
    public Fleet fleet() {
        return core.fleet();
    }

    /** Closes every endpoint that it opened. Idempotent. */
    @Override
    public void close() {
        core.close();
    }
}
