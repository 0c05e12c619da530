package io.polyvisor.spi;

import io.polyvisor.model.GuestId;

/** Stops a guest's processors and lets them go on, with its memory kept in memory. */
public non-sealed interface Pausing extends Facet {

    /** Stops the processors of a RUNNING guest. */
    void pause(GuestId guest, Call call);

    /** Lets a PAUSED guest go on. */
    void unpause(GuestId guest, Call call);
}
