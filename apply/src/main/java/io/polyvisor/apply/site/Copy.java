package io.polyvisor.apply.site;

import io.polyvisor.model.GuestId;
import io.polyvisor.model.PowerState;
import io.polyvisor.placement.site.HostKey;
import java.util.Objects;

/**
 * A further definition of a guest that is elsewhere, too: left behind on a host that was lost and came back, or worse.
 *
 * <p>Immutable and thread-safe.
 *
 * @param guest the guest's name in the site
 * @param name the copy's own name in the site
 * @param host the host that still has it
 * @param id the backend's key of it there
 * @param power its state there; RUNNING while the guest runs elsewhere is the worst that can be
 */
public record Copy(String guest, String name, HostKey host, GuestId id, PowerState power) {
    /** Checks presence. */
    public Copy {
        Objects.requireNonNull(guest, "guest");
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(host, "host");
        Objects.requireNonNull(id, "guest id");
        Objects.requireNonNull(power, "power");
    }
}
