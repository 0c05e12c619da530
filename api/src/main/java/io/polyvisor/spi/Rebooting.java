package io.polyvisor.spi;

import io.polyvisor.model.GuestId;

/** Reboots a guest, asked or not. */
public non-sealed interface Rebooting extends Facet {

    /** Asks a RUNNING guest to reboot and returns. */
    void reboot(GuestId guest, Call call);

    /** Resets a RUNNING guest at once. */
    void reset(GuestId guest, Call call);
}
