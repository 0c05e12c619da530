package io.polyvisor.spi;

import io.polyvisor.model.GuestId;

/** Saves a guest's memory to disk and goes on from it. */
public non-sealed interface Suspending extends Facet {

    /** Saves the memory of a RUNNING or PAUSED guest; afterwards it holds no host memory. */
    void suspend(GuestId guest, Call call);

    /** Lets a SUSPENDED guest go on, RUNNING whatever it was when it was saved; the saved memory is used up. */
    void wake(GuestId guest, Call call);

    /** Throws the saved memory of a SUSPENDED guest away; afterwards it is OFF. */
    void discard(GuestId guest, Call call);
}
