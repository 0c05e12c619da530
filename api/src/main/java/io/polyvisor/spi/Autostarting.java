package io.polyvisor.spi;

import io.polyvisor.model.GuestId;

/** Starts guests with their host. */
public non-sealed interface Autostarting extends Facet {

    /** Whether the guest starts with its host from now on. */
    void autostart(GuestId guest, boolean withHost, Call call);
}
