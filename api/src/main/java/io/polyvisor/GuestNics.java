package io.polyvisor;

import io.polyvisor.model.Effect;
import io.polyvisor.model.NicId;
import io.polyvisor.model.NicSpec;

/**
 * A guest's NICs. On a running guest a change is in effect now and at the next start.
 *
 * <p>Thread-safe; does not block.
 */
public interface GuestNics {

    /** Adds a NIC. */
    Operation<NicId> attach(NicSpec nic);

    /** Takes a NIC out. Ends when the guest let go of it. */
    Operation<Effect> detach(NicId nic);
}
