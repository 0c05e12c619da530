package io.polyvisor.tck;

/**
 * Breaks what stands behind the endpoint, for real where it is real: the management daemon's process. Methods block until it is done
 * and throw {@link EnvironmentFault} when it cannot be.
 */
public interface FaultDoor {

    /** Kills the daemon; guests go on. */
    void kill();

    /** Starts the daemon after {@link #kill} and returns when it takes connections. */
    void restart();

    /** Makes the daemon hang: it neither answers nor closes connections (SIGSTOP). */
    void freeze();

    /** Lets a hanging daemon go on. */
    void thaw();
}
