package io.polyvisor.libvirt;

import java.time.Duration;
import java.time.temporal.ChronoUnit;

/**
 * How a connection is opened, watched and closed.
 *
 * @param credentials answers a server's questions
 * @param openDeadline how long {@link LibvirtConnection#open} waits; libvirt itself would wait for ever
 * @param closeDeadline how long {@link LibvirtConnection#close()} waits for running calls before it leaves the connection
 *     to itself
 * @param keepAliveInterval how often a silent remote daemon is pinged, whole seconds; zero for never
 * @param keepAliveCount after how many unanswered pings the connection counts as lost
 * @param readOnly opens libvirt's read-only access
 * @param touches what may be changed process-wide
 */
public record ConnectOptions(
        LibvirtCredentials credentials,
        Duration openDeadline,
        Duration closeDeadline,
        Duration keepAliveInterval,
        int keepAliveCount,
        boolean readOnly,
        ProcessTouches touches) {

    public ConnectOptions {
        requirePositive(openDeadline, "openDeadline");
        requirePositive(closeDeadline, "closeDeadline");
        if (keepAliveInterval.isNegative()
                || !keepAliveInterval.equals(keepAliveInterval.truncatedTo(ChronoUnit.SECONDS))) {
            throw new IllegalArgumentException("keepAliveInterval must be whole seconds, not " + keepAliveInterval);
        }
        if (keepAliveCount < 1) {
            throw new IllegalArgumentException("keepAliveCount must be at least 1, not " + keepAliveCount);
        }
    }

    /** No credentials, 30 s to open, 10 s to close, lost after 5 pings 5 s apart, all touches. */
    public static ConnectOptions defaults() {
        return new ConnectOptions(
                LibvirtCredentials.none(),
                Duration.ofSeconds(30),
                Duration.ofSeconds(10),
                Duration.ofSeconds(5),
                5,
                false,
                ProcessTouches.ALL);
    }

    public ConnectOptions withCredentials(LibvirtCredentials changed) {
        return new ConnectOptions(
                changed, openDeadline, closeDeadline, keepAliveInterval, keepAliveCount, readOnly, touches);
    }

    public ConnectOptions withOpenDeadline(Duration changed) {
        return new ConnectOptions(
                credentials, changed, closeDeadline, keepAliveInterval, keepAliveCount, readOnly, touches);
    }

    public ConnectOptions withCloseDeadline(Duration changed) {
        return new ConnectOptions(
                credentials, openDeadline, changed, keepAliveInterval, keepAliveCount, readOnly, touches);
    }

    public ConnectOptions withKeepAlive(Duration interval, int count) {
        return new ConnectOptions(credentials, openDeadline, closeDeadline, interval, count, readOnly, touches);
    }

    public ConnectOptions withReadOnly(boolean changed) {
        return new ConnectOptions(
                credentials, openDeadline, closeDeadline, keepAliveInterval, keepAliveCount, changed, touches);
    }

    public ConnectOptions withTouches(ProcessTouches changed) {
        return new ConnectOptions(
                credentials, openDeadline, closeDeadline, keepAliveInterval, keepAliveCount, readOnly, changed);
    }

    private static void requirePositive(Duration duration, String name) {
        if (duration.isNegative() || duration.isZero()) {
            throw new IllegalArgumentException(name + " must be positive, not " + duration);
        }
    }
}
