package io.polyvisor.tck;

import io.polyvisor.model.GuestId;
import io.polyvisor.model.PowerState;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Somebody who sees the endpoint's guests without passing through Polyvisor: virsh, a second client, the model's own books. What the
 * core and a driver get wrong together, only a witness notices.
 *
 * <p>Methods block for as long as a command takes and throw {@link EnvironmentFault} when it fails.
 */
public interface Witness {

    /** Who it is, such as "virsh". */
    String name();

    /** The guest's power state as the witness sees it; empty when there is no such guest. */
    Optional<PowerState> power(GuestId guest);

    /** The names of all guests. */
    Set<String> guestNames();

    /** What is in the guest's disk slots, in the hypervisor's own words (paths, for instance), in order; drives without a medium left out. */
    List<String> disks(GuestId guest);
}
