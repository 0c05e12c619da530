package io.polyvisor;

import io.polyvisor.model.AccessMode;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/**
 * How an endpoint is used. Nothing is without a deadline.
 *
 * <p>Immutable and thread-safe.
 *
 * @param name what people call it; empty for its address
 * @param mode which guests mutating verbs may touch
 * @param who on whose behalf, for the audit
 * @param audit where audit records go
 * @param connectDeadline for opening the connection
 * @param readDeadline for reads
 * @param operationDeadline for operations
 * @param closePatience how long {@code close()} waits for operations under way
 * @param pollInterval how often guests are observed for events where the hypervisor sends none
 * @param limits how much goes on at once
 */
public record EndpointOptions(
        Optional<String> name,
        AccessMode mode,
        String who,
        AuditSink audit,
        Duration connectDeadline,
        Duration readDeadline,
        Duration operationDeadline,
        Duration closePatience,
        Duration pollInterval,
        Limits limits) {

    /** Checks that every deadline is positive. */
    public EndpointOptions {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(mode, "mode");
        Objects.requireNonNull(who, "who");
        Objects.requireNonNull(audit, "audit");
        requirePositive(connectDeadline, "connect deadline");
        requirePositive(readDeadline, "read deadline");
        requirePositive(operationDeadline, "operation deadline");
        requirePositive(closePatience, "close patience");
        requirePositive(pollInterval, "poll interval");
        Objects.requireNonNull(limits, "limits");
    }

    /**
     * How much goes on at once on one endpoint. What exceeds the queue is refused as busy.
     *
     * @param starts starts and resumes at once
     * @param copies clones, imports and snapshots at once
     * @param migrations migrations at once
     * @param operations operations of all sorts at once
     * @param queue operations waiting
     * @param lanes calls into the driver at once
     * @param abandonedLanes how many calls that hang make the endpoint refuse
     */
    public record Limits(
            int starts, int copies, int migrations, int operations, int queue, int lanes, int abandonedLanes) {

        /** Checks that every limit is positive. */
        public Limits {
            if (Math.min(
                            Math.min(Math.min(starts, copies), Math.min(migrations, operations)),
                            Math.min(Math.min(queue, lanes), abandonedLanes))
                    < 1) {
                throw new IllegalArgumentException("every limit is at least 1");
            }
        }

        /** 4 starts, 2 copies, 1 migration, 16 operations, 256 waiting, 16 lanes of which 4 may hang. */
        public static Limits standard() {
            return new Limits(4, 2, 1, 16, 256, 16, 4);
        }
    }

    /** OWNED, 30 s to connect and to read, 10 min for an operation. */
    public static EndpointOptions standard() {
        return new EndpointOptions(
                Optional.empty(),
                AccessMode.OWNED,
                System.getProperty("user.name", "unknown"),
                AuditSink.none(),
                Duration.ofSeconds(30),
                Duration.ofSeconds(30),
                Duration.ofMinutes(10),
                Duration.ofSeconds(10),
                Duration.ofSeconds(5),
                Limits.standard());
    }

    /** The same under that name. */
    public EndpointOptions named(String other) {
        return new EndpointOptions(
                Optional.of(other),
                mode,
                who,
                audit,
                connectDeadline,
                readDeadline,
                operationDeadline,
                closePatience,
                pollInterval,
                limits);
    }

    /** The same in that mode. */
    public EndpointOptions mode(AccessMode other) {
        return new EndpointOptions(
                name,
                other,
                who,
                audit,
                connectDeadline,
                readDeadline,
                operationDeadline,
                closePatience,
                pollInterval,
                limits);
    }

    /** The same on behalf of {@code whom}, with records to {@code sink}. */
    public EndpointOptions audited(String whom, AuditSink sink) {
        return new EndpointOptions(
                name,
                mode,
                whom,
                sink,
                connectDeadline,
                readDeadline,
                operationDeadline,
                closePatience,
                pollInterval,
                limits);
    }

    /** The same with these deadlines for connecting, reads and operations. */
    public EndpointOptions deadlines(Duration connect, Duration read, Duration operation) {
        return new EndpointOptions(
                name, mode, who, audit, connect, read, operation, closePatience, pollInterval, limits);
    }

    /** The same, observing that often where the hypervisor sends no events. */
    public EndpointOptions pollEvery(Duration interval) {
        return new EndpointOptions(
                name,
                mode,
                who,
                audit,
                connectDeadline,
                readDeadline,
                operationDeadline,
                closePatience,
                interval,
                limits);
    }

    /** The same with these limits. */
    public EndpointOptions limits(Limits other) {
        return new EndpointOptions(
                name,
                mode,
                who,
                audit,
                connectDeadline,
                readDeadline,
                operationDeadline,
                closePatience,
                pollInterval,
                other);
    }

    private static void requirePositive(Duration duration, String what) {
        if (Objects.requireNonNull(duration, what).isNegative() || duration.isZero()) {
            throw new IllegalArgumentException(what + " must be positive, not " + duration);
        }
    }
}
