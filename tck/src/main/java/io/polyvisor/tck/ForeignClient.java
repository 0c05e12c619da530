package io.polyvisor.tck;

import io.polyvisor.model.GuestId;
import io.polyvisor.model.GuestName;

/**
 * Somebody else who uses the same endpoint, without Polyvisor. Its guests bear no mark; it removes them itself.
 *
 * <p>Methods block for as long as a command takes and throw {@link EnvironmentFault} when it fails.
 */
public interface ForeignClient {

    /** Makes a small guest without our mark, OFF. */
    GuestId make(GuestName name);

    /** Starts a guest, whoever made it. */
    void start(GuestId guest);

    /** Takes the power from a guest, whoever made it. */
    void powerOff(GuestId guest);

    /** Removes a guest that {@link #make} made; does nothing when it is gone. */
    void remove(GuestId guest);
}
