package io.polyvisor.kvm;

import io.polyvisor.libvirt.DomainHandle;
import io.polyvisor.libvirt.Flags;

/**
 * What of a guest a change has to reach: the instance that runs, the stored definition, or both.
 *
 * @param live whether it is active
 * @param stored whether it has a stored definition
 */
record Affected(boolean live, boolean stored) {

    /** What there is now, in three calls. */
    static Affected of(DomainHandle domain) {
        return new Affected(GuestReading.isActive(domain.state()), domain.isPersistent());
    }

    /** libvirt's flags for all there is. */
    int flags() {
        return (live ? Flags.AFFECT_LIVE : 0) | (stored ? Flags.AFFECT_CONFIG : 0);
    }
}
